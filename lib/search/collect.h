#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "pilcrow/search_request.h"
#include "search/evaluate.h"
#include "search/facet_counter.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Of a query with more parts than this (a sentence, a question) it says little how many of them a
/// match holds, and much which: there, matches with all come first and the others by their scores.
inline constexpr std::size_t kMostHalved = 6;

/// A match in the running for a place in the result.
struct Candidate {
  DocId docid = 0;
  float score = 0;
  std::uint32_t date = 0;  ///< sorting by date only
  /// Match any as a fall-back: 2 all parts, 1 at least half of them (up to `kMostHalved`), 0 fewer.
  std::uint8_t tier = 0;
  std::uint32_t in_document = 0;  ///< with `per_document`: matches in the same document
};

struct Collected {
  std::vector<Candidate> top;  ///< best first, `room` of them at most
  bool exact = true;           ///< false: there may be more paragraphs and documents than counted
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;
  std::vector<FacetTally> facets;  ///< in the order of the request
};

/// True where only the best matches by relevance are wanted: no totals, counts or filters, and no
/// tiers.
bool wants_best_only(const Plan& plan, const SearchRequest& request, bool tiers);

/// Filters, totals, facet counts and the best of the matches. The counts of a facet leave its own
/// including filter out (drill-sideways). `tiers`: rank by how much of the query a match holds
/// first. `room`: how many candidates to keep. Where totals are not asked for, what cannot be among
/// the best may be passed over.
Collected collect(const Matches& matches, const Plan& plan, const SearchRequest& request,
                  std::size_t room, bool tiers, const Snapshot& snapshot);

/// Calls visit(docid) for the matches that count for a facet: those that pass all filters but the
/// facet's own including one; in the order of docids.
void for_each_counted(const Matches& matches, const Plan& plan, std::uint32_t facet,
                      const Snapshot& snapshot, const std::function<void(DocId id)>& visit);

}  // namespace pilcrow::internal
