#include "search/match_bits.h"

#include <algorithm>

namespace pilcrow::internal {

namespace {

void mark_operand(const Operand& operand, DocidBits& bits) {
  const PostingList* list = operand.list();
  if (list == nullptr || !list->dense()) {
    mark(std::span(operand.docids(), operand.size()), bits);
    return;
  }
  const std::size_t words = std::min(bits.size(), list->bits.size());
  for (std::size_t word = 0; word < words; ++word)
    bits[word] |= list->bits[word];
}

void keep_only(const PostingList& list, DocidBits& bits) {
  for (std::size_t word = 0; word < bits.size(); ++word)
    bits[word] &= word < list.bits.size() ? list.bits[word] : 0;
}

}  // namespace

void mark(std::span<const DocId> docids, DocidBits& bits) {
  for (const DocId id : docids)
    bits[id / 64] |= std::uint64_t{1} << (id % 64);
}

DocidBits bits_of(const Matches& matches, DocId last) {
  DocidBits bits = no_docids(last);
  mark_operand(matches.operand, bits);
  for (const Operand& part : matches.parts) {
    matches.check();
    mark_operand(part, bits);
  }
  for (const Operand& list : matches.common) {
    matches.check();
    &list == &matches.common.front() ? mark_operand(list, bits) : keep_only(*list.list(), bits);
  }
  return bits;
}

std::size_t count_docids(const DocidBits& bits) {
  std::size_t count = 0;
  for (const std::uint64_t word : bits)
    count += count_ones(word);
  return count;
}

}  // namespace pilcrow::internal
