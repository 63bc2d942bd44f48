#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload/query_class.h"

namespace pilcrow::bench {

struct DrawOptions {
  std::size_t per_class = 300;
  std::uint64_t seed = 1;
};

/// Draws queries from the paragraphs of an index, so that each has an answer: 1 term, 2-4 any,
/// 2-4 all, phrase, prefix, filter, rare, frequent. The same index content and seed give the same
/// queries. Words on the English stop list are drawn only inside phrases: engines differ in what
/// they do with them elsewhere. Classes that the index has no material for (a rare word in a tiny
/// one) hold fewer queries.
std::vector<QueryClass> draw_queries(const Searcher& searcher, const DrawOptions& options);

}  // namespace pilcrow::bench
