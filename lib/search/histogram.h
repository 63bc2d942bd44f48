#pragma once

#include <cstddef>
#include <vector>

#include "pilcrow/search_result.h"
#include "search/collect.h"
#include "search/evaluate.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// The counts of a facet of whole numbers as a gap-free histogram of at most `most_bars` bars, from
/// the first to the last number that occurs; empty where there is none. Where a bar holds several
/// numbers the matches are gone through once more, so that each counts once in a bar.
std::vector<HistogramBar> make_histogram(const FacetTally& tally, std::size_t most_bars,
                                         const Matches& matches, const Plan& plan,
                                         const Snapshot& snapshot);

}  // namespace pilcrow::internal
