#include "read/html_tree.h"

#include "pilcrow/error.h"
#include "read/block_builder.h"
#include "read/html_text.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

const GumboVector* children_of(const GumboNode* node) {
  switch (node->type) {
    case GUMBO_NODE_DOCUMENT:
      return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return &node->v.element.children;
    default:
      return nullptr;
  }
}

}  // namespace

bool has_word(std::string_view names, std::string_view word) {
  const auto is_letter = [&](std::size_t at) {
    return at < names.size() && is_ascii_alpha(names[at]);
  };
  for (std::size_t at = 0; at + word.size() <= names.size(); ++at) {
    if (at > 0 && is_letter(at - 1)) continue;
    if (starts_with_nocase(names.substr(at), word) && !is_letter(at + word.size())) return true;
  }
  return false;
}

HtmlTree::HtmlTree(const BoundHtml& html) : html_(html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.allocator = &HtmlArena::take;
  options.deallocator = &HtmlArena::leave;
  options.userdata = &arena_;
  const std::string_view parsed = html.parsed();
  const GumboOutput* const output =
      gumbo_parse_with_options(&options, parsed.data(), parsed.size());
  if (output == nullptr) throw Error(ErrorCode::unreadable, "its HTML cannot be read");
  flatten(output->document);
  count_text();
}

void HtmlTree::flatten(const GumboNode* root) {
  struct Open {
    std::uint32_t index;
    unsigned next_child;
  };
  std::vector<Open> open{{0, 0}};
  nodes_.push_back({root, 0, 0, 0, 0});
  while (!open.empty()) {
    Open& top = open.back();
    const GumboVector* children = children_of(nodes_[top.index].node);
    if (children == nullptr || top.next_child >= children->length) {
      nodes_[top.index].end = static_cast<std::uint32_t>(nodes_.size());
      open.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children->data[top.next_child++]);
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back({child, top.index, index + 1, 0, 0});
    if (children_of(child) != nullptr) open.push_back({index, 0});
  }
}

void HtmlTree::count_text() {
  // Children stand behind their parents: from the end each sum is complete when it is passed on.
  for (std::size_t i = nodes_.size(); i-- > 1;) {
    HtmlNode& node = nodes_[i];
    if (node.node->type == GUMBO_NODE_TEXT) {
      node.text = static_cast<std::uint32_t>(source_of(i).size());
    } else if (is_element(i)) {
      const GumboTag name = tag(i);
      if (name == GUMBO_TAG_SCRIPT || name == GUMBO_TAG_STYLE || name == GUMBO_TAG_NOSCRIPT) {
        node.text = node.link_text = 0;
      }
      if (name == GUMBO_TAG_A) node.link_text = node.text;
    }
    nodes_[node.parent].text += node.text;
    nodes_[node.parent].link_text += node.link_text;
  }
}

bool HtmlTree::is_element(std::size_t i) const {
  const GumboNodeType type = nodes_[i].node->type;
  return type == GUMBO_NODE_ELEMENT || type == GUMBO_NODE_TEMPLATE;
}

GumboTag HtmlTree::tag(std::size_t i) const {
  return is_element(i) ? nodes_[i].node->v.element.tag : GUMBO_TAG_UNKNOWN;
}

bool HtmlTree::has_attribute(std::size_t i, const char* name) const {
  return is_element(i) &&
         gumbo_get_attribute(&nodes_[i].node->v.element.attributes, name) != nullptr;
}

std::string_view HtmlTree::attribute(std::size_t i, const char* name) const {
  if (!is_element(i)) return {};
  const GumboAttribute* found = gumbo_get_attribute(&nodes_[i].node->v.element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

Span HtmlTree::source_of(std::size_t i) const {
  const GumboNodeType type = nodes_[i].node->type;
  if (type != GUMBO_NODE_TEXT && type != GUMBO_NODE_CDATA && type != GUMBO_NODE_WHITESPACE)
    return {};
  const GumboStringPiece raw = nodes_[i].node->v.text.original_text;
  const std::string_view parsed = html_.parsed();
  if (raw.data == nullptr || raw.data < parsed.data() ||
      raw.data + raw.length > parsed.data() + parsed.size()) {
    return {};
  }
  const auto begin = static_cast<std::size_t>(raw.data - parsed.data());
  return {html_.source_offset(begin), html_.source_offset(begin + raw.length)};
}

bool HtmlTree::is_permalink(std::size_t i) const {
  const Span span = source_of(i);
  if (span.empty() || span.size() > 16 || tag(nodes_[i].parent) != GUMBO_TAG_A) return false;
  const std::string_view text = trim(source().substr(span.begin, span.size()));
  for (const std::string_view mark : {"#", "\xC2\xB6", "\xC2\xA7", "&para;", "&sect;", "&#182;",
                                      "&#x00B6;", "&#167;", "\xF0\x9F\x94\x97", "\xEF\x83\x81"}) {
    if (text == mark) return true;
  }
  return false;
}

std::string HtmlTree::text_of(std::size_t i, std::size_t max_bytes) const {
  BlockBuilder builder(source());
  Entities entities;
  for (std::size_t at = i; at < nodes_[i].end && builder.text().size() < max_bytes; ++at) {
    const Span span = source_of(at);
    if (is_permalink(at)) continue;
    if (span.empty()) {
      if (tag(at) == GUMBO_TAG_BR) builder.space(0);
    } else if (nodes_[at].node->type == GUMBO_NODE_WHITESPACE) {
      builder.space(span.begin);
    } else {
      append_html_text(source(), span, entities, builder);
    }
  }
  return builder.take(BlockKind::paragraph).text;
}

bool HtmlTree::is_called(std::size_t i, std::string_view word) const {
  return has_word(attribute(i, "class"), word) || has_word(attribute(i, "id"), word);
}

}  // namespace pilcrow::internal
