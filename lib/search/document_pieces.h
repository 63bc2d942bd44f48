#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "index/columns.h"

namespace pilcrow::internal {

/// A set of docids, one bit each; a word more than they need, so that pieces can be cut from it.
using DocidBits = std::vector<std::uint64_t>;

/// None of the docids up to `last`.
inline DocidBits no_docids(DocId last) {
  return DocidBits(last / 64 + std::size_t{2});
}

/// What matches, cut into pieces.
struct MatchedPieces {
  std::span<const std::uint64_t> docids;  ///< a bit for each docid
  std::vector<std::uint64_t> pieces;      ///< a bit for each paragraph of each piece
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;
};

/// The paragraphs of documents in pieces of up to 64 that follow each other, so that those of a
/// piece that match, or have a value, are the bits of one word. Most documents are one piece.
///
/// Thread safety: const, safe from several threads.
class DocumentPieces {
 public:
  struct Piece {
    DocId first = 0;
    std::uint32_t paragraphs = 0;
    std::uint32_t document = 0;  ///< the number of its first piece
  };

  explicit DocumentPieces(const Columns& columns);

  [[nodiscard]] const std::vector<Piece>& all() const { return pieces_; }
  /// Whether the document of a piece has others.
  [[nodiscard]] bool is_part(std::size_t piece) const {
    return pieces_[piece].document != piece ||
           (piece + 1 < pieces_.size() && pieces_[piece + 1].document == piece);
  }

  [[nodiscard]] DocidBits no_docids() const { return internal::no_docids(last_); }
  /// Adds some paragraphs of a piece, the first of which is the lowest bit.
  void mark(std::size_t piece, std::uint64_t paragraphs, DocidBits& docids) const {
    const DocId first = pieces_[piece].first;
    docids[first / 64] |= paragraphs << (first % 64);
    // In two steps, as a shift by 64 is undefined.
    docids[first / 64 + std::size_t{1}] |= paragraphs >> 1U >> (63U - first % 64);
  }
  /// Cuts bits of the columns' docids, which must outlive what is made of them.
  [[nodiscard]] MatchedPieces cut(const DocidBits& docids) const;

 private:
  std::vector<Piece> pieces_;
  DocId last_;
};

}  // namespace pilcrow::internal
