#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace pilcrow::internal {

/// Finds places in a sequence of varints where a number of a set may begin: all of those where one
/// does begin, and some others (inside of longer numbers, numbers of three bytes that begin alike).
class NumberFinder {
 public:
  void add(std::uint32_t number);

  /// How many places there are in a sequence beside those where a number of the set begins: an
  /// estimate for the sequence of a common paragraph.
  [[nodiscard]] double false_alarms() const;

  /// The first such place from `from` on; `end` where there is none.
  [[nodiscard]] const unsigned char* next(const unsigned char* from,
                                          const unsigned char* end) const;

  /// The same, byte by byte: what `next` is where there are no vector instructions, or too many
  /// numbers for them.
  [[nodiscard]] const unsigned char* next_plain(const unsigned char* from,
                                                const unsigned char* end) const;

 private:
  // A byte as often as a vector instruction compares at once.
  struct alignas(16) Splat {
    std::array<unsigned char, 16> bytes;
  };
  struct Pair {
    Splat first;
    Splat second;
  };

  static Splat splat(std::uint32_t byte);

  std::array<bool, 256> starts_{};
  std::vector<Splat> singles_;  // numbers of one byte
  std::vector<Pair> pairs_;     // the first two bytes of others
};

}  // namespace pilcrow::internal
