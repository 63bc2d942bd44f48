#include "rivals/sqlite_database.h"

#include "pilcrow/error.h"

namespace pilcrow::bench {
namespace {

void check(int result, sqlite3* database) {
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
  throw Error(ErrorCode::io, std::string("SQLite: ") + sqlite3_errmsg(database));
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
  statement_.reset(statement);
  check(result, database);
}

void SqliteStatement::rewind() {
  if (running_) sqlite3_reset(statement_.get());
  running_ = false;
}

SqliteStatement& SqliteStatement::bind(int place, const std::string& text) {
  rewind();
  check(sqlite3_bind_text(statement_.get(), place, text.data(), static_cast<int>(text.size()),
                          SQLITE_TRANSIENT),
        sqlite3_db_handle(statement_.get()));
  return *this;
}

SqliteStatement& SqliteStatement::bind(int place, std::int64_t number) {
  rewind();
  check(sqlite3_bind_int64(statement_.get(), place, number), sqlite3_db_handle(statement_.get()));
  return *this;
}

bool SqliteStatement::next() {
  running_ = true;
  const int result = sqlite3_step(statement_.get());
  check(result, sqlite3_db_handle(statement_.get()));
  if (result == SQLITE_DONE) rewind();
  return result == SQLITE_ROW;
}

std::int64_t SqliteStatement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::size_t SqliteStatement::bytes(int column) const {
  return static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  const int result = sqlite3_open(file.c_str(), &database);
  database_.reset(database);
  check(result, database);
}

void SqliteDatabase::execute(const std::string& sql) {
  check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr), database_.get());
}

}  // namespace pilcrow::bench
