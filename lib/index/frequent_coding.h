#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "index/frequent_lists.h"

namespace pilcrow::internal {

// How the lists of the file `frequent` are written: the docids as bits or as the gaps between them,
// whatever takes less room, and an impact each, or one for all.

/// What the bytes of a list are.
struct FrequentForm {
  bool as_bits = false;  ///< the docids, a bit for each docid up to the last; else gaps, as varints
  bool one_impact = false;  ///< all postings have the same

  [[nodiscard]] std::uint8_t encode() const {
    return static_cast<std::uint8_t>((as_bits ? 1 : 0) | (one_impact ? 2 : 0));
  }
  static FrequentForm decode(std::uint8_t byte) { return {(byte & 1U) != 0, (byte & 2U) != 0}; }
};

/// The number of words that hold a bit for each docid up to the last.
constexpr std::size_t words_of_bits(DocId last) {
  return last / 64 + std::size_t{1};
}

struct EncodedList {
  FrequentForm form;
  std::string docids;
  std::string impacts;
};

/// `last`: the last docid of the database.
EncodedList encode_list(const FrequentList& list, DocId last);

/// Fills in the docids of a list from its bits, or from gaps. False where these are not so many
/// docids up to `last`.
bool take_docids_from_bits(std::size_t count, DocId last, FrequentList& list);
bool take_docids_from_gaps(std::string_view gaps, std::size_t count, DocId last,
                           FrequentList& list);

}  // namespace pilcrow::internal
