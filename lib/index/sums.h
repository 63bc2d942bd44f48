#pragma once

#include <cstdint>
#include <filesystem>

#include "index/files.h"

namespace pilcrow::internal {

// Checksums of a generation's database files, in a file beside them. Xapian's blocks carry none,
// and a byte that turned over in a posting list would be a wrong count. The sums are made when a
// generation or a change in place is complete and are removed (on disk) before the next change, so
// that where they are they hold; where they are not (a writer is at work, or was killed), nothing
// is said. A damaged file of sums counts as none: one fault at a time is what is told.

/// Databases of up to so many bytes are summed again after a change in place, and checked whenever
/// they are opened. `verify_index` checks larger ones, too, where they have sums.
inline constexpr std::uint64_t kCheckedBytes = std::uint64_t{64} << 20;

/// Writes the sums of a complete generation. Throws `io`.
void write_sums(const std::filesystem::path& generation, Durability durability);
/// Removes them before a change. Throws `io`.
void remove_sums(const std::filesystem::path& generation, Durability durability);

/// The bytes of the database's files.
std::uint64_t database_bytes(const std::filesystem::path& generation);

/// Compares the files of the database with their sums. False where there are none, or the database
/// is larger than `most`: nothing is known then. Throws `index_damaged` or `io`, naming the file,
/// or StateMoved where a writer has begun to change it meanwhile.
bool check_sums(const std::filesystem::path& generation, std::uint64_t most = kCheckedBytes);

}  // namespace pilcrow::internal
