#include "text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <limits>

#include "pilcrow/error.h"
#include "text/utf8.h"
#include "text/words.h"

namespace pilcrow::internal {
namespace {

void check(UErrorCode status) {
  if (U_FAILURE(status)) {
    throw Error(ErrorCode::internal, std::string("ICU cannot fold: ") + u_errorName(status));
  }
}

const icu::Normalizer2& case_folder() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFKCCasefoldInstance(status);
  check(status);
  return *instance;
}

const icu::Normalizer2& decomposer() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFDInstance(status);
  check(status);
  return *instance;
}

// Letters that Unicode does not decompose, as they come out of case folding.
struct Replacement {
  char32_t letter;
  std::string_view plain;
};
constexpr std::array<Replacement, 14> kReplacements{{{U'æ', "ae"},
                                                     {U'ð', "d"},
                                                     {U'ø', "o"},
                                                     {U'þ', "th"},
                                                     {U'đ', "d"},
                                                     {U'ħ', "h"},
                                                     {U'ı', "i"},
                                                     {U'ĸ', "k"},
                                                     {U'ł', "l"},
                                                     {U'ŋ', "n"},
                                                     {U'œ', "oe"},
                                                     {U'ŧ', "t"},
                                                     {U'ƀ', "b"},
                                                     {U'ə', "e"}}};

UScriptCode script_of(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status);
}

bool is_mark(UChar32 c) {
  return u_charType(c) == U_NON_SPACING_MARK;
}

bool is_cyrillic_vowel(UChar32 c) {
  return std::u32string_view(U"аеиоуыэюяіє").find(static_cast<char32_t>(c)) !=
         std::u32string_view::npos;
}

// Whether `mark` on `base` is an accent only, rather than part of another letter.
bool is_accent(UChar32 base, UChar32 mark) {
  constexpr UChar32 kGrave = 0x300;
  constexpr UChar32 kAcute = 0x301;
  constexpr UChar32 kDiaeresis = 0x308;
  switch (script_of(base)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
      return true;
    case USCRIPT_CYRILLIC:
      if (mark == kDiaeresis) return base == U'е';
      return (mark == kGrave || mark == kAcute) && is_cyrillic_vowel(base);
    default:
      return false;
  }
}

class DiacriticsRemover {
 public:
  DiacriticsRemover(std::u32string_view keep, std::string& out) : keep_(keep), out_(out) {}

  void add(UChar32 c) {
    if (c < 0x80) {
      out_.push_back(static_cast<char>(c));
      base_ = c;
    } else if (is_mark(c)) {
      if (base_ < 0 || !is_accent(base_, c)) append_code_point(c, out_);
    } else if (keep_.find(static_cast<char32_t>(c)) != std::u32string_view::npos) {
      append_code_point(c, out_);
      base_ = c;
    } else {
      add_letter(c);
    }
  }

 private:
  void add_letter(UChar32 c) {
    if (const std::int32_t digit = u_charDigitValue(c); digit >= 0) {
      out_.push_back(static_cast<char>('0' + digit));
      base_ = c;
      return;
    }
    const auto* found =
        std::find_if(kReplacements.begin(), kReplacements.end(),
                     [c](const Replacement& r) { return r.letter == static_cast<char32_t>(c); });
    if (found != kReplacements.end()) {
      out_.append(found->plain);
      base_ = static_cast<unsigned char>(found->plain.back());
      return;
    }
    icu::UnicodeString parts;
    if (!decomposer().getDecomposition(c, parts)) {
      append_code_point(c, out_);
      base_ = c;
      return;
    }
    const UChar32 base = parts.char32At(0);
    bool accents_only = true;
    for (auto i = parts.moveIndex32(0, 1); i < parts.length(); i = parts.moveIndex32(i, 1)) {
      const UChar32 mark = parts.char32At(i);
      accents_only = accents_only && is_mark(mark) && is_accent(base, mark);
    }
    base_ = base;
    if (accents_only && keep_.find(static_cast<char32_t>(base)) == std::u32string_view::npos) {
      add_letter(base);
    } else {
      append_code_point(accents_only ? base : c, out_);
    }
  }

  std::u32string_view keep_;
  std::string& out_;
  UChar32 base_ = -1;
};

std::string with_turkish_i(std::string_view word) {
  constexpr std::string_view kDottedCapital = "\xC4\xB0";
  std::string result;
  result.reserve(word.size() + 4);
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == 'I') {
      // Decomposed İ: a capital I with a dot above.
      const bool dotted = word.substr(i + 1, 2) == "\xCC\x87";
      result += dotted ? "i" : "ı";
      if (dotted) i += 2;
    } else if (word.substr(i, 2) == kDottedCapital) {
      result += 'i';
      ++i;
    } else {
      result += word[i];
    }
  }
  return result;
}

void append_lower_ascii(std::string_view word, std::string& out) {
  const std::size_t old = out.size();
  out.append(word);
  for (std::size_t i = old; i < out.size(); ++i) {
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] + ('a' - 'A'));
  }
}

}  // namespace

void fold_case(std::string_view word, bool turkish, std::string& out) {
  if (turkish) {
    const std::string mapped = with_turkish_i(word);
    fold_case(mapped, false, out);
    return;
  }
  if (is_ascii(word)) {
    append_lower_ascii(word, out);
    return;
  }
  // ICU counts in 32 bits; no word that is compared is that long.
  if (word.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max() / 4)) {
    throw Error(ErrorCode::invalid_argument, "a word is too long to be folded");
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  case_folder().normalizeUTF8(0,
                              icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())),
                              sink, nullptr, status);
  check(status);
}

void remove_diacritics(std::string_view folded, std::u32string_view keep, std::string& out) {
  if (is_ascii(folded)) {
    out.append(folded);
    return;
  }
  DiacriticsRemover remover(keep, out);
  for (std::size_t at = 0; at < folded.size();) {
    const UChar32 c = next_code_point(folded, at);
    remover.add(c < 0 ? 0xFFFD : c);
  }
}

void fold_word(std::string_view word, bool fold_diacritics, std::string& out) {
  if (is_ascii(word)) {
    append_lower_ascii(word, out);
  } else if (fold_diacritics) {
    std::string folded;
    fold_case(word, false, folded);
    remove_diacritics(folded, {}, out);
  } else {
    fold_case(word, false, out);
  }
}

}  // namespace pilcrow::internal
