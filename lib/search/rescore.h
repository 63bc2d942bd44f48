#pragma once

#include <string>
#include <vector>

#include "pilcrow/search_request.h"
#include "search/collect.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// What rescoring did.
struct Rescored {
  std::vector<std::string> expansion;    ///< the terms that feedback added
  std::vector<std::string> explanation;  ///< of the query and, hit by hit, of the page
};

/// True where `rescore` has something to do.
bool rescores(const SearchRequest& request);

/// Puts the best `kRescored` of `top` (best first) into a better order, as `request.ranking` says,
/// and gives them their new scores, none of them lower than before. The rest stays as it is.
///
/// score = base · (1 + proximity) · recency + Σ further terms (related, title, expansion), each of
/// these as idf · impact times its weight.
Rescored rescore(std::vector<Candidate>& top, const Plan& plan, const SearchRequest& request,
                 const Snapshot& snapshot);

}  // namespace pilcrow::internal
