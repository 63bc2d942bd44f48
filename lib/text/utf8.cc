#include "text/utf8.h"

#include <cstring>

namespace pilcrow::internal {

namespace {

bool is_trail(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Bytes that a sequence takes by its lead byte; 0 for what leads nothing.
std::size_t sequence_length(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

// Overlong forms, surrogates and what lies beyond U+10FFFF.
bool is_scalar(std::int32_t code_point, std::size_t length) noexcept {
  if (length == 3) return code_point >= 0x800 && (code_point < 0xD800 || code_point > 0xDFFF);
  return length != 4 || (code_point >= 0x10000 && code_point <= 0x10FFFF);
}

}  // namespace

std::int32_t next_code_point(std::string_view text, std::size_t& offset) noexcept {
  const auto lead = static_cast<unsigned char>(text[offset]);
  const std::size_t length = sequence_length(lead);
  if (length == 1) {
    ++offset;
    return lead;
  }
  if (length == 0 || text.size() - offset < length) {
    ++offset;
    return -1;
  }
  std::int32_t code_point = lead & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_trail(text[offset + i])) {
      ++offset;
      return -1;
    }
    code_point = (code_point << 6) | (static_cast<unsigned char>(text[offset + i]) & 0x3F);
  }
  if (!is_scalar(code_point, length)) {
    ++offset;
    return -1;
  }
  offset += length;
  return code_point;
}

std::int32_t previous_code_point(std::string_view text, std::size_t& offset) noexcept {
  for (std::size_t back = 1; back <= 4 && back <= offset; ++back) {
    const char byte = text[offset - back];
    if (is_trail(byte) && back < 4) continue;
    std::size_t end = offset - back;
    const std::int32_t code_point = next_code_point(text.substr(0, offset), end);
    if (code_point < 0 || end != offset) break;
    offset -= back;
    return code_point;
  }
  --offset;
  return -1;
}

void append_code_point(std::int32_t code_point, std::string& out) {
  const auto c = static_cast<std::uint32_t>(code_point);
  const auto trail = [c](unsigned shift) {
    return static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
  };
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.append({static_cast<char>(0xC0U | (c >> 6U)), trail(0)});
  } else if (c < 0x10000) {
    out.append({static_cast<char>(0xE0U | (c >> 12U)), trail(6), trail(0)});
  } else {
    out.append({static_cast<char>(0xF0U | (c >> 18U)), trail(12), trail(6), trail(0)});
  }
}

std::size_t floor_to_character(std::string_view text, std::size_t offset) noexcept {
  if (offset >= text.size()) return text.size();
  for (std::size_t back = 1; back <= 3 && back <= offset; ++back) {
    if (!is_trail(text[offset - back + 1])) break;
    const std::size_t begin = offset - back;
    std::size_t end = begin;
    if (next_code_point(text, end) >= 0 && end > offset) return begin;
  }
  return offset;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::int32_t c = next_code_point(text, i);
    points += c < 0 ? U'\ufffd' : static_cast<char32_t>(c);
  }
  return points;
}

bool is_ascii(std::string_view text) noexcept {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data() + i, 8);
    if ((block & 0x8080808080808080U) != 0) return false;
  }
  for (; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
  }
  return true;
}

CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  std::size_t behind = at;
  const std::int32_t value = next_code_point(text, behind);
  if (value < 0) return {kReplacement, 1};
  return {static_cast<char32_t>(value), behind - at};
}

CodePoint decode_utf8_before(std::string_view text, std::size_t end) noexcept {
  std::size_t begin = end;
  const std::int32_t value = previous_code_point(text, begin);
  if (value < 0) return {kReplacement, 1};
  return {static_cast<char32_t>(value), end - begin};
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    while (at + 8 <= text.size() && is_ascii(text.substr(at, 8)))
      at += 8;
    if (at >= text.size()) break;
    const std::size_t begin = at;
    if (next_code_point(text, at) < 0) return begin;
  }
  return text.size();
}

void append_utf8(std::string& out, char32_t value) {
  const bool scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  append_code_point(static_cast<std::int32_t>(scalar ? value : kReplacement), out);
}

}  // namespace pilcrow::internal
