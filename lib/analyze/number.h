#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "text/words.h"

namespace pilcrow::internal {

/// Reads the number that begins at words[0], a word of ASCII digits: 1,000 (1000), 3.5,
/// 1 000 000,25 (1000000.25 where the language writes a decimal comma). Gives how many of the words
/// it takes, at least one, and its normal form in `digits`. What is no such number (dates,
/// versions, lists) is read one word at a time.
std::size_t read_number(std::string_view text, std::span<const Word> words, bool decimal_comma,
                        std::string& digits);

/// True for a word of ASCII digits only.
bool is_number(std::string_view text, const Word& word) noexcept;

}  // namespace pilcrow::internal
