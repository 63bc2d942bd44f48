#pragma once

#include <cstdint>
#include <vector>

#include "pilcrow/search_request.h"
#include "search/evaluate.h"
#include "search/facet_counter.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// A match in the running for a place in the result.
struct Candidate {
  DocId docid = 0;
  float score = 0;
  std::uint32_t date = 0;  ///< sorting by date only
  std::uint8_t tier =
      0;  ///< match any as a fall-back: 2 all parts, 1 at least half of them, 0 fewer
};

struct Collected {
  std::vector<Candidate> top;  ///< best first, `room` of them at most
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;
  std::vector<FacetTally> facets;  ///< in the order of the request
};

/// One pass over the matches in the order of docids: filters, totals, facet counts and the best
/// ones. The counts of a facet leave its own including filter out (drill-sideways). `tiers`: rank
/// by how much of the query a match holds first. `room`: how many candidates to keep.
Collected collect(const Matches& matches, const Plan& plan, const SearchRequest& request,
                  std::size_t room, bool tiers, const Snapshot& snapshot);

}  // namespace pilcrow::internal
