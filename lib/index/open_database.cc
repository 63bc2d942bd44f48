#include "index/open_database.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <string_view>

#include "index/schema.h"
#include "index/segment.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

// A table that was taken for one that does not exist.
std::optional<std::string_view> lost_table(const Xapian::Database& database) {
  const auto first = database.postlist_begin("");
  if (first == database.postlist_end("")) return std::nullopt;
  if (database.get_document(*first).get_data().empty()) return SegmentBuilder::kRecordsFile;
  try {
    if (database.termlist_begin(*first) == database.termlist_end(*first))
      return SegmentBuilder::kTermListsFile;
  } catch (const Xapian::FeatureUnavailableError&) {
    return SegmentBuilder::kTermListsFile;
  }
  return std::nullopt;
}

[[noreturn]] void throw_lost(const fs::path& table) {
  const int descriptor = ::open(table.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw Xapian::DatabaseOpeningError("Couldn't open " + table.string(), errno);
  ::close(descriptor);
  throw Xapian::DatabaseCorruptError(table.string() + " holds nothing of the first paragraph");
}

// Twice, as what failed once may have been in passing.
template <typename Open>
auto open_whole(const fs::path& directory, const Open& open) {
  const std::string path = database_path(directory).string();
  auto database = open(path);
  if (!lost_table(database)) return database;
  database.close();
  database = open(path);
  if (const auto table = lost_table(database)) throw_lost(fs::path(path) / *table);
  return database;
}

}  // namespace

fs::path database_path(const fs::path& directory) {
  return directory / schema::kDatabase;
}

Xapian::Database open_database(const fs::path& directory) {
  return open_whole(directory, [](const std::string& path) { return Xapian::Database(path); });
}

Xapian::WritableDatabase open_to_change(const fs::path& directory, Durability durability) {
  const int flags = Xapian::DB_OPEN | (durability == Durability::full ? 0 : Xapian::DB_NO_SYNC);
  return open_whole(directory,
                    [&](const std::string& path) { return Xapian::WritableDatabase(path, flags); });
}

}  // namespace pilcrow::internal
