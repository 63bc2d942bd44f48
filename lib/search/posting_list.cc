#include "search/posting_list.h"

#include <algorithm>
#include <array>
#include <bit>

namespace pilcrow::internal {

namespace {

// A list is dense that holds at least one of so many paragraphs: its bitmap is not much larger than
// its arrays then.
constexpr std::size_t kDense = 32;

// The impacts that 1, 2, 4 … postings reach.
void rank(PostingList& list) {
  // Counted side by side: the next posting often has the same impact, and would have to wait.
  constexpr std::size_t kSides = 4;
  std::array<std::array<std::uint32_t, 256>, kSides> counts{};
  const std::uint8_t* const impacts = list.impacts.data();
  const std::size_t size = list.impacts.size();
  std::size_t i = 0;
  for (; i + kSides <= size; i += kSides)
    for (std::size_t side = 0; side < kSides; ++side)
      ++counts[side][impacts[i + side]];
  for (; i < size; ++i)
    ++counts[0][impacts[i]];
  std::size_t rank = 0;
  std::size_t reached = 0;
  for (std::size_t impact = counts[0].size(); impact-- > 0;) {
    for (const auto& side : counts)
      reached += side[impact];
    for (; rank < PostingList::kRanks && reached >= std::size_t{1} << rank; ++rank)
      list.ranked[rank] = static_cast<std::uint8_t>(impact);
  }
}

// By bytes: the next docid of a list is seldom in the same one, and has to wait for nothing.
void set_bits(const std::vector<DocId>& docids, DocId last, std::vector<std::uint64_t>& bits) {
  static_assert(std::endian::native == std::endian::little);
  bits.assign(last / 64 + std::size_t{1}, 0);
  auto* const bytes = reinterpret_cast<unsigned char*>(bits.data());
  for (const DocId id : docids)
    bytes[id / 8] = static_cast<unsigned char>(bytes[id / 8] | 1U << (id % 8));
}

}  // namespace

void PostingList::seal(DocId last) {
  rank(*this);
  if (docids.size() * kDense < last || docids.empty()) return bits.clear();
  if (bits.empty()) set_bits(docids, last, bits);
  ranks.reserve(bits.size() + 1);
  std::uint32_t rank = 0;
  for (const std::uint64_t word : bits) {
    ranks.push_back(rank);
    rank += static_cast<std::uint32_t>(count_ones(word));
  }
  ranks.push_back(rank);
  block_maxima.reserve(last / kBlock + std::size_t{1});
  std::size_t at = 0;
  for (std::size_t block = 0; block <= last / kBlock; ++block) {
    std::uint8_t maximum = 0;
    for (const std::size_t end = block_begin(block + 1); at < end; ++at)
      maximum = std::max(maximum, impacts[at]);
    block_maxima.push_back(maximum);
  }
}

}  // namespace pilcrow::internal
