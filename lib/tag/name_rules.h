#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace pilcrow::internal {

/// The word as written.
inline std::string_view word_text(std::string_view text, const Word& word) {
  return text.substr(word.begin, word.end - word.begin);
}

/// True where the words around words[at] are all in capitals ("FED SAYS US TO ACT"), so that
/// capitals mean nothing. A word without neighbors is not shouted.
bool is_shouted(const std::vector<Word>& words, std::uint32_t at);

/// True where words[at] is the family name of a person: behind a given name ("Michael Jordan") or a
/// title ("Mrs. England").
bool is_family_name(std::string_view text, const std::vector<Word>& words, std::uint32_t at);

/// True where words[at], a name that people bear as a given name (Chad, Jordan, Paris), stands
/// before a common family name ("Chad Smith").
bool is_given_name(std::string_view text, const std::vector<Word>& words, std::uint32_t at);

/// True where words[at] follows ", " behind a capitalized word, as a state does ("Dublin, Calif.").
bool is_behind_place_comma(std::string_view text, const std::vector<Word>& words, std::uint32_t at);

}  // namespace pilcrow::internal
