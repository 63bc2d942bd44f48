#pragma once

#include <cstdint>
#include <string_view>

#include "text/words.h"

namespace pilcrow::internal {

/// What stands between two words, where that makes them one in some way.
enum class Joint : std::uint8_t {
  none,         ///< white space, anything long, nothing at all
  hyphen,       ///< cyber-attack; also at the end of a line before a lower-case word
  apostrophe,   ///< l'Estonie, O’Brien; the middle dot of col·legi, the gershayim of צה״ל
  dot,          ///< U.S, 3.5
  comma,        ///< 1,000
  digit_space,  ///< a no-break or thin space: 1 000
};

/// joint_between for all but the plain cases.
Joint rare_joint(std::string_view text, const Word& left, const Word& right) noexcept;

/// What joins `left` to `right`, two words of `text` that follow each other.
inline Joint joint_between(std::string_view text, const Word& left, const Word& right) noexcept {
  const bool space = right.begin - left.end == 1 && text[left.end] == ' ';
  return space ? Joint::none : rare_joint(text, left, right);
}

}  // namespace pilcrow::internal
