#include "read/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace pilcrow::internal {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) noexcept {
  return static_cast<unsigned char>(text[at]);
}

/// What the lead byte of a sequence promises.
struct Lead {
  std::size_t size = 0;    ///< 0: not a lead byte
  unsigned char low = 0;   ///< range of the second byte
  unsigned char high = 0;  ///< (Unicode 15, table 3-7)
};

Lead lead_of(unsigned char byte) noexcept {
  if (byte < 0xC2) return {};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

/// The size of the valid sequence at `at`, 0 where there is none.
std::size_t sequence_size(std::string_view text, std::size_t at) noexcept {
  const unsigned char first = byte_at(text, at);
  if (first < 0x80) return 1;
  const Lead lead = lead_of(first);
  if (lead.size == 0 || at + lead.size > text.size()) return 0;
  const unsigned char second = byte_at(text, at + 1);
  if (second < lead.low || second > lead.high) return 0;
  for (std::size_t i = 2; i < lead.size; ++i) {
    if ((byte_at(text, at + i) & 0xC0U) != 0x80U) return 0;
  }
  return lead.size;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept {
  const std::size_t size = sequence_size(text, at);
  if (size == 0) return {kReplacement, 1};
  const unsigned char first = byte_at(text, at);
  if (size == 1) return {first, 1};
  char32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i)
    value = (value << 6U) | (byte_at(text, at + i) & 0x3FU);
  return {value, size};
}

CodePoint decode_utf8_before(std::string_view text, std::size_t end) noexcept {
  std::size_t at = end - 1;
  for (int i = 0; i < 3 && at > 0 && (byte_at(text, at) & 0xC0U) == 0x80U; ++i)
    --at;
  const CodePoint found = decode_utf8(text.substr(0, end), at);
  if (at + found.size == end) return found;
  return {kReplacement, 1};
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    while (at + 8 <= text.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, 8);
      if ((word & 0x8080808080808080ULL) != 0) break;
      at += 8;
    }
    if (at >= text.size()) break;
    const std::size_t size = sequence_size(text, at);
    if (size == 0) return at;
    at += size;
  }
  return text.size();
}

void append_utf8(std::string& out, char32_t value) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = kReplacement;
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0U | (value >> 6U));
    put(0x80U | (value & 0x3FU));
  } else if (value < 0x10000) {
    put(0xE0U | (value >> 12U));
    put(0x80U | ((value >> 6U) & 0x3FU));
    put(0x80U | (value & 0x3FU));
  } else {
    put(0xF0U | (value >> 18U));
    put(0x80U | ((value >> 12U) & 0x3FU));
    put(0x80U | ((value >> 6U) & 0x3FU));
    put(0x80U | (value & 0x3FU));
  }
}

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
