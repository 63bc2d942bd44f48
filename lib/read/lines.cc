#include "read/lines.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "text/lanes.h"
#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

/// Widths of the printable ASCII characters in Times Roman (Adobe's font metrics).
constexpr std::array<std::uint16_t, 95> kTimes = {
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};

constexpr std::uint32_t kOtherWidth = 500;  // letters beyond ASCII
constexpr std::uint32_t kWideWidth = 1000;  // East Asian

bool is_closing(char32_t c) noexcept {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D || c == 0xBB ||
         c == 0x203A || c == 0x2018 || c == 0x201C || c == 0xAB || c == 0x2039 || c == 0x300D ||
         c == 0x300F || c == 0xFF09 || c == '*' || c == '_';
}

bool is_opening(char32_t c) noexcept {
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x2018 || c == 0x201C || c == 0xAB ||
         c == 0x2039 || c == 0x201E || c == 0x300C || c == 0x300E || c == 0xFF08 || c == 0xBF ||
         c == 0xA1;
}

bool is_sentence_end(char32_t c) noexcept {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0xFF0E || c == 0x0964 || c == 0x061F || c == 0x06D4;
}

bool is_bullet(char32_t c) noexcept {
  return c == 0x2022 || c == 0x2023 || c == 0x25CF || c == 0x25CB || c == 0x25AA || c == 0x25A0 ||
         c == 0x2043 || c == 0x00B7 || c == 0x27A2 || c == 0xF0B7 || c == 0x2713;
}

/// The next separator of lines at or after `at`, text.size() where there is none.
std::size_t find_break(std::string_view text, std::size_t at) noexcept {
  while (at < text.size()) {
    while (at + Lanes::kSize <= text.size() && !Lanes::read(text.data() + at).has_control())
      at += Lanes::kSize;
    if (at >= text.size()) break;
    const char c = text[at];
    if (c == '\n' || c == '\r' || c == '\f') return at;
    ++at;
  }
  return at;
}

void measure(Line& line, std::string_view text) {
  const std::string_view content = line.in(text);
  line.ending = ending_of(content);
  line.start = start_of(content);
  if (content.size() > kLongLine) {
    line.chars = static_cast<std::uint32_t>(std::min<std::size_t>(content.size(), UINT32_MAX));
    line.width = line.chars > UINT32_MAX / kOtherWidth ? UINT32_MAX : line.chars * 440;
    line.first_word = kLongLine * kOtherWidth;
    line.first_chars = kLongLine;
    return;
  }
  line.chars = static_cast<std::uint32_t>(count_characters(content));
  line.width = type_width(content);
  const std::string_view word = content.substr(0, content.find_first_of(" \t"));
  line.first_word = type_width(word);
  line.first_chars = static_cast<std::uint32_t>(count_characters(word));
}

Line make_line(std::string_view text, std::size_t begin, std::size_t end) {
  Line line;
  for (; begin < end; ++begin) {
    const char c = text[begin];
    if (c == ' ') {
      ++line.indent;
    } else if (c == '\t') {
      line.indent += 4;
    } else {
      break;
    }
  }
  while (begin < end && text[begin] == '>') {
    line.quoted = true;
    ++begin;
    while (begin < end && text[begin] == ' ')
      ++begin;
  }
  const std::string_view content = trim(text.substr(begin, end - begin));
  line.begin = content.empty() ? begin : static_cast<std::size_t>(content.data() - text.data());
  line.end = line.begin + content.size();
  if (!content.empty()) measure(line, text);
  return line;
}

bool is_roman(std::string_view word) noexcept {
  return !word.empty() && word.size() <= 6 &&
         word.find_first_not_of("IVXLC") == std::string_view::npos;
}

}  // namespace

std::vector<Line> scan_lines(std::string_view text) {
  std::vector<Line> lines;
  lines.reserve(text.size() / 64 + 1);
  bool page_break = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = find_break(text, at);
    lines.push_back(make_line(text, at, end));
    lines.back().page_break = page_break;
    page_break = end < text.size() && text[end] == '\f';
    at = end + 1;
    if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++at;
  }
  return lines;
}

