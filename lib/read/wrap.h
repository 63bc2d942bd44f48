#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "read/lines.h"

namespace pilcrow::internal {

/// How a stretch of lines was broken, if it was.
struct Wrap {
  bool wrapped = false;
  bool by_type = false;       ///< measured in type widths rather than characters
  std::uint32_t measure = 0;  ///< the width at which lines were broken
  std::uint32_t base_indent = 0;
  bool indents_mark = false;  ///< an indented line begins a paragraph
  bool gaps_mark = false;     ///< a blank line stands between any two paragraphs

  [[nodiscard]] std::uint32_t width(const Line& line) const {
    return by_type ? line.width : line.chars * 500;
  }
  [[nodiscard]] std::uint32_t first_word(const Line& line) const {
    return by_type ? line.first_word : line.first_chars * 500;
  }
  /// True where the first word of `b` would have fitted behind `a` in `share` of the measure.
  [[nodiscard]] bool fits(const Line& a, const Line& b, double share = 1.0) const {
    const std::uint32_t space = by_type ? kSpaceWidth : 500;
    return static_cast<double>(width(a)) + space + first_word(b) <= share * measure;
  }
};

/// Judges lines that follow each other (blank and dropped ones left out; `which` are indices).
Wrap find_wrap(const std::vector<Line>& lines, const std::vector<std::size_t>& which);

}  // namespace pilcrow::internal
