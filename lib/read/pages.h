#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "read/lines.h"

namespace pilcrow::internal {

/// Marks page numbers, and running heads and feet repeated across pages, as dropped. Returns how
/// many lines that are. A number is only taken for a page's where something says so: a form feed
/// beside it, a sentence going on across it, or a series of them.
std::size_t drop_page_furniture(std::string_view text, std::vector<Line>& lines);

}  // namespace pilcrow::internal
