#pragma once

#include <cstddef>

#include "rivals/rival.h"

namespace pilcrow::bench {

/// How far two engines gave the same answers to the same queries.
struct Agreement {
  std::size_t queries = 0;   ///< answered by both
  double equal_totals = 0;   ///< share of them with exactly the same total
  double totals_ratio = 0;   ///< all matches of the second to all of the first
  double top_in_common = 0;  ///< mean share of the top 10
  bool has_totals = false;   ///< false: the task asks for none
};

Agreement compare_answers(const RivalRun& first, const RivalRun& second);

}  // namespace pilcrow::bench
