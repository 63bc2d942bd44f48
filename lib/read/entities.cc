#include "read/entities.h"

#include <gumbo.h>

#include <array>
#include <charconv>
#include <memory>

#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

std::string decode_number(std::string_view entity) {
  const bool hex = entity.size() > 3 && (entity[2] == 'x' || entity[2] == 'X');
  const std::string_view digits = entity.substr(hex ? 3 : 2);
  if (digits.empty() || !(is_ascii_digit(digits[0]) || (hex && is_ascii_alpha(digits[0])))) {
    return std::string(entity);
  }
  std::uint32_t value = 0;
  const auto result =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  // As browsers do: 128 to 159 are meant as Windows-1252.
  static constexpr std::array<char32_t, 32> kWindows = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (value >= 0x80 && value < 0xA0) value = kWindows[value - 0x80];
  std::string out;
  if (result.ec != std::errc() || value == 0) value = kReplacement;
  append_utf8(out, value);
  return out;
}

}  // namespace

std::string decode_entity(std::string_view entity) {
  if (entity.size() < 3 || entity.front() != '&') return std::string(entity);
  if (entity[1] == '#') return decode_number(entity);
  if (entity == "&amp;") return "&";
  if (entity == "&lt;") return "<";
  if (entity == "&gt;") return ">";
  if (entity == "&quot;") return "\"";
  if (entity == "&nbsp;") return " ";
  // The others are rare in Markdown; the HTML parser has the table of all two thousand.
  const std::string page = "<body>" + std::string(entity);
  struct Destroy {
    void operator()(GumboOutput* output) const {
      gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
  };
  const std::unique_ptr<GumboOutput, Destroy> output(
      gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size()));
  if (output == nullptr || output->root == nullptr) return std::string(entity);
  const GumboVector& parts = output->root->v.element.children;
  if (parts.length == 0) return std::string(entity);
  const auto* body = static_cast<const GumboNode*>(parts.data[parts.length - 1]);
  if (body->v.element.children.length == 0) return std::string(entity);
  const auto* text = static_cast<const GumboNode*>(body->v.element.children.data[0]);
  const bool is_text = text->type == GUMBO_NODE_TEXT || text->type == GUMBO_NODE_WHITESPACE;
  return is_text ? text->v.text.text : std::string(entity);
}

}  // namespace pilcrow::internal
