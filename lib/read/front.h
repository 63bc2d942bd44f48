#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "read/line_groups.h"
#include "read/text_layout.h"

namespace pilcrow::internal {

/// What `read_front` looks at besides the blocks: one group and one flag for each of them.
struct FrontContext {
  const std::vector<LineGroup>& groups;
  const std::vector<bool>& underlined;
  std::string_view language;
  std::string_view known_title;
};

/// Finds site name, title, subtitle, by-line and date line at the top of a text, marks their blocks
/// and fills the fields of `layout`. Returns where the body begins.
std::size_t read_front(const FrontContext& context, TextLayout& layout);

}  // namespace pilcrow::internal
