#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// Decodes the code point at `offset` (< text.size()) and moves `offset` behind it. A broken
/// sequence gives -1 and moves at least one byte, never into a valid character.
std::int32_t next_code_point(std::string_view text, std::size_t& offset) noexcept;

/// The code point that ends before `offset` (> 0), which moves to its beginning; -1 if broken.
std::int32_t previous_code_point(std::string_view text, std::size_t& offset) noexcept;

/// Appends a code point (a valid scalar value) as UTF-8.
void append_code_point(std::int32_t code_point, std::string& out);

/// The greatest offset ≤ `offset` that does not lie inside a character: where to cut a text.
std::size_t floor_to_character(std::string_view text, std::size_t offset) noexcept;

/// The code points of a text; a broken sequence gives U+FFFD.
std::u32string to_code_points(std::string_view text);

/// True where every byte is below 0x80.
bool is_ascii(std::string_view text) noexcept;

/// The offset of the first byte that is not part of valid UTF-8 (surrogates, overlong forms and
/// values above U+10FFFF are not); text.size() where all of it is.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

inline constexpr char32_t kReplacement = 0xFFFD;

/// One code point of a UTF-8 text and the bytes it takes.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
};

/// The code point that begins at `at` (< text.size()). A broken byte gives U+FFFD and size 1.
CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept;

/// The code point that ends before `end` (> 0); broken bytes as above.
CodePoint decode_utf8_before(std::string_view text, std::size_t end) noexcept;

/// Appends a code point as UTF-8; U+FFFD for what is no scalar value.
void append_utf8(std::string& out, char32_t value);

}  // namespace pilcrow::internal
