#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace pilcrow::internal {

/// The word as written.
inline std::string_view word_text(std::string_view text, const Word& word) {
  return text.substr(word.begin, word.end - word.begin);
}

/// The bytes between words[at], at > 0, and the word before it.
std::string_view gap_before(std::string_view text, const std::vector<Word>& words,
                            std::uint32_t at);

/// The word in small letters, ASCII only, of its first 24 bytes: for look-ups in lists of words.
std::string lower_case(std::string_view word);

/// True where the words around words[at] are all in capitals ("FED SAYS US TO ACT"), so that
/// capitals mean nothing. A word without neighbors is not shouted.
bool is_shouted(const std::vector<Word>& words, std::uint32_t at);

/// True where words[at] is the family name of a person: behind a given name ("Michael Jordan",
/// "Harvey T. Lyon", "Miguel de la Madrid"), a title ("Mrs. England") or an Arabic article ("Jaber
/// al-Sabah").
bool is_family_name(std::string_view text, const std::vector<Word>& words, std::uint32_t at);

/// True where words[at], a name that people bear as a given name (Chad, Jordan, Paris), stands
/// before a common family name ("Chad Smith"), or any name before an initial ("Israel G. Grossman")
/// or between a role and another name ("Chairman Milan Panic").
bool is_given_name(std::string_view text, const std::vector<Word>& words, std::uint32_t at);

/// True where words[at] follows a word like "in" or "from", as places do.
bool is_behind_preposition(std::string_view text, const std::vector<Word>& words, std::uint32_t at);

/// True where words[at] follows ", " behind a capitalized word, as a state does ("Dublin, Calif.").
bool is_behind_place_comma(std::string_view text, const std::vector<Word>& words, std::uint32_t at);

/// True where a name that ends before words[end] (end > 0) only tells currencies apart: "U.S.
/// dollars", "US$", "Swiss franc", "Australian or New Zealand dollars".
bool is_of_a_currency(std::string_view text, const std::vector<Word>& words, std::uint32_t end);

/// True where the name words[first, end) tells treaties and the like apart, which are named after
/// the place where they were signed: "the Paris accord", "the Paris currency accord", "the Treaty
/// of Bangkok".
bool is_of_an_accord(std::string_view text, const std::vector<Word>& words, std::uint32_t first,
                     std::uint32_t end);

/// True where a name that ends before words[end] is the first part of a newspaper's: "Moscow
/// Times".
bool is_of_a_newspaper(std::string_view text, const std::vector<Word>& words, std::uint32_t end);

/// True where a name that ends before words[end] is that of an American county: "Nassau County".
bool is_of_a_county(std::string_view text, const std::vector<Word>& words, std::uint32_t end);

/// True where a sign of punctuation or the end of the text follows, so that a word that ends at
/// `end` may be an abbreviation ("Richmond, Va, April 1").
bool ends_like_abbreviation(std::string_view text, std::uint32_t end);

}  // namespace pilcrow::internal
