#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "search/query.h"

namespace pilcrow::internal {

/// One word of a leaf: the index terms that may stand at its position (the stems of the word in the
/// languages of the index, the expansions of a prefix or of a fuzzy word).
struct TermGroup {
  std::vector<std::string> terms;
};

/// A leaf of a query after analysis: what the engine looks up, the highlighter marks and the
/// snippet is chosen by. One group is a word; several are a phrase (in order, adjacent) or, with
/// `near`, words within `distance` words of each other in any order.
struct Leaf {
  std::vector<TermGroup> groups;
  bool near = false;
  int distance = 0;
  Field field = Field::anywhere;
  float weight = 1;      ///< of a single word beside others
  std::string verbatim;  ///< not empty: the match must read exactly so (white space folded)
};

}  // namespace pilcrow::internal
