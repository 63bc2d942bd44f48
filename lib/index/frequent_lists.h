#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// A posting list as plain arrays: docids ascending, and the impact of each.
struct FrequentList {
  std::vector<DocId> docids;
  std::vector<std::uint8_t> impacts;
  /// By docid, up to the last one of the database; empty where they were not at hand.
  std::vector<std::uint64_t> bits;
};

/// The posting lists of terms that stand in a good part of all paragraphs, in a file beside the
/// database of a generation: reading one takes a tenth of the time that the database takes. A
/// cache: where the file is missing, damaged or made of another database, nothing is given, and
/// the lists have to be read from the database. Of a database that was changed in place since, what
/// was deleted is taken off the lists, and what is newer is read from the database.
///
/// A list is read and compared with its checksum whenever it is asked for. Safe to use from several
/// threads.
class FrequentLists {
 public:
  FrequentLists() = default;
  FrequentLists(const std::filesystem::path& path, const Xapian::Database& database);

  /// Writes the lists of a complete database. Throws `io`.
  static void write(const std::filesystem::path& path, const Xapian::Database& database);

  /// True where the file has a list for a term, if it is not damaged.
  [[nodiscard]] bool names(const std::string& term) const;
  /// The list of a term in the database, which is in the state that this was opened with. Nothing:
  /// it has to be read there.
  [[nodiscard]] std::optional<FrequentList> read(const std::string& term,
                                                 const Xapian::Database& database) const;

  /// True where the file is whole, and what it gives are the lists of the database.
  [[nodiscard]] bool hold(const Xapian::Database& database) const;

 private:
  class File;
  std::shared_ptr<const File> file_;  // null: nothing is given
};

}  // namespace pilcrow::internal
