#include "read/entities.h"

#include <gumbo.h>

#include <charconv>
#include <memory>

#include "read/html_tree.h"
#include "read/utf8.h"

namespace pilcrow::internal {
namespace {

std::string decode_number(std::string_view entity) {
  const bool hex = entity.size() > 3 && (entity[2] == 'x' || entity[2] == 'X');
  const std::string_view digits = entity.substr(hex ? 3 : 2);
  std::uint32_t value = 0;
  const auto result =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  std::string out;
  if (result.ec != std::errc() || value == 0) value = kReplacement;
  append_utf8(out, value);
  return out;
}

}  // namespace

std::string decode_entity(std::string_view entity) {
  if (entity.size() < 4 || entity.front() != '&') return std::string(entity);
  if (entity[1] == '#') return decode_number(entity);
  if (entity == "&amp;") return "&";
  if (entity == "&lt;") return "<";
  if (entity == "&gt;") return ">";
  if (entity == "&quot;") return "\"";
  if (entity == "&nbsp;") return " ";
  // The others are rare in Markdown; the HTML parser has the table of all two thousand.
  const std::string page = "<body>" + std::string(entity);
  const HtmlTree tree(page);
  std::string text = tree.text_of(0, 64);
  return text.empty() ? " " : text;
}

}  // namespace pilcrow::internal
