#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "index/impact.h"
#include "pilcrow/pilcrow.h"

namespace pilcrow::test {

/// All documents that the reader finds below a path, at most `most` of them, evenly spread.
std::vector<Document> read_documents(const std::filesystem::path& path, std::size_t most = SIZE_MAX,
                                     ReadOptions options = {});

/// Those of examples/corpus that are in English.
std::vector<Document> english_corpus();

/// `count` documents of invented words, countries, topics and years; the same for the same seed.
std::vector<Document> invented_corpus(std::size_t count, unsigned seed);

/// A document in English.
Document page(std::string id, std::string text, std::vector<Tag> tags = {});

/// Builds an index of documents.
void build_index(const std::filesystem::path& index, const std::vector<Document>& documents,
                 IndexOptions options = {});

/// The documents of the hits, in their order.
std::vector<std::string> ids(const SearchResult& result);

/// More than any index of the tests holds.
inline constexpr std::size_t kAll = 10'000'000;

/// The constants that an index ranks with.
internal::RankingConstants ranking_of(const std::filesystem::path& index);

}  // namespace pilcrow::test
