#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "search/bits.h"

namespace pilcrow::internal {

/// A set of up to `64 * kWidth` values, one bit each.
template <std::size_t kWidth>
using BitMask = std::array<std::uint64_t, kWidth>;

/// Counts, for each bit, in how many of the masks given to it the bit is set. The counts are kept
/// one binary digit a plane, and eight masks are added at once by carry-save adders (Harley and
/// Seal's method, see W. Mula, N. Kurz, D. Lemire: Faster Population Counts Using AVX2
/// Instructions, 2018): a mask costs the same however many bits it has.
template <std::size_t kWidth>
class BitCounter {
 public:
  using Mask = BitMask<kWidth>;

  void add(const Mask& mask) {
    waiting_[count_] = mask;
    if (++count_ == waiting_.size()) take_in();
  }

  /// Calls visit(bit, count) for each bit whose count is not 0, in pieces that add up. Ends the
  /// counting.
  template <typename Visit>
  void drain(Visit visit) {
    while (count_ > 0)
      add(Mask{});
    for (std::size_t digit = 0; digit < planes_.size(); ++digit)
      for_each_bit<kWidth>(planes_[digit].data(),
                           [&](std::uint32_t bit) { visit(bit, std::uint32_t{1} << digit); });
    planes_ = {};
  }

 private:
  // The sum of three bits at each place: `low` is left in `sum`, the carry is returned.
  static Mask add_carry_save(Mask& sum, const Mask& a, const Mask& b) {
    Mask carry;
    for (std::size_t word = 0; word < kWidth; ++word) {
      const std::uint64_t odd = sum[word] ^ a[word];
      carry[word] = (sum[word] & a[word]) | (odd & b[word]);
      sum[word] = odd ^ b[word];
    }
    return carry;
  }

  void take_in() {
    const auto pair = [this](std::size_t i) {
      return add_carry_save(planes_[0], waiting_[i], waiting_[i + 1]);
    };
    const auto four = [&](std::size_t i) {
      const Mask first = pair(i);
      return add_carry_save(planes_[1], first, pair(i + 2));
    };
    const Mask first = four(0);
    Mask carry = add_carry_save(planes_[2], first, four(4));
    for (std::size_t digit = 3; digit < planes_.size(); ++digit) {
      std::uint64_t left = 0;
      for (std::size_t word = 0; word < kWidth; ++word) {
        const std::uint64_t both = planes_[digit][word] & carry[word];
        planes_[digit][word] ^= carry[word];
        carry[word] = both;
        left |= both;
      }
      if (left == 0) break;
    }
    count_ = 0;
  }

  std::array<Mask, 32> planes_{};  // docids have 32 bits, and so have counts
  std::array<Mask, 8> waiting_{};
  std::size_t count_ = 0;
};

}  // namespace pilcrow::internal
