#pragma once

#include <cstddef>
#include <span>

#include "search/block_bounds.h"
#include "search/operand.h"

namespace pilcrow::internal {

/// Shows a collector the docids of any of some operands, in any order, each with its scores added
/// up in the order of the operands. `room`: the collector takes so many of those
/// that it is shown for sure, and wants no more; 0: it is particular. `last`: the largest docid of
/// the index.
///
/// What the best postings of one list reach is a bound from the beginning. Blocks of docids in
/// which the largest impacts of the lists do not add up to the bound are skipped, and in the others
/// lists that cannot lift a docid to it are only asked for those that the other lists hold:
/// block-max MaxScore (Turtle and Flood 1995; Ding and Suel 2011). The blocks that promise most
/// come first, so that the bound rises early.
void best_of_union(std::span<const Operand> operands, DocId last, std::size_t room,
                   const Offer& offer);

}  // namespace pilcrow::internal
