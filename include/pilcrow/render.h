#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/export.h"
#include "pilcrow/search_result.h"

namespace pilcrow {

/// What stands around a highlight, and how the text between is made harmless.
struct MarkStyle {
  std::string open{};
  std::string close{};
  bool escape_html = false;  ///< & < > " and ' become entities
  /// Control characters but line break and tab, and bytes that are not UTF-8, become U+FFFD: no
  /// escape sequence in a text reaches a terminal. Done as well where `escape_html` is set.
  bool replace_controls = false;
};

namespace marks {
PILCROW_API MarkStyle plain();  ///< no marks, text as it is
PILCROW_API MarkStyle
terminal();  ///< bold by ANSI escape sequences; control characters of the text are replaced
PILCROW_API MarkStyle html();  ///< `<mark>`, text escaped: safe to put into a page
}  // namespace marks

/// The bytes `window` of `text` with `highlights` (ranges in `text`) marked and "…" where the
/// window cuts the text. Highlights that reach over the window's border are cut there.
PILCROW_API std::string render(std::string_view text, Span window,
                               const std::vector<Span>& highlights, const MarkStyle& style);

/// The snippet of a hit (the whole paragraph where it has none), and its whole paragraph.
PILCROW_API std::string render_snippet(const Hit& hit, const MarkStyle& style);
PILCROW_API std::string render_paragraph(const Hit& hit, const MarkStyle& style);

/// A whole result as JSON on one line, version 1 of the format in the README ("JSON"). What is not
/// known is null, bytes that are not UTF-8 become U+FFFD; `explanation` is there where it was asked
/// for.
PILCROW_API std::string to_json(const SearchResult& result);
/// A document with its paragraphs as a JSON object on one line.
PILCROW_API std::string to_json(const StoredDocument& document,
                                const std::vector<StoredParagraph>& paragraphs);
/// One hit as a JSON object on one line.
PILCROW_API std::string to_json(const Hit& hit);

}  // namespace pilcrow
