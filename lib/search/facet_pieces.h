#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/document_pieces.h"
#include "search/facet_counter.h"

namespace pilcrow::internal {

/// Of the processor: those it has, or those that all have.
enum class Instructions { best, portable };

/// Which paragraphs have a value of one facet, by value: so that many matches are counted by
/// looking at what has each value, not at what each match has. No branch depends on the matches,
/// which would be hard for the processor to guess.
///
/// Thread safety: const, safe from several threads.
class FacetPieces {
 public:
  FacetPieces(const DocumentPieces& pieces, const FacetColumn& column);

  /// How many steps a count takes, however many matches there are.
  [[nodiscard]] std::size_t size() const {
    return singles_.size() + whole_pieces_.size() + parts_.size();
  }

  /// Paragraphs by their values, documents by the values that any of their matching paragraphs
  /// has.
  [[nodiscard]] FacetTally count(const MatchedPieces& matches,
                                 Instructions instructions = Instructions::best) const;

  /// The docids with any of the values that `accepted` has a 1 for, by ordinal.
  [[nodiscard]] DocidBits docids_with(std::span<const std::uint8_t> accepted,
                                      const DocumentPieces& pieces) const;

  /// Those paragraphs of a piece that have the value.
  struct Holders {
    std::uint32_t piece = 0;
    std::uint32_t continues = 0;  ///< 1: the document of the holders before
    std::uint64_t bits = 0;
  };

 private:
  /// Where those of a value begin, and behind the last value end.
  struct Begins {
    std::size_t singles = 0;
    std::size_t whole = 0;
    std::size_t parts = 0;
  };
  std::vector<Begins> begins_;  // by ordinal; to have no value is one more, behind all others
  std::vector<DocId> singles_;  // the only paragraph of a document of one piece that has the value
  std::vector<std::uint32_t> whole_pieces_;  // of documents of one piece: the piece
  std::vector<std::uint64_t> whole_bits_;    // and those of its paragraphs that have the value
  std::vector<Holders> parts_;               // of documents of several
};

}  // namespace pilcrow::internal
