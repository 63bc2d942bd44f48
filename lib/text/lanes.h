#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace pilcrow::internal {

/// Eight bytes of text in a machine word, the first one lowest; quick answers about all of them.
/// They may name a byte too many behind a true one, never one too few.
class Lanes {
 public:
  static constexpr std::size_t kSize = 8;

  static Lanes read(const char* bytes) noexcept {
    Lanes lanes;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&lanes.word_, bytes, kSize);
    } else {
      for (unsigned i = 0; i < kSize; ++i)
        lanes.word_ |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return lanes;
  }

  /// 0x80 and above.
  [[nodiscard]] bool has_beyond_ascii() const noexcept { return (word_ & kHigh) != 0; }
  /// Below 0x20: line ends among them.
  [[nodiscard]] bool has_control() const noexcept {
    return ((word_ - kOnes * 0x20U) & ~word_ & kHigh) != 0;
  }
  [[nodiscard]] bool has(unsigned char byte) const noexcept { return marks(byte) != 0; }
  /// Two of it side by side.
  [[nodiscard]] bool has_pair(unsigned char byte) const noexcept {
    const std::uint64_t found = marks(byte);
    return (found & (found << 8U)) != 0;
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101U;
  static constexpr std::uint64_t kHigh = 0x8080808080808080U;

  [[nodiscard]] std::uint64_t marks(unsigned char byte) const noexcept {
    const std::uint64_t zeros = word_ ^ (kOnes * byte);
    return (zeros - kOnes) & ~zeros & kHigh;
  }

  std::uint64_t word_ = 0;
};

}  // namespace pilcrow::internal
