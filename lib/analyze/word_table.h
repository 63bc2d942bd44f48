#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/short_word_table.h"
#include "analyze/term_maker.h"
#include "analyze/term_table.h"

namespace pilcrow::internal {

/// What a word as written becomes.
struct WordTerms {
  std::uint32_t term = TermTable::kNone;             ///< none: the word is only format characters
  std::uint32_t without_accents = TermTable::kNone;  ///< see TermMaker::Terms
  bool stop_word = false;
  bool made = false;  ///< false: not looked at yet
};

/// Words of one language and their terms, made when a word is first seen. One per thread.
class WordTable {
 public:
  /// `terms` is shared by the tables of all languages and outlives them.
  WordTable(std::string_view language, bool stem, TermTable& terms);

  /// `word`: valid UTF-8, as written.
  WordTerms look_up(std::string_view word);

  /// The same for words of 1 to ShortWordTable::kMaxLength bytes, faster. Where `has_variant` is
  /// set, `look_up` tells it.
  ShortWord look_up_short(std::string_view word) {
    const ShortWord known = short_words_.find(word);
    return known.length != 0 ? known : add_short(word, known);
  }

  [[nodiscard]] const std::string& language() const noexcept { return language_; }
  [[nodiscard]] const LanguageRules& rules() const noexcept { return maker_.rules(); }
  [[nodiscard]] std::size_t bytes() const noexcept;
  void clear();

 private:
  ShortWord add_short(std::string_view word, const ShortWord& key);
  WordTerms make(std::string_view word);

  std::string language_;
  TermMaker maker_;
  TermTable& terms_;
  ShortWordTable short_words_;
  TermTable words_;
  std::vector<WordTerms> word_terms_;  // by number in words_
  TermMaker::Terms made_;
};

}  // namespace pilcrow::internal
