#pragma once

#include <string_view>
#include <vector>

#include "pilcrow/suggestion.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Words and values of facets that begin with what was typed; see `Searcher::suggest`.
std::vector<Suggestion> complete(std::string_view typed, std::size_t limit,
                                 std::string_view language, const Snapshot& snapshot);

}  // namespace pilcrow::internal
