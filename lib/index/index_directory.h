#pragma once

#include <cstdint>
#include <filesystem>

#include "pilcrow/index_writer.h"

namespace pilcrow::internal {

// What may stand in the directory of an index beside the current generation. All of these throw
// std::filesystem::filesystem_error where the system refuses.

/// Makes the directory where there is none. Throws `index_missing` or `invalid_argument` where what
/// is there is not what `mode` asks for.
void prepare_index_directory(const std::filesystem::path& index, OpenMode mode);

/// Throws `index_damaged` where generations stand there without a manifest, unless a writer was
/// ended between making its first generation and writing the manifest.
void check_manifest_is_not_lost(const std::filesystem::path& index);

/// The highest number that a generation there (or in a shard there) has, whatever the manifest
/// says; 0 without any.
std::uint64_t highest_generation(const std::filesystem::path& index);

/// Removes all generations but `current`. To be called before `remove_unfinished`, which takes away
/// the sign that a generation without a manifest was never the current one.
void remove_other_generations(const std::filesystem::path& index, std::uint64_t current);

/// Removes parts being built and temporary files.
void remove_unfinished(const std::filesystem::path& index);

}  // namespace pilcrow::internal
