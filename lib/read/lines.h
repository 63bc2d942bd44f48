#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// How a line ends, closing quotes and brackets passed over.
enum class LineEnd : std::uint8_t {
  open,      ///< in mid-sentence: a letter or digit
  comma,     ///< comma, semicolon, dash
  hyphen,    ///< a hyphen right after a letter
  colon,     ///< a colon: something follows
  sentence,  ///< . ! ? … and their kin
};

/// What a line begins with, opening quotes and brackets passed over.
enum class LineStart : std::uint8_t { lower, upper, digit, bullet, other };

/// A line of a plain text.
struct Line {
  std::size_t begin = 0;  ///< without white space at both ends
  std::size_t end = 0;
  std::uint32_t indent = 0;       ///< columns before `begin`, a tab counting as 4
  std::uint32_t chars = 0;        ///< characters; bytes where it is longer than kLongLine
  std::uint32_t width = 0;        ///< in thousandths of an em, set in a usual book type
  std::uint32_t first_word = 0;   ///< the same for its first word
  std::uint32_t first_chars = 0;  ///< characters of its first word
  LineEnd ending = LineEnd::open;
  LineStart start = LineStart::other;
  bool page_break = false;  ///< a form feed stands before it
  bool dropped = false;     ///< a page number or running head
  bool quoted = false;      ///< marked with > as mail programs do; the marks are left out

  [[nodiscard]] bool blank() const { return begin == end; }
  /// By how it ends, its last sentence goes on behind it.
  [[nodiscard]] bool mid_sentence() const {
    return ending == LineEnd::open || ending == LineEnd::comma || ending == LineEnd::hyphen;
  }
  [[nodiscard]] std::string_view in(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
};

/// Longer lines are not broken by hand.
inline constexpr std::size_t kLongLine = 400;

/// The lines of a text: ended by \n, \r\n, \r or a form feed.
std::vector<Line> scan_lines(std::string_view text);

/// The width of a text in a usual proportional type (Times), in thousandths of an em. Hard-wrapped
/// prose that was once typeset has lines of equal width by this measure, not by characters.
std::uint32_t type_width(std::string_view text) noexcept;
inline constexpr std::uint32_t kSpaceWidth = 250;

/// How a text ends and starts, as for a line.
LineEnd ending_of(std::string_view trimmed) noexcept;
LineStart start_of(std::string_view trimmed) noexcept;

/// The size of a number that begins a paragraph or list item ("53. ", "54.\t", "(a) ", "2) ",
/// "IV. ") with the white space behind it, 0 where there is none. `value`, if not null, gets the
/// number, 0 for letters.
std::size_t enumerator_size(std::string_view trimmed, unsigned* value = nullptr) noexcept;

/// The size of a bullet and the white space behind it, 0 where there is none.
std::size_t bullet_size(std::string_view trimmed) noexcept;

}  // namespace pilcrow::internal
