#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace pilcrow::internal {

/// Calls visit(number) for the bits that are set in a word of many, ascending; bits are numbered
/// through all words.
template <typename Visit>
void for_each_bit(std::size_t word, std::uint64_t bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1)
    visit(static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits))));
}

/// The same for `kWords` words.
template <std::size_t kWords, typename Visit>
void for_each_bit(const std::uint64_t* words, Visit visit) {
  for (std::size_t word = 0; word < kWords; ++word)
    for_each_bit(word, words[word], visit);
}

}  // namespace pilcrow::internal
