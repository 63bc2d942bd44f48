#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "pilcrow/span.h"
#include "read/block_builder.h"

namespace pilcrow::internal {

/// Decoded character references, so that each is looked up once for a page.
using Entities = std::unordered_map<std::string, std::string>;

/// Appends the text of source[span) to a block: character references decoded, and tags that the
/// parser passed over left out.
void append_html_text(std::string_view source, Span span, Entities& entities, BlockBuilder& out);

}  // namespace pilcrow::internal
