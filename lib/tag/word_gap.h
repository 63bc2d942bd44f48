#pragma once

#include <cstdint>
#include <string_view>

namespace pilcrow::internal {

/// What stands between two words of a phrase, white space, hyphens and apostrophes aside.
enum class Gap : std::uint8_t {
  none,   ///< something that no phrase goes across
  plain,  ///< nothing
  dot,
  comma,
  bracket,
  ampersand,
  slash
};

/// The gap that the bytes between two words are; `none` for more than twelve bytes.
Gap gap_of(std::string_view between);

}  // namespace pilcrow::internal
