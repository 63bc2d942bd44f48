#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "index/prepare.h"
#include "index/record.h"
#include "index/xapian_guard.h"
#include "pilcrow/index_writer.h"

namespace pilcrow::internal {

// What a writer reads back from a generation. Each call opens the database anew.

IndexStats read_stats(const std::filesystem::path& generation);
/// Of several, added up.
IndexStats read_stats(const std::vector<std::filesystem::path>& generations);
/// The same of a state that is open, without `disk_bytes`.
IndexStats read_stats(const Xapian::Database& database);
void add_up(IndexStats& sum, const IndexStats& stats);

/// A document's record, or nothing.
std::optional<DocumentRecord> read_document(const std::filesystem::path& generation,
                                            std::string_view id);

void for_each_stamped_document(
    const std::filesystem::path& generation,
    const std::function<void(std::string_view id, const SourceStamp&)>& visit);

/// Every document with its paragraphs, in the order of the index or set, ready to be indexed again.
void for_each_stored_document(const std::vector<std::filesystem::path>& generations,
                              const std::function<void(PreparedDocument&&)>& visit);

}  // namespace pilcrow::internal
