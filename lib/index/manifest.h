#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "index/files.h"
#include "index/impact.h"
#include "pilcrow/splitter.h"

namespace pilcrow::internal {

/// One of the indexes that make up a set.
struct ShardEntry {
  std::string directory;         ///< below the set's
  std::uint64_t generation = 0;  ///< the one that belongs to the set's state; 0: none yet

  friend bool operator==(const ShardEntry&, const ShardEntry&) = default;
};

/// INDEX/manifest.json: what the index is, and which generation is the current one.
struct Manifest {
  int format = 0;
  std::string analyzer;             ///< `Analyzer::fingerprint()`
  std::uint64_t generation = 0;     ///< the number in the name of its directory
  std::vector<std::string> facets;  ///< in the order of their slots
  std::string default_language;     ///< ISO 639-1, or "auto"
  SplitOptions split;
  RankingConstants ranking;
  std::string writer;  ///< version of the library that wrote it, for people
  /// Of a set: its indexes. What they hold besides is in none of them: `generation` counts commits.
  std::vector<ShardEntry> shards{};
  std::uint32_t set_size = 0;  ///< of an index that belongs to a set: how many do; else 0
};

/// A manifest as text, and back. `name` is the index and `file` the text in errors, which are those
/// of `read_manifest`.
std::string encode_manifest(const Manifest& manifest);
Manifest decode_manifest(const std::string& text, const std::string& name, const std::string& file,
                         const std::string& analyzer);

/// Throws `index_missing` (nothing there), `index_damaged` (not a manifest, or
/// not as it was written), `index_incompatible`
/// (another format, or another analyzer than `analyzer`), each saying what to do.
Manifest read_manifest(const std::filesystem::path& index, const std::string& analyzer);

/// Replaces the manifest atomically: the moment at which a generation becomes the current one.
void write_manifest(const std::filesystem::path& index, const Manifest& manifest,
                    Durability durability = Durability::full);

/// INDEX/generation-N.
std::filesystem::path generation_path(const std::filesystem::path& index, std::uint64_t generation);

}  // namespace pilcrow::internal
