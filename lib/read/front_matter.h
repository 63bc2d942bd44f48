#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "pilcrow/document.h"

namespace pilcrow::internal {

/// What stands between the fences at the top of a Markdown file.
struct FrontMatter {
  enum class Kind { none, yaml, toml };
  Kind kind = Kind::none;
  std::string_view content;
  std::size_t body = 0;  ///< where the text behind it begins
};

/// Finds front matter: `---` … `---` (or `...`) for YAML, `+++` … `+++` for TOML, each fence a line
/// of its own, the first one at the very beginning.
FrontMatter find_front_matter(std::string_view text) noexcept;

/// Reads fields, tags and metadata out of it. Returns a sentence where it could not be read, else
/// an empty string. `is_map`: false where it is YAML but holds no fields, so that it was no front
/// matter after all.
std::string read_front_matter(const FrontMatter& front, Document& document, bool& is_map);

}  // namespace pilcrow::internal
