#pragma once

#include <cstdint>

namespace pilcrow::internal {

/// What a code point means for the borders of words, as bits.
namespace char_class {
inline constexpr std::uint8_t kLetter = 1;  ///< joins with its kind: letters and digits
inline constexpr std::uint8_t kExtend =
    2;  ///< mark, joiner or format character: sticks to what precedes
inline constexpr std::uint8_t kCjk = 4;       ///< Han, Hiragana, Katakana: cut by dictionary
inline constexpr std::uint8_t kComplex = 8;   ///< Thai, Lao, Khmer, Burmese: cut by dictionary
inline constexpr std::uint8_t kUpper = 16;    ///< upper or title case
inline constexpr std::uint8_t kLower = 32;    ///< lower case
inline constexpr std::uint8_t kSymbol = 64;   ///< a word of its own: ½, Ⅷ, ①
inline constexpr std::uint8_t kHangul = 128;  ///< joins with its kind only: EU|는, 2024|년
inline constexpr std::uint8_t kDictionary = kCjk | kComplex;
inline constexpr std::uint8_t kWordStart = kLetter | kHangul | kDictionary | kSymbol;
}  // namespace char_class

/// The bits of a code point; 0 for what separates words. Negative values (broken UTF-8) give 0.
std::uint8_t classify(std::int32_t code_point) noexcept;

}  // namespace pilcrow::internal
