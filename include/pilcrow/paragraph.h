#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/span.h"

namespace pilcrow {

/// What is indexed, found and cited: a paragraph of a document.
///
/// A paragraph is addressed by (document id, ordinal).
struct Paragraph {
  std::size_t ordinal = 0;  ///< its number in the document, from 1
  std::string text{};       ///< clean UTF-8: white space folded, hyphenation undone
  std::vector<std::string>
      heading{};  ///< heading path, outermost first; without the document's title
  /// `document.text.substr(bytes.begin, bytes.size())` covers the paragraph: with white space
  /// folded it contains the paragraph's words in order. Ranges ascend and do not overlap.
  Span bytes{};
  std::size_t line = 0;  ///< line of `Document::source` on which it begins, from 1
  BlockKind kind = BlockKind::paragraph;
};

}  // namespace pilcrow
