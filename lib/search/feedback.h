#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "search/extra_term.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// A paragraph that is an example of what is looked for.
struct Example {
  DocId docid = 0;
  float weight = 1;
};

/// The terms that tell the examples' text from the rest of the index, best first, at most `most`:
/// by Σ weight · BM25's term-frequency part, times idf. Terms of fewer than three bytes, numbers,
/// stop words, terms of one paragraph only and (with three examples and more) terms of one example
/// only are left out. Weights add up to 1; idf is not yet in them.
std::vector<ExtraTerm> telling_terms(std::span<const Example> examples, std::size_t most,
                                     const Snapshot& snapshot);

}  // namespace pilcrow::internal
