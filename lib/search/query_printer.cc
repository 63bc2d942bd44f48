#include <algorithm>
#include <string>
#include <string_view>

#include "search/query.h"
#include "search/query_lexer.h"

namespace pilcrow::internal {

namespace {

/// How tightly a node holds its parts together; a part that holds less than its parent needs
/// brackets.
int tightness(const Node& node) {
  switch (node.kind) {
    case NodeKind::any_of:
      return 0;
    case NodeKind::all_of:
      return 1;
    case NodeKind::bag:
      return 2;
    case NodeKind::negate:
      return 3;
    case NodeKind::near:
      return 4;
    default:
      return 5;
  }
}

/// A word that is read back as this text: what would be an operator is escaped.
std::string print_word(std::string_view text) {
  std::string out;
  bool colon_seen = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool leads = i == 0 && (c == '-' || c == '=' || text.starts_with("//"));
    const bool special = c == '\\' || c == '(' || c == ')' || c == '*' || c == '~';
    const bool field = c == ':' && !colon_seen && !text.substr(i + 1).starts_with("//");
    colon_seen = colon_seen || c == ':';
    if (leads || special || field || quote_length(text, i) > 0) out += '\\';
    out += c;
  }
  return out;
}

std::string print_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' || quote_length(text, i) > 0) out += '\\';
    out += text[i];
  }
  return out += '"';
}

/// True where an unquoted value is read back as it is.
bool is_plain_value(const std::string& facet, const std::string& value) {
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
  if (!plain || value.starts_with('-') || !holds_word(value) || is_operator_word(value)) {
    return false;
  }
  std::string read = value;
  QueryNotes ignored;
  return read_facet_value(facet, read, ignored) && read == value;
}

std::string print_facet(const FacetFilter& filter) {
  std::string out = print_word(filter.facet) + ":";
  if (filter.values.size() != 1) out += '(';
  for (std::size_t i = 0; i < filter.values.size(); ++i) {
    if (i > 0) out += " OR ";
    const std::string& value = filter.values[i];
    out += is_plain_value(filter.facet, value) ? value : print_quoted(value);
  }
  if (filter.values.size() != 1) out += ')';
  return out;
}

std::string print_leaf(const Node& node) {
  std::string out;
  if (node.field == Field::title) out += "title:";
  if (node.field == Field::heading) out += "heading:";
  if (node.verbatim) out += '=';
  if (node.kind == NodeKind::word && !node.verbatim && is_operator_word(node.text)) out += '\\';
  out += node.kind == NodeKind::phrase ? print_quoted(node.text) : print_word(node.text);
  if (node.kind == NodeKind::prefix) out += '*';
  if (node.kind == NodeKind::fuzzy) out += "~" + std::to_string(node.distance);
  return out;
}

std::string print_node(const Node& node);

std::string print_joined(const Node& node, std::string_view separator) {
  std::string out;
  for (const Node& child : node.children) {
    if (!out.empty()) out += separator;
    const bool brackets = tightness(child) <= tightness(node);
    out += brackets ? "(" + print_node(child) + ")" : print_node(child);
  }
  return out;
}

std::string print_node(const Node& node) {
  switch (node.kind) {
    case NodeKind::everything:
      return "";
    case NodeKind::any_of:
      return print_joined(node, " OR ");
    case NodeKind::all_of:
      return print_joined(node, " AND ");
    case NodeKind::bag:
      return print_joined(node, " ");
    case NodeKind::near:
      return print_joined(node, " NEAR/" + std::to_string(node.distance) + " ");
    case NodeKind::negate:
      return "-" + print_joined(node, "");
    case NodeKind::facet:
      return print_facet(node.filter);
    default:
      return print_leaf(node);
  }
}

}  // namespace

std::string print_query(const Node& root) {
  return print_node(root);
}

}  // namespace pilcrow::internal
