#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "text/strings.h"

namespace pilcrow::internal {

/// What tells a line by phrases: lists of them, ASCII letters compared without case.

/// `parts` are in lower case.
template <std::size_t N>
bool contains_any(std::string_view line, const std::array<std::string_view, N>& parts) {
  const std::string lower = to_lower_ascii(line);
  return std::any_of(parts.begin(), parts.end(), [&lower](std::string_view part) {
    return lower.find(part) != std::string::npos;
  });
}

template <std::size_t N>
bool starts_with_any(std::string_view line, const std::array<std::string_view, N>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [line](std::string_view prefix) { return starts_with_nocase(line, prefix); });
}

template <std::size_t N>
bool equals_any(std::string_view line, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [line](std::string_view word) {
    return line.size() == word.size() && starts_with_nocase(line, word);
  });
}

/// Words of folded text.
inline std::size_t count_words(std::string_view line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
}

inline std::string_view without_colon(std::string_view line) {
  if (!line.empty() && line.back() == ':') line.remove_suffix(1);
  return line;
}

}  // namespace pilcrow::internal
