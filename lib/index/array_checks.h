#pragma once

// What is asked of the numbers of a file before they are used, at the speed of memory: so many at
// once that compilers make vector instructions of it.

#include <cstddef>
#include <cstdint>
#include <span>

namespace pilcrow::internal {

/// True where every number is below `bound`.
inline bool all_below(std::span<const std::uint32_t> numbers, std::uint64_t bound) {
  constexpr std::size_t kAtOnce = 16;
  if (bound > UINT32_MAX) return true;
  const auto limit = static_cast<std::uint32_t>(bound);
  std::size_t at = 0;
  for (; at + kAtOnce <= numbers.size(); at += kAtOnce) {
    const std::uint32_t* const here = numbers.data() + at;
    std::uint32_t any = 0;
    for (std::size_t i = 0; i < kAtOnce; ++i)
      any |= here[i] >= limit ? 1U : 0U;
    if (any != 0) return false;
  }
  for (; at < numbers.size(); ++at)
    if (numbers[at] >= limit) return false;
  return true;
}

/// True where no number is less than the one before it.
template <typename T>
bool all_ascend(std::span<const T> numbers) {
  constexpr std::size_t kAtOnce = 16;
  std::size_t at = 0;
  for (; at + kAtOnce < numbers.size(); at += kAtOnce) {
    const T* const here = numbers.data() + at;
    std::uint32_t any = 0;
    for (std::size_t i = 0; i < kAtOnce; ++i)
      any |= here[i] > here[i + 1] ? 1U : 0U;
    if (any != 0) return false;
  }
  for (; at + 1 < numbers.size(); ++at)
    if (numbers[at] > numbers[at + 1]) return false;
  return true;
}

}  // namespace pilcrow::internal
