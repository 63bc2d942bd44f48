#pragma once

#include <compare>
#include <cstddef>

namespace pilcrow {

/// A half-open range of bytes [begin, end).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] constexpr std::size_t size() const noexcept { return end - begin; }
  [[nodiscard]] constexpr bool empty() const noexcept { return end <= begin; }
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace pilcrow
