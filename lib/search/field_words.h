#pragma once

#include <vector>

#include "search/vocabulary.h"

namespace pilcrow::internal {

class Snapshot;

/// The words that stand in titles or headings of an index and in the text of none of its
/// paragraphs, so that the forward column does not know them. Of a word that very many titles or
/// headings hold only some are looked at.
std::vector<FieldWord> field_words(const Snapshot& snapshot);

}  // namespace pilcrow::internal
