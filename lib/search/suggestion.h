#pragma once

#include <optional>
#include <string>

#include "search/query.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// "Did you mean": the query with each word that the index does not have replaced by the likeliest
/// one of its own that is spelled almost alike. Nothing where all words are there, or none is near.
std::optional<std::string> suggest_query(const std::string& query, const Node& root,
                                         const Snapshot& snapshot);

}  // namespace pilcrow::internal
