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

}  // namespace pilcrow::internal
