#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/date.h"
#include "pilcrow/document.h"

namespace pilcrow::internal {

/// What a plain text shows of its structure.
struct TextLayout {
  std::vector<Block> blocks;
  std::string title;  ///< empty where the text shows none
  std::string subtitle;
  std::string author;
  std::optional<Date> published;  ///< from a date line at the top
  std::size_t dropped_lines = 0;  ///< page numbers and running heads
};

/// Finds paragraphs, headings, lists and the rest in plain text (valid UTF-8): hard-wrapped or a
/// paragraph per line, with and without blank lines between. Takes time linear in the text.
/// `known_title`: where the title is known already, only its repetition is looked for.
TextLayout lay_out_text(std::string_view text, std::string_view language,
                        std::string_view known_title = {});

}  // namespace pilcrow::internal
