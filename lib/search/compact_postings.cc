#include "search/compact_postings.h"

#include "search/bits.h"

namespace pilcrow::internal {

CompactPostings::CompactPostings(const PostingList& list)
    : impacts_(list.impacts),
      ranked_(list.ranked),
      bits_(list.bits),
      block_maxima_(list.block_maxima) {
  if (list.dense()) return;
  DocId before = 0;
  for (const DocId id : list.docids) {
    DocId gap = id - before;
    for (; gap >= 0x80; gap >>= 7U)
      gaps_ += static_cast<char>(gap | 0x80U);
    gaps_ += static_cast<char>(gap);
    before = id;
  }
  gaps_.shrink_to_fit();
}

PostingList CompactPostings::expand() const {
  PostingList list;
  list.impacts = impacts_;
  list.ranked = ranked_;
  list.docids.resize(impacts_.size());
  bits_.empty() ? expand_gaps(list) : expand_bits(list);
  return list;
}

void CompactPostings::expand_bits(PostingList& list) const {
  list.bits = bits_;
  list.block_maxima = block_maxima_;
  list.ranks.reserve(bits_.size() + 1);
  DocId* out = list.docids.data();
  for (std::size_t word = 0; word < bits_.size(); ++word) {
    list.ranks.push_back(static_cast<std::uint32_t>(out - list.docids.data()));
    for_each_bit(word, bits_[word], [&out](DocId id) { *out++ = id; });
  }
  list.ranks.push_back(static_cast<std::uint32_t>(list.docids.size()));
}

void CompactPostings::expand_gaps(PostingList& list) const {
  const char* at = gaps_.data();
  DocId id = 0;
  for (DocId& docid : list.docids) {
    auto byte = static_cast<unsigned char>(*at++);
    DocId gap = byte & 0x7FU;
    for (unsigned shift = 7; byte >= 0x80; shift += 7) {
      byte = static_cast<unsigned char>(*at++);
      gap |= static_cast<DocId>(byte & 0x7FU) << shift;
    }
    docid = id += gap;
  }
}

std::size_t CompactPostings::bytes() const {
  return sizeof(CompactPostings) + impacts_.capacity() + bits_.capacity() * sizeof(std::uint64_t) +
         block_maxima_.capacity() + gaps_.capacity();
}

}  // namespace pilcrow::internal
