#pragma once

#include <optional>
#include <string_view>

namespace pilcrow::internal {

/// A line that holds a page's number and nothing but what stands beside it ("36", "- 36 -", "Page 3
/// of 10", "Page 4|6", "10-54965 24").
struct PageMark {
  unsigned number = 0;  ///< 0 for a symbol alone
  bool symbol = false;  ///< a document's number stands in it
};

/// Reads a line as a page's number; nothing for any other line.
std::optional<PageMark> page_mark(std::string_view line);

/// "36", "-36-": a page's number as a word of a line, of up to four digits.
bool is_page_number(std::string_view token);

}  // namespace pilcrow::internal
