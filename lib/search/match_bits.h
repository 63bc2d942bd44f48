#pragma once

#include <span>

#include "search/document_pieces.h"
#include "search/evaluate.h"

namespace pilcrow::internal {

/// Sets the bits of docids, which stand in ascending order.
void mark(std::span<const DocId> docids, DocidBits& bits);
/// Sets the bits of all matches: of dense lists, sixty-four at once. Throws where the search is
/// over before its end.
void mark(const Matches& matches, DocidBits& bits);

}  // namespace pilcrow::internal
