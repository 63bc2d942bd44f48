#pragma once

#include <string>
#include <string_view>

namespace pilcrow::internal {

/// How deep elements may nest. What the parser needs for a tag grows with the depth, and it frees
/// its tree by recursion.
inline constexpr int kMaxHtmlDepth = 512;

/// The same page, of the same length, with the tags that nest deeper than `kMaxHtmlDepth` made
/// blank, as are single tags beyond all reason (see the .cc). The text between them stays.
std::string bound_html(std::string_view html);

/// The charset that a page declares in its first kilobytes, or nothing.
std::string declared_charset(std::string_view bytes);

}  // namespace pilcrow::internal
