#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// White space of any kind: ASCII blanks and control characters, no-break and typographic spaces,
/// line and paragraph separators.
bool is_space(char32_t value) noexcept;

/// Characters without any width or meaning of their own, dropped from clean text: soft hyphen,
/// byte order mark, word joiner.
bool is_ignorable(char32_t value) noexcept;

/// `text` without white space at both ends.
std::string_view trim(std::string_view text) noexcept;

/// The same for ASCII white space only.
std::string_view trim_ascii(std::string_view text) noexcept;

/// `text` with each run of white space made one space, none at the ends, ignorables dropped.
std::string fold_space(std::string_view text);

/// ASCII letters in lower case, everything else as it is.
std::string to_lower_ascii(std::string_view text);

/// True where `text` begins with `prefix`, ASCII letters compared without case.
bool starts_with_nocase(std::string_view text, std::string_view prefix) noexcept;

/// True where `text` holds `part`, ASCII letters compared without case.
bool contains_nocase(std::string_view text, std::string_view part) noexcept;

/// Characters (code points) of valid UTF-8.
std::size_t count_characters(std::string_view text) noexcept;

constexpr bool is_ascii_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_upper(char c) noexcept {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_ascii_lower(char c) noexcept {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_ascii_alpha(char c) noexcept {
  return is_ascii_upper(c) || is_ascii_lower(c);
}
constexpr char ascii_lower(char c) noexcept {
  return is_ascii_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace pilcrow::internal