std::uint32_t type_width(std::string_view text) noexcept {
  std::uint32_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      width += byte >= 0x20 && byte < 0x7F ? kTimes[byte - 0x20U] : kSpaceWidth;
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    const bool wide = point.value >= 0x2E80 && point.value < 0xFE00;
    width += wide ? kWideWidth : kOtherWidth;
    at += point.size;
  }
  return width;
}

LineEnd ending_of(std::string_view trimmed) noexcept {
  while (!trimmed.empty()) {
    const CodePoint last = decode_utf8_before(trimmed, trimmed.size());
    if (is_sentence_end(last.value)) return LineEnd::sentence;
    if (last.value == ':' || last.value == 0xFF1A) return LineEnd::colon;
    if (last.value == ',' || last.value == ';' || last.value == 0x2013 || last.value == 0x2014 ||
        last.value == 0x3001) {
      return LineEnd::comma;
    }
    trimmed.remove_suffix(last.size);
    if (last.value == '-' || last.value == 0x2010 || last.value == 0xAD || last.value == 0xAC) {
      const bool letter =
          !trimmed.empty() &&
          u_isalnum(static_cast<UChar32>(decode_utf8_before(trimmed, trimmed.size()).value)) != 0;
      return letter ? LineEnd::hyphen : LineEnd::comma;
    }
    if (!is_closing(last.value)) return LineEnd::open;
  }
  return LineEnd::open;
}

LineStart start_of(std::string_view trimmed) noexcept {
  if (bullet_size(trimmed) > 0) return LineStart::bullet;
  for (std::size_t at = 0; at < trimmed.size();) {
    const CodePoint first = decode_utf8(trimmed, at);
    at += first.size;
    if (is_opening(first.value)) continue;
    const auto value = static_cast<UChar32>(first.value);
    if (u_isdigit(value) != 0) return LineStart::digit;
    if (u_isupper(value) != 0 || u_istitle(value) != 0) return LineStart::upper;
    if (u_islower(value) != 0) return LineStart::lower;
    return LineStart::other;
  }
  return LineStart::other;
}

std::size_t enumerator_size(std::string_view trimmed, unsigned* value) noexcept {
  if (value != nullptr) *value = 0;
  std::size_t at = !trimmed.empty() && trimmed[0] == '(' ? 1 : 0;
  const bool bracket = at == 1;
  const std::size_t start = at;
  while (at < trimmed.size() && is_ascii_digit(trimmed[at]))
    ++at;
  if (at > start) {
    if (at - start > 4) return 0;
    if (value != nullptr) std::from_chars(trimmed.data() + start, trimmed.data() + at, *value);
  } else {
    while (at < trimmed.size() && is_ascii_alpha(trimmed[at]))
      ++at;
    const std::string_view word = trimmed.substr(start, at - start);
    if (word.size() != 1 && !is_roman(word)) return 0;
    // "A. Smith" is a person, "A) one" an item.
    if (word.size() == 1 && !bracket && at < trimmed.size() && trimmed[at] == '.') return 0;
  }
  if (at == start || at >= trimmed.size()) return 0;
  if (trimmed[at] != ')' && (bracket || trimmed[at] != '.')) return 0;
  ++at;
  const std::size_t mark_end = at;
  while (at < trimmed.size() && (trimmed[at] == ' ' || trimmed[at] == '\t'))
    ++at;
  return at == mark_end ? 0 : at;
}

std::size_t bullet_size(std::string_view trimmed) noexcept {
  if (trimmed.empty()) return 0;
  const CodePoint first = decode_utf8(trimmed, 0);
  std::size_t at = first.size;
  const std::size_t mark_end = at;
  while (at < trimmed.size() && (trimmed[at] == ' ' || trimmed[at] == '\t'))
    ++at;
  if (is_bullet(first.value)) return at;
  const bool dash =
      first.value == '-' || first.value == '*' || first.value == 0x2013 || first.value == '+';
  return dash && at > mark_end ? at : 0;
}

}  // namespace pilcrow::internal
