#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace pilcrow::bench {

/// A prepared statement. `next` gives row after row; binding starts it anew.
class SqliteStatement {
 public:
  SqliteStatement(sqlite3* database, const std::string& sql);

  SqliteStatement& bind(int place, const std::string& text);
  SqliteStatement& bind(int place, std::int64_t number);
  bool next();
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::size_t bytes(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void rewind();

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  bool running_ = false;
};

/// An open database. Errors become pilcrow::Error.
class SqliteDatabase {
 public:
  explicit SqliteDatabase(const std::filesystem::path& file);

  void execute(const std::string& sql);
  [[nodiscard]] SqliteStatement prepare(const std::string& sql) const {
    return {database_.get(), sql};
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace pilcrow::bench
