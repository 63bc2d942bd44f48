#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pilcrow/span.h"

namespace pilcrow::internal {

/// Cuts a text (white space folded) into pieces of at most `max_bytes`, of about the same size, at
/// ends of sentences: never behind an abbreviation, an initial or "Art. 5". Only a sentence that is
/// longer itself is cut, at a clause or else between two words. The pieces leave out the space
/// between them. Time is linear in the text.
std::vector<Span> cut_text(std::string_view text, std::size_t max_bytes);

/// The sentence border nearest to the middle of `text` where both parts are at most `max_bytes`, as
/// the begin of the second part; 0 where there is none.
std::size_t middle_border(std::string_view text, std::size_t max_bytes);

/// True where a sentence may end before `border` (the begin of a word), as far as the words around
/// it tell.
bool is_sentence_border(std::string_view text, std::size_t border) noexcept;

}  // namespace pilcrow::internal
