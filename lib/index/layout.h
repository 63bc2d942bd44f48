#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include "index/files.h"
#include "index/manifest.h"

namespace pilcrow::internal {

/// Where the parts of an index are: one place for generations, or one for each shard of a set.
class IndexLayout {
 public:
  IndexLayout(std::filesystem::path index, Manifest manifest)
      : path_(std::move(index)), manifest_(std::move(manifest)) {}

  [[nodiscard]] bool is_set() const { return !manifest_.shards.empty(); }
  /// 1 where it is not a set.
  [[nodiscard]] std::uint32_t shards() const;
  /// The directory that a shard's generations are in.
  [[nodiscard]] std::filesystem::path place(std::uint32_t shard) const;
  [[nodiscard]] std::filesystem::path generation(std::uint32_t shard) const;
  [[nodiscard]] std::vector<std::filesystem::path> generations() const;

  /// The manifest of a shard as an index of its own (of the index, where it is not a set).
  [[nodiscard]] Manifest manifest_of(std::uint32_t shard) const;
  /// Writes the manifest of a shard of a set.
  void write_shard(std::uint32_t shard, Durability durability) const;

  /// Throws `invalid_argument` where the index is part of a set, or not a set of `wanted` shards
  /// (0: whatever it is).
  void check_for_writing(std::uint32_t wanted) const;
  /// Makes the shards' manifests, and the files that lead Xapian's own programs to the current
  /// databases, say the same as the manifest; they may be ahead or behind after a crash.
  void align(Durability durability) const;
  /// Removes all generations, and shards, but those that the manifest names.
  void remove_others() const;

 private:
  std::filesystem::path path_;
  Manifest manifest_;
};

}  // namespace pilcrow::internal
