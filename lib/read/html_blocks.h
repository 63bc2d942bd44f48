#pragma once

#include <string_view>
#include <vector>

#include "pilcrow/document.h"
#include "read/html_tree.h"

namespace pilcrow::internal {

/// The text of a page as blocks, in the order of the source.
std::vector<Block> make_html_blocks(const HtmlTree& tree);

/// Sorts blocks by where they begin and cuts those whose ranges reach into each other, so that
/// ranges ascend and do not overlap. Anchors of each block must ascend.
void untangle(std::vector<Block>& blocks);

}  // namespace pilcrow::internal
