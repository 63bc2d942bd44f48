#pragma once

#include <vector>

#include "search/evaluate.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Consecutive paragraphs, by docid.
struct ParagraphRange {
  DocId first = 0;
  DocId last = 0;
};

/// Turns a plan of nothing but filters into one that looks for text like that of a range: a bag of
/// the terms that tell it from the rest of the index.
void look_for_like(ParagraphRange range, Plan& plan, const Snapshot& snapshot);

/// Of the matches of such a plan those that hold enough of the terms to be called alike, without
/// the range itself.
Matches only_alike(const Matches& matches, ParagraphRange range);

}  // namespace pilcrow::internal
