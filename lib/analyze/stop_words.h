#pragma once

#include <string>
#include <string_view>

namespace pilcrow::internal {

/// True for a word, as written, on the stop list of `language` (a canonical code). Two capital
/// letters that abbreviate a name (US, IT) are not the pronouns they look like.
bool is_listed_stop_word(std::string_view word, std::string_view language);

/// True for the two-letter words that an abbreviation can be mistaken for: us, it, am. Lower case.
bool is_ambiguous_abbreviation(std::string_view folded) noexcept;

/// A hash over all stop lists.
std::string stop_words_fingerprint();

}  // namespace pilcrow::internal
