#include "text/strings.h"

#include <algorithm>

#include "text/utf8.h"

namespace pilcrow::internal {
bool is_space(char32_t value) noexcept {
  if (value <= 0x20 || value == 0x7F) return true;
  if (value < 0x80) return false;
  return value <= 0xA0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200B) ||
         value == 0x2028 || value == 0x2029 || value == 0x202F || value == 0x205F ||
         value == 0x3000;
}

bool is_ignorable(char32_t value) noexcept {
  return value == 0xAD || value == 0xFEFF || value == 0x2060;
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty()) {
    const CodePoint first = decode_utf8(text, 0);
    if (!is_space(first.value) && !is_ignorable(first.value)) break;
    text.remove_prefix(first.size);
  }
  while (!text.empty()) {
    const CodePoint last = decode_utf8_before(text, text.size());
    if (!is_space(last.value) && !is_ignorable(last.value)) break;
    text.remove_suffix(last.size);
  }
  return text;
}

std::string_view trim_ascii(std::string_view text) noexcept {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string fold_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (is_space(point.value)) {
      pending = !out.empty();
    } else if (!is_ignorable(point.value)) {
      if (pending) out.push_back(' ');
      pending = false;
      out.append(text.substr(at, point.size));
    }
    at += point.size;
  }
  return out;
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
  return out;
}

bool starts_with_nocase(std::string_view text, std::string_view prefix) noexcept {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(),
                    [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
}

bool contains_nocase(std::string_view text, std::string_view part) noexcept {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return ascii_lower(a) == ascii_lower(b); }) != text.end();
}

std::size_t count_characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace pilcrow::internal
