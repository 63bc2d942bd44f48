#include "read/name_title.h"

#include <algorithm>
#include <array>
#include <vector>

#include "read/roles.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

bool is_letter_byte(char c) {
  return is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// All letters, at least one of them small: no code.
bool is_title_word(std::string_view part) {
  return part.size() >= 2 && std::all_of(part.begin(), part.end(), is_letter_byte) &&
         std::any_of(part.begin(), part.end(), [](char c) { return !is_ascii_upper(c); });
}

bool is_small_word(std::string_view part) {
  static constexpr std::array<std::string_view, 12> kSmall = {
      "la", "le", "el", "les", "et", "y", "ja", "un", "die", "das", "des", "del"};
  return ends_with_function_word(part) ||
         std::find(kSmall.begin(), kSmall.end(), part) != kSmall.end();
}

std::vector<std::string_view> stem_parts(std::string_view stem) {
  std::vector<std::string_view> parts;
  while (!stem.empty()) {
    const std::size_t size = std::min(stem.find_first_of("-_ .+"), stem.size());
    if (size > 0) parts.push_back(stem.substr(0, size));
    stem.remove_prefix(std::min(stem.size(), size + 1));
  }
  return parts;
}

}  // namespace

std::string title_from_name(std::string_view stem) {
  std::vector<std::string_view> parts = stem_parts(stem);
  // A date or number in front orders files.
  while (!parts.empty() && std::all_of(parts.front().begin(), parts.front().end(), is_ascii_digit))
    parts.erase(parts.begin());
  const auto words = std::count_if(parts.begin(), parts.end(), is_title_word);
  if (words < 2 || static_cast<std::size_t>(words) * 2 < parts.size()) return {};
  const bool cased = std::any_of(stem.begin(), stem.end(), is_ascii_upper);
  std::string title;
  for (const std::string_view part : parts) {
    std::string word(part);
    // Where all is small, words are set as in a title.
    if (!cased && (title.empty() || !is_small_word(part)) && is_ascii_lower(word[0])) {
      word[0] = static_cast<char>(word[0] - ('a' - 'A'));
    }
    if (!title.empty()) title += ' ';
    title += word;
  }
  return title;
}

}  // namespace pilcrow::internal
