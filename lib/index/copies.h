#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "index/xapian_guard.h"

namespace pilcrow::internal {

// What readers of another machine need beside the database, of which they see nothing but the
// database: copies of a generation's files, in its metadata, in pieces of bounded size.

/// The files of a generation that are copied.
inline constexpr std::string_view kColumnsCopy = "columns";
inline constexpr std::string_view kForwardCopy = "forward";
inline constexpr std::string_view kOrdersCopy = "orders";  ///< `encode_orders`, in no file

/// Copies the files of a generation into its database. The caller commits.
void write_copies(Xapian::WritableDatabase& database, const std::filesystem::path& generation);

/// Removes all copies. The caller commits.
void remove_copies(Xapian::WritableDatabase& database);

/// One of them; empty where it is not there, or not whole.
std::string read_copy(const Xapian::Database& database, std::string_view name);

}  // namespace pilcrow::internal
