#pragma once

#include <vector>

#include "search/vocabulary.h"

namespace pilcrow::internal {

class Snapshot;

/// The words of titles and headings as they are written there, which the forward column does not
/// know. Of an index with more than 20,000 documents or headings not all are looked at.
std::vector<FieldWord> field_words(const Snapshot& snapshot);

}  // namespace pilcrow::internal
