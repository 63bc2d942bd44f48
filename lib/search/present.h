#pragma once

#include <vector>

#include "pilcrow/search_request.h"
#include "pilcrow/search_result.h"
#include "search/collect.h"
#include "search/deadline.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// The hits for candidates, with what the request asks for: texts, snippets, highlights, context.
/// `first_rank`: the rank of the first one.
std::vector<Hit> present_hits(const std::vector<Candidate>& candidates, std::size_t first_rank,
                              const SearchRequest& request, const Plan& plan,
                              const Snapshot& snapshot, const Deadline& deadline);

/// Tallies as sorted values with labels, chosen values always among them.
std::vector<FacetCounts> present_facets(const std::vector<FacetTally>& tallies,
                                        const SearchRequest& request, const Plan& plan,
                                        const Snapshot& snapshot);

}  // namespace pilcrow::internal
