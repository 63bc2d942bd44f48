#pragma once

#include <functional>
#include <vector>

#include "search/operand.h"

namespace pilcrow::internal {

/// Shows a collector the docids of any of some operands, in ascending order, each with its scores
/// added up in the order of the operands. `offer(id, score)` returns the bound: docids that do not
/// score more than that may be left out from then on (below 0: none may). Blocks of docids in which
/// the largest impacts of the lists do not add up to more than the bound are skipped, and in the
/// others lists that cannot lift a docid over the bound are only asked for those that the other
/// lists hold: block-max MaxScore (Turtle and Flood 1995; Ding and Suel 2011).
void best_of_union(const std::vector<Operand>& operands, DocId last,
                   const std::function<float(DocId, float)>& offer);

}  // namespace pilcrow::internal
