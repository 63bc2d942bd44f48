#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/span.h"
#include "read/html_arena.h"
#include "read/html_guard.h"

namespace pilcrow::internal {

/// A node of a page, in the order of the tree. Recursion is not needed to walk it.
struct HtmlNode {
  const GumboNode* node = nullptr;
  std::uint32_t parent = 0;
  std::uint32_t end = 0;        ///< behind its last descendant
  std::uint32_t text = 0;       ///< bytes of text below it, scripts left out
  std::uint32_t link_text = 0;  ///< of these, inside of links
};

/// A parsed page, flat.
class HtmlTree {
 public:
  /// `html` and its source must outlive the tree. Throws Error (unreadable) where the parser gives
  /// up.
  explicit HtmlTree(const BoundHtml& html);

  [[nodiscard]] const std::vector<HtmlNode>& nodes() const { return nodes_; }
  [[nodiscard]] std::string_view source() const { return html_.source(); }
  /// Where the text of a node stands in the source; empty for what the parser made up.
  [[nodiscard]] Span source_of(std::size_t i) const;
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] GumboTag tag(std::size_t i) const;
  [[nodiscard]] bool is_element(std::size_t i) const;
  /// The value of an attribute, empty where it is missing.
  [[nodiscard]] std::string_view attribute(std::size_t i, const char* name) const;
  [[nodiscard]] bool has_attribute(std::size_t i, const char* name) const;
  /// The text of a link that leads to the heading it stands in: "#", "¶".
  [[nodiscard]] bool is_permalink(std::size_t i) const;
  /// All text below a node, white space folded; at most `max_bytes` of it are looked at.
  [[nodiscard]] std::string text_of(std::size_t i, std::size_t max_bytes = 4096) const;
  /// True where the class or id of the element has `word` as a word of its own ("post-share" has
  /// "share").
  [[nodiscard]] bool is_called(std::size_t i, std::string_view word) const;

 private:
  void flatten(const GumboNode* root);
  void count_text();

  const BoundHtml& html_;
  HtmlArena arena_;  // holds the parser's nodes
  std::vector<HtmlNode> nodes_;
};

/// True where `names` (class or id values) has `word` between separators; without case.
bool has_word(std::string_view names, std::string_view word);

}  // namespace pilcrow::internal
