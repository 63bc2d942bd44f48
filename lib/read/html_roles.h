#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "read/html_tree.h"

namespace pilcrow::internal {

/// What becomes of a node's text.
enum class HtmlRole : std::uint8_t {
  content,
  furniture,  ///< navigation, footers, share buttons, related links, what stands outside the
              ///< article
  hidden      ///< never shown: scripts, form controls, hidden elements
};

/// The role of each node of a page: by element, by its names, and by where the main text stands.
std::vector<HtmlRole> find_html_roles(const HtmlTree& tree);

}  // namespace pilcrow::internal
