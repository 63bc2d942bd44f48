#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "search/query.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// A word found in so many paragraphs is never taken for a mistake, nor is a query that finds so
/// many.
inline constexpr std::size_t kEnough = 10;

/// "Did you mean": the query with each word that the index does not have, or hardly, replaced by
/// the likeliest one of its own that is spelled almost alike. Of several, words of the language
/// that the rest of the query is found in come first; without a rest, of the index's main one. A
/// word that is there must be outnumbered a hundred times. Nothing where no word is to be replaced.
std::optional<std::string> suggest_query(const std::string& query, const Node& root,
                                         const Snapshot& snapshot);

}  // namespace pilcrow::internal
