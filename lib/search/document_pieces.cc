#include "search/document_pieces.h"

#include <algorithm>

#include "search/posting_list.h"

namespace pilcrow::internal {

namespace {

constexpr std::uint32_t kMost = 64;

}  // namespace

DocumentPieces::DocumentPieces(const Columns& columns) : last_(columns.last()) {
  for (DocId begin = 1, end = 1; begin <= columns.last(); begin = end) {
    end = begin + 1;
    if (columns.ordinal(begin) == 0) continue;  // not in use
    while (end <= columns.last() && columns.first(end) == columns.first(begin))
      ++end;
    const auto document = static_cast<std::uint32_t>(pieces_.size());
    for (DocId first = begin; first < end; first += std::min(kMost, end - first))
      pieces_.push_back({first, std::min(kMost, end - first), document});
  }
  pieces_.shrink_to_fit();
}

MatchedPieces DocumentPieces::cut(const DocidBits& docids) const {
  MatchedPieces matched{docids, std::vector<std::uint64_t>(pieces_.size()), 0, 0};
  std::uint64_t counted = 0;  // whether a piece of the document was, as 0 or 1
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    const std::size_t word = piece.first / 64;
    const unsigned shift = piece.first % 64;
    const std::uint64_t bits = docids[word] >> shift | docids[word + 1] << 1U << (63U - shift);
    matched.pieces[i] = bits & (~std::uint64_t{0} >> (kMost - piece.paragraphs));
    matched.paragraphs += count_ones(matched.pieces[i]);
    const std::uint64_t before = counted & (piece.document != i ? 1U : 0U);
    const std::uint64_t here = matched.pieces[i] != 0 ? 1 : 0;
    matched.documents += here & ~before;
    counted = here | before;
  }
  return matched;
}

}  // namespace pilcrow::internal
