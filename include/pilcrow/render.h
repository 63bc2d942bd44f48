#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/export.h"
#include "pilcrow/search_result.h"

namespace pilcrow {

/// What stands around a highlight, and whether text is escaped for HTML.
struct MarkStyle {
  std::string open{};
  std::string close{};
  bool escape_html = false;
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

/// The snippet of a hit, and its whole paragraph.
PILCROW_API std::string render_snippet(const Hit& hit, const MarkStyle& style);
PILCROW_API std::string render_paragraph(const Hit& hit, const MarkStyle& style);

/// A whole result as JSON, version 1 of the format in the README ("JSON").
PILCROW_API std::string to_json(const SearchResult& result);
/// One hit as a JSON object on one line.
PILCROW_API std::string to_json(const Hit& hit);

}  // namespace pilcrow
