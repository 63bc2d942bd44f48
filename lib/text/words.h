#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// How a word is written. Decides about "US" and "us", "Turkey" and "turkey".
enum class WordCase : std::uint8_t {
  none,   ///< no cased letter: digits, Japanese
  lower,  ///< estonia
  title,  ///< Estonia
  upper,  ///< NATO, US; at least two cased letters, all upper (a single capital letter is `title`)
  mixed,  ///< eBay, McDonald
};

/// A word of a text: a maximal run of letters, marks and digits as Unicode TR29 cuts it (by
/// dictionary in Japanese, Chinese, Thai). Hyphens, apostrophes and dots inside ("cyber-attack",
/// "l'Estonie", "U.S.", "3.5") separate words here; who needs the whole looks at the bytes between.
struct Word {
  std::uint32_t begin = 0;  ///< byte offsets in the text
  std::uint32_t end = 0;
  WordCase letter_case = WordCase::none;
  bool ascii = true;  ///< all bytes below 0x80
  bool cjk = false;   ///< Han, Hiragana, Katakana or Hangul
};

/// Appends the words of `text` (valid or broken UTF-8; broken bytes separate) to `words`.
/// Pure ASCII stretches take a fast path with the same result as ICU.
void split_words(std::string_view text, std::vector<Word>& words);

/// The same, except that a stretch of Han, Hiragana and Katakana without spaces is one word: for
/// those who cut it themselves.
void split_words_keeping_cjk(std::string_view text, std::vector<Word>& words);

/// NFKC, case folding, then diacritics removed where `fold_diacritics`; appended to `out`. What a
/// word is compared by, unstemmed.
void fold_word(std::string_view word, bool fold_diacritics, std::string& out);

/// The words of a text, each as `fold_word` gives it without accents, with one space between them:
/// what names are compared by. Stretches of Han and Kana are words as a whole.
std::string fold_words(std::string_view text);

}  // namespace pilcrow::internal
