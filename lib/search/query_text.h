#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pilcrow::internal {

// The characters of a query: what separates, quotes and escapes.

bool equal_ignoring_case(std::string_view a, std::string_view b);

/// The query with every separator (white space, control characters, bytes that are not UTF-8, marks
/// of text direction) replaced by as many spaces as it has bytes.
std::string space_out(std::string_view query);

/// True where the text holds something that may be searched for: more than ASCII symbols and
/// Unicode punctuation.
bool holds_word(std::string_view text);

/// The bytes of the double quotation mark at `at` (" “ ” „ ‟ « »); 0 where there is none.
std::size_t quote_length(std::string_view text, std::size_t at);

/// True for AND, OR, NOT, NEAR and NEAR/5.
bool is_operator_word(std::string_view word);

/// Runs of spaces become one; none at the ends.
std::string fold_spaces(std::string_view text);

/// True where a quotation mark stands at `at`. A straight mark inside a Hebrew word is a letter of
/// an abbreviation.
bool quotes_at(std::string_view text, std::size_t at);

/// Marks of one family open and close each other.
enum class QuoteFamily { straight, curly, angle };

/// That of the mark at `at`.
QuoteFamily family_of(std::string_view text, std::size_t at);

/// The text behind a backslash that is taken as it is: its length, or 0 where the backslash is an
/// ordinary character.
std::size_t escaped_length(std::string_view text, std::size_t backslash);

/// A chunk of a query without its escapes.
struct Unescaped {
  std::string text;
  std::size_t literal_end = 0;            ///< from here on in `text` nothing was escaped
  std::size_t colon = std::string::npos;  ///< the first colon that was not escaped
};

Unescaped unescape(std::string_view chunk);

/// Digits as a number, a billion for more than fits; nothing where there is anything else.
std::optional<int> parse_int(std::string_view digits);

}  // namespace pilcrow::internal
