#pragma once

#include "pilcrow/document.h"
#include "read/html_tree.h"

namespace pilcrow::internal {

/// Fills the fields of a document from what a page says of itself: JSON-LD, meta elements, <time>,
/// <title>, canonical link, language. `language`: how to read dates where the page does not say.
void read_html_meta(const HtmlTree& tree, std::string_view language, Document& document);

}  // namespace pilcrow::internal
