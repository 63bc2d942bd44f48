#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/files.h"
#include "index/manifest.h"
#include "index/segment.h"

namespace pilcrow::internal {

/// What a commit changes: which documents of which segments stay, and which ids go.
struct Changes {
  std::vector<Segment> segments;

  struct Place {
    std::size_t segment = 0;
    const SegmentDocument* document = nullptr;
  };
  /// The documents to keep, by id.
  std::unordered_map<std::string, Place> added;
  /// Documents of segments that were replaced or removed within the same commit.
  std::vector<Place> superseded;
  /// Ids whose committed documents go (those replaced as well).
  std::vector<std::string> removed;

  [[nodiscard]] std::uint64_t paragraphs() const;
  [[nodiscard]] bool nothing() const { return segments.empty() && removed.empty(); }
};

/// Finds what stays: of several documents with one id the last one, and none that was removed after
/// it was added. `removals`: id → sequence.
Changes resolve_changes(std::vector<Segment> segments,
                        const std::unordered_map<std::string, std::uint64_t>& removals);

/// The changes of each of so many shards. None for those where nothing changes.
std::vector<Changes> resolve_changes(std::vector<Segment> segments,
                                     const std::unordered_map<std::string, std::uint64_t>& removals,
                                     std::uint32_t shards);

/// What a database says of its index: its manifest, and the dictionary of its records.
struct IndexFacts {
  const Manifest& manifest;
  const std::string& dictionary;
};

/// Changes the current generation's database in one transaction, and leaves it without sums.
void apply_in_place(const std::filesystem::path& generation, const Changes& changes,
                    const IndexFacts& facts, Durability durability);

/// Makes a new generation of an old one (may be empty: none) and the changes, in `target`, complete
/// and on disk. `facts`: of the index as it will be.
void build_generation(const std::filesystem::path& old_generation, const Changes& changes,
                      const IndexFacts& facts, const std::filesystem::path& target,
                      Durability durability);

}  // namespace pilcrow::internal
