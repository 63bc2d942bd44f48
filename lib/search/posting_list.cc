#include "search/posting_list.h"

#include <algorithm>
#include <array>

namespace pilcrow::internal {

namespace {

// A list is dense that holds at least one of so many paragraphs: its bitmap is not much larger than
// its arrays then.
constexpr std::size_t kDense = 32;

// The impacts that 1, 2, 4 … postings reach.
void rank(PostingList& list) {
  std::array<std::uint32_t, 256> counts{};
  for (const std::uint8_t impact : list.impacts)
    ++counts[impact];
  std::size_t rank = 0;
  std::size_t reached = 0;
  for (std::size_t impact = counts.size(); impact-- > 0;) {
    reached += counts[impact];
    for (; rank < PostingList::kRanks && reached >= std::size_t{1} << rank; ++rank)
      list.ranked[rank] = static_cast<std::uint8_t>(impact);
  }
}

}  // namespace

void PostingList::seal(DocId last) {
  rank(*this);
  if (docids.size() * kDense < last || docids.empty()) return;
  bits.assign(last / 64 + 1U, 0);
  block_maxima.assign(last / kBlock + 1U, 0);
  for (std::size_t i = 0; i < docids.size(); ++i) {
    const DocId id = docids[i];
    bits[id / 64] |= std::uint64_t{1} << (id % 64);
    std::uint8_t& maximum = block_maxima[id / kBlock];
    maximum = std::max(maximum, impacts[i]);
  }
  ranks.reserve(bits.size() + 1);
  std::uint32_t rank = 0;
  for (const std::uint64_t word : bits) {
    ranks.push_back(rank);
    rank += static_cast<std::uint32_t>(count_ones(word));
  }
  ranks.push_back(rank);
}

}  // namespace pilcrow::internal
