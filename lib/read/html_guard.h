#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// How deep elements may nest. What the parser needs for a tag grows with the depth, and it frees
/// its tree by recursion.
inline constexpr int kMaxHtmlDepth = 512;

/// What the parser gets of a page: its markup, with the inside of long stretches of plain text
/// left out (the parser looks at each character many times, and the text is in the source), and
/// without the tags that nest deeper than `kMaxHtmlDepth` or are long beyond all reason.
class BoundHtml {
 public:
  explicit BoundHtml(std::string_view source);

  [[nodiscard]] std::string_view source() const { return source_; }
  [[nodiscard]] std::string_view parsed() const { return parsed_; }
  /// The place in the source of an offset in `parsed`.
  [[nodiscard]] std::size_t source_offset(std::size_t parsed_offset) const;
  /// True where tags were left out.
  [[nodiscard]] bool lost_tags() const { return lost_tags_; }

 private:
  friend class HtmlGuard;
  /// From `parsed_offset` on, `removed` bytes of the source are missing.
  struct Cut {
    std::size_t parsed_offset = 0;
    std::size_t removed = 0;
  };

  std::string_view source_;
  std::string parsed_;
  std::vector<Cut> cuts_;
  bool lost_tags_ = false;
};

/// The charset that a page declares in its first kilobytes, or nothing.
std::string declared_charset(std::string_view bytes);

}  // namespace pilcrow::internal
