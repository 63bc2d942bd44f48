#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "read/lines.h"

namespace pilcrow::internal {

/// Lines that belong together: a paragraph, a heading, an item. Dropped and blank lines may stand
/// in between.
struct LineGroup {
  std::size_t first = 0;  ///< index of its first line
  std::size_t last = 0;   ///< and of its last
  std::size_t lines = 0;  ///< that are neither blank nor dropped
  std::size_t chars = 0;
  bool gap_before = false;  ///< a blank line, or the beginning of the text
  bool gap_after = false;
  bool outdented = false;  ///< IN CAPITALS, and what follows right below stands further in
};

/// Puts the lines of a text together to paragraphs. Whether lines were broken by hand or machine is
/// seen from their widths: where they were, the first word of the next line would not have fitted.
std::vector<LineGroup> group_lines(std::string_view text, const std::vector<Line>& lines);

}  // namespace pilcrow::internal
