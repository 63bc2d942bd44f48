#include "search/query_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>

#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {

namespace {

bool is_ascii_symbol(char c) {
  return c > ' ' && c < 0x7f && !is_ascii_alpha(c) && !is_ascii_digit(c);
}
char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_separator(std::int32_t c) {
  if (c <= 0x20 || (c >= 0x7f && c <= 0x9f)) return true;
  if (c < 0x2000) return c == 0xa0 || c == 0x61c || c == 0x1680;
  if (c <= 0x200b || c == 0x200e || c == 0x200f) return true;  // 200c and 200d join letters
  if (c >= 0x2028 && c <= 0x202f) return true;
  return c == 0x205f || (c >= 0x2066 && c <= 0x2069) || c == 0x3000 || c == 0xfeff;
}

/// A Hebrew letter in UTF-8 is D7 90 to D7 B2.
bool hebrew_before(std::string_view text, std::size_t at) {
  return at >= 2 && text[at - 2] == '\xd7' && static_cast<unsigned char>(text[at - 1]) >= 0x90 &&
         static_cast<unsigned char>(text[at - 1]) <= 0xb2;
}
bool hebrew_at(std::string_view text, std::size_t at) {
  return at + 2 <= text.size() && hebrew_before(text, at + 2);
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

bool quotes_at(std::string_view text, std::size_t at) {
  if (quote_length(text, at) == 0) return false;
  return text[at] != '"' || !hebrew_before(text, at) || !hebrew_at(text, at + 1);
}

QuoteFamily family_of(std::string_view text, std::size_t at) {
  if (text[at] == '"') return QuoteFamily::straight;
  return text[at] == '\xc2' ? QuoteFamily::angle : QuoteFamily::curly;
}

std::size_t escaped_length(std::string_view text, std::size_t backslash) {
  const std::size_t next = backslash + 1;
  if (next >= text.size()) return 0;
  if (is_ascii_symbol(text[next])) return 1;
  return quote_length(text, next);
}

std::optional<int> parse_int(std::string_view digits) {
  int value = 0;
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_ascii_digit)) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  (void)end;
  return error == std::errc() ? value : 1'000'000'000;
}

Unescaped unescape(std::string_view chunk) {
  Unescaped result;
  std::size_t i = 0;
  if (chunk.size() > 1 && chunk[0] == '\\' && is_operator_word(chunk.substr(1))) i = 1;
  while (i < chunk.size()) {
    if (chunk[i] == '\\') {
      if (const std::size_t length = escaped_length(chunk, i); length > 0) {
        result.text += chunk.substr(i + 1, length);
        result.literal_end = result.text.size();
        i += 1 + length;
        continue;
      }
    }
    if (chunk[i] == ':' && result.colon == std::string::npos) result.colon = result.text.size();
    result.text += chunk[i++];
  }
  return result;
}

std::string space_out(std::string_view query) {
  std::string out(query);
  for (std::size_t i = 0; i < query.size();) {
    const std::size_t begin = i;
    const std::int32_t c = next_code_point(query, i);
    if (c < 0 || is_separator(c)) std::fill_n(out.data() + begin, i - begin, ' ');
  }
  return out;
}

bool holds_word(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::int32_t c = next_code_point(text, i);
    if (c < 0) continue;
    if (c < 0x80 ? u_isalnum(c) : !(u_ispunct(c) || is_separator(c))) return true;
  }
  return false;
}

std::size_t quote_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  switch (byte(0)) {
    case '"':
      return 1;
    case 0xc2:  // « »
      return byte(1) == 0xab || byte(1) == 0xbb ? 2 : 0;
    case 0xe2:  // “ ” „ ‟
      return byte(1) == 0x80 && byte(2) >= 0x9c && byte(2) <= 0x9f ? 3 : 0;
    default:
      return 0;
  }
}

bool is_operator_word(std::string_view word) {
  if (word == "AND" || word == "OR" || word == "NOT" || word == "NEAR") return true;
  return word.starts_with("NEAR/") && word.size() > 5 &&
         std::all_of(word.begin() + 5, word.end(), is_ascii_digit);
}

std::string fold_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace pilcrow::internal
