#include "text/char_class.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>

namespace pilcrow::internal {
namespace {

using namespace char_class;

// Subscripts belong to their word (CO₂ is CO2); superscripts are mostly footnote marks and are
// not looked for.
bool is_subscript_digit(UChar32 c) {
  return c >= 0x2080 && c <= 0x2089;
}

bool is_superscript(UChar32 c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

std::uint8_t case_bits(UChar32 c) {
  if (u_isUUppercase(c) || u_istitle(c)) return kUpper;
  return u_isULowercase(c) ? kLower : std::uint8_t{0};
}

bool is_cjk(UChar32 c, int word_break) {
  if (word_break == U_WB_KATAKANA) return true;
  const auto mask = U_GET_GC_MASK(c);
  if ((mask & (U_GC_L_MASK | U_GC_NL_MASK)) == 0) return false;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

std::uint8_t compute(UChar32 c) {
  const int word_break = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
  if (word_break == U_WB_EXTEND || word_break == U_WB_FORMAT || word_break == U_WB_ZWJ) {
    // Vowel signs of Thai and its kin are marks; they take part in their dictionary's words.
    const bool complex = u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
    return complex ? kExtend | kComplex : kExtend;
  }
  if (c >= 0xAC00 && c <= 0xD7A3) return kHangul;
  if (is_cjk(c, word_break)) return kCjk;
  if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) {
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0 ? kComplex : std::uint8_t{0};
  }
  if (word_break == U_WB_ALETTER || word_break == U_WB_HEBREW_LETTER ||
      word_break == U_WB_NUMERIC || is_subscript_digit(c)) {
    // U+066C and its like are numeric for TR29 yet punctuation: they separate, as 1,000 does.
    if ((U_GET_GC_MASK(c) & U_GC_P_MASK) != 0) return 0;
    return static_cast<std::uint8_t>(kLetter | case_bits(c));
  }
  const bool number = (U_GET_GC_MASK(c) & (U_GC_NO_MASK | U_GC_NL_MASK)) != 0;
  return number && !is_superscript(c) ? kSymbol : std::uint8_t{0};
}

// Everything that takes up to two bytes in UTF-8: Latin, Greek, Cyrillic, Hebrew, Arabic.
constexpr UChar32 kTableSize = 0x800;

std::array<std::uint8_t, kTableSize> make_table() {
  std::array<std::uint8_t, kTableSize> table{};
  for (UChar32 c = 0; c < kTableSize; ++c)
    table[static_cast<std::size_t>(c)] = compute(c);
  return table;
}

}  // namespace

std::uint8_t classify(std::int32_t code_point) noexcept {
  static const std::array<std::uint8_t, kTableSize> table = make_table();
  if (code_point < 0) return 0;
  if (code_point < kTableSize) return table[static_cast<std::size_t>(code_point)];
  return compute(code_point);
}

}  // namespace pilcrow::internal
