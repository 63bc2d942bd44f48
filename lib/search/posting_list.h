#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// The number of ones. `std::popcount` calls a function where the processor is not known to have
/// the instruction.
inline std::size_t count_ones(std::uint64_t bits) {
#ifdef __POPCNT__
  return static_cast<std::size_t>(std::popcount(bits));
#else
  bits -= bits >> 1U & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + (bits >> 2U & 0x3333333333333333U);
  bits = (bits + (bits >> 4U)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<std::size_t>((bits * 0x0101010101010101U) >> 56U);
#endif
}

/// A posting list as plain arrays: docids ascending, and the impact of each. A list that holds a
/// good part of all paragraphs is dense: it has a bitmap beside the arrays, so that it can be asked
/// for one docid, and the largest impact of each block of docids, so that blocks can be skipped.
struct PostingList {
  static constexpr DocId kBlock = 128;  ///< docids to a block

  std::vector<DocId> docids;
  std::vector<std::uint8_t> impacts;

  // Dense lists only.
  std::vector<std::uint64_t> bits;         ///< by docid
  std::vector<std::uint32_t> ranks;        ///< postings before each word of `bits`, one at the end
  std::vector<std::uint8_t> block_maxima;  ///< by docid / kBlock

  static constexpr std::size_t kRanks = 12;
  std::array<std::uint8_t, kRanks>
      ranked{};  ///< [i]: the impact that 2^i postings reach; 0: fewer are there

  /// To be called when the arrays are filled, and `bits` where they are at hand; `last`: the
  /// largest docid of the index.
  void seal(DocId last);

  /// An impact that at least so many postings reach; 0 where none is known.
  [[nodiscard]] std::uint8_t reached_by(std::size_t postings) const {
    const auto rank = static_cast<std::size_t>(std::bit_width(postings - 1));
    return rank < kRanks ? ranked[rank] : std::uint8_t{0};
  }

  [[nodiscard]] bool dense() const { return !ranks.empty(); }
  [[nodiscard]] bool holds(DocId id) const {  // dense lists
    return (bits[id / 64] >> (id % 64) & 1U) != 0;
  }
  /// Where a docid stands in the arrays of a dense list, or the first one behind it.
  [[nodiscard]] std::size_t place(DocId id) const {
    const std::uint64_t before = bits[id / 64] & ((std::uint64_t{1} << (id % 64)) - 1);
    return ranks[id / 64] + count_ones(before);
  }
  /// Where a block of a dense list begins in the arrays.
  [[nodiscard]] std::size_t block_begin(std::size_t block) const {
    return ranks[std::min<std::size_t>(block * (kBlock / 64), ranks.size() - 1)];
  }

  [[nodiscard]] std::size_t bytes() const {
    return sizeof(PostingList) + docids.capacity() * sizeof(DocId) + impacts.capacity() +
           bits.capacity() * sizeof(std::uint64_t) + ranks.capacity() * sizeof(std::uint32_t) +
           block_maxima.capacity();
  }
};

}  // namespace pilcrow::internal
