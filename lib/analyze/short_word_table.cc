#include "analyze/short_word_table.h"

namespace pilcrow::internal {

void ShortWordTable::insert(const ShortWord& word) {
  constexpr std::size_t kFirstSlots = 4096;
  if (2 * (count_ + 1) > slots_.size()) {
    std::vector<ShortWord> old(slots_.empty() ? kFirstSlots : 2 * slots_.size());
    old.swap(slots_);
    for (const ShortWord& known : old) {
      if (known.length != 0) place(known);
    }
  }
  place(word);
  ++count_;
}

void ShortWordTable::place(const ShortWord& word) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash(word, word.length) & mask;
  while (slots_[at].length != 0)
    at = (at + 1) & mask;
  slots_[at] = word;
}

void ShortWordTable::clear() {
  slots_.clear();
  slots_.shrink_to_fit();
  count_ = 0;
}

}  // namespace pilcrow::internal
