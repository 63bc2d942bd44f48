#pragma once

#include <filesystem>

#include "index/files.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// Where the database of a generation or segment lies.
std::filesystem::path database_path(const std::filesystem::path& directory);

/// Opens the database of a generation or segment to be read. Xapian takes a table of records or
/// terms that cannot be opened, for whatever reason, for one that need not exist, and paragraphs
/// would be read, or copied, without them; so those of the first paragraph are looked at.
///
/// Throws what Xapian does, and for a table that cannot be opened or has lost them a Xapian::Error
/// that names it.
Xapian::Database open_database(const std::filesystem::path& directory);

/// The same, to be changed in place.
Xapian::WritableDatabase open_to_change(const std::filesystem::path& directory,
                                        Durability durability);

}  // namespace pilcrow::internal
