#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "index/files.h"

namespace pilcrow::internal {

/// Numbers in keys as Xapian's glass backend writes them: they sort as the numbers do.
void put_sortable(std::string& out, std::uint32_t value);

/// Writes one table of a glass database, a B-tree, from front to back: keys must ascend. Every
/// block is written once and filled as far as it goes, where Xapian's own way finds the place of
/// each entry again.
///
/// The layout is that of the glass format of 14 March 2016, which all of Xapian 1.4 and 2.x read.
class GlassTable {
 public:
  explicit GlassTable(const std::filesystem::path& file);

  /// `compressed`: the tag is a raw deflate stream, which Xapian inflates when it reads it.
  void add(std::string_view key, std::string_view tag, bool compressed = false);
  /// Writes what is left; the table is complete.
  void finish();

  /// What the version file says of a finished table. `compress_above`: later tags longer than this
  /// are compressed by Xapian; 0 for none.
  [[nodiscard]] std::string root_info(std::uint32_t compress_above) const;
  /// The same for a table that has no file.
  static std::string no_root_info(std::uint32_t compress_above);

  /// Of the revision that tables are written with.
  static constexpr std::uint32_t kRevision = 1;

 private:
  // A block being filled: the directory grows from the front, items from the end.
  struct Block {
    std::string bytes;
    std::size_t directory_end = 0;
    std::size_t items_begin = 0;
    // What leads to this block in the one above; the first block of a level has none.
    std::string separator;
    std::uint32_t separator_part = 0;

    [[nodiscard]] std::size_t free() const { return items_begin - directory_end; }
  };

  [[nodiscard]] std::size_t next_part(std::size_t left, std::size_t front) const;
  void begin_block(std::size_t level);
  void put_item(Block& block, std::string_view item);
  void put_leaf_item(std::string_view key, std::uint32_t part, std::string_view item);
  void put_branch_item(std::size_t level, std::string_view key, std::uint32_t part,
                       std::uint32_t child);
  std::uint32_t write_block(std::size_t level);

  OutputFile file_;
  std::vector<Block> blocks_;  // by level; 0 are the leaves
  std::string last_key_;
  std::string item_;
  std::uint32_t next_block_ = 0;
  std::uint32_t root_ = 0;
  std::uint64_t entries_ = 0;
};

}  // namespace pilcrow::internal
