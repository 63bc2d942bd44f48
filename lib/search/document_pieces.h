#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "index/columns.h"

namespace pilcrow::internal {

/// A set of docids, one bit each.
using DocidBits = std::vector<std::uint64_t>;

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

  /// Bits for all docids, none of them set.
  [[nodiscard]] DocidBits no_docids() const { return DocidBits(words_); }
  /// Cuts bits made by `no_docids`, which must outlive what is made of them.
  [[nodiscard]] MatchedPieces cut(const DocidBits& docids) const;

 private:
  std::vector<Piece> pieces_;
  std::size_t words_;
};

}  // namespace pilcrow::internal
