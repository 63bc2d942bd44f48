#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace pilcrow::internal {

/// 64 bytes of text at once: bit i of each mask speaks of byte i.
struct AsciiBlock {
  static constexpr std::size_t kSize = 64;

  std::uint64_t letters = 0;  ///< A-Z, a-z
  std::uint64_t upper = 0;    ///< A-Z
  std::uint64_t words = 0;    ///< letters and digits
  std::uint64_t beyond = 0;   ///< 0x80 and above

  /// Reads bytes[0] to bytes[63], eight in a machine word.
  static AsciiBlock read(const char* bytes) noexcept {
    AsciiBlock block;
    for (unsigned i = 0; i < kSize; i += 8) {
      std::uint64_t lanes = 0;
      if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(&lanes, bytes + i, 8);
      } else {
        for (unsigned k = 0; k < 8; ++k) {
          lanes |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i + k])) << (8 * k);
        }
      }
      const std::uint64_t low = lanes & ~kHigh;
      const std::uint64_t ascii = ~lanes & kHigh;
      const std::uint64_t upper = between(low, 'A', 'Z') & ascii;
      const std::uint64_t letters = (between(low, 'a', 'z') & ascii) | upper;
      const std::uint64_t words = (between(low, '0', '9') & ascii) | letters;
      block.upper |= gather(upper) << i;
      block.letters |= gather(letters) << i;
      block.words |= gather(words) << i;
      block.beyond |= gather(lanes & kHigh) << i;
    }
    return block;
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101U;
  static constexpr std::uint64_t kHigh = 0x8080808080808080U;

  // The high bit of each lane whose value (below 0x80) lies in [first, last].
  static constexpr std::uint64_t between(std::uint64_t lanes, unsigned first,
                                         unsigned last) noexcept {
    const std::uint64_t from_first = lanes + kOnes * (0x80U - first);
    const std::uint64_t beyond_last = lanes + kOnes * (0x7FU - last);
    return from_first & ~beyond_last & kHigh;
  }

  // The high bits of the eight lanes side by side.
  static constexpr std::uint64_t gather(std::uint64_t high_bits) noexcept {
    return ((high_bits >> 7U) * 0x0102040810204080U) >> 56U;
  }
};

}  // namespace pilcrow::internal
