#include "analyze/word_table.h"

#include "analyze/stop_words.h"

namespace pilcrow::internal {

WordTable::WordTable(std::string_view language, bool stem, TermTable& terms)
    : language_(canonical_language(language)), maker_(language_, stem), terms_(terms) {}

WordTerms WordTable::look_up(std::string_view word) {
  constexpr std::size_t kLongestKept = 64;
  if (word.size() > kLongestKept) return make(word);
  const std::uint32_t number = words_.intern(word);
  if (number >= word_terms_.size()) word_terms_.resize(number + 1);
  WordTerms& known = word_terms_[number];
  if (!known.made) known = make(word);
  return known;
}

ShortWord WordTable::add_short(std::string_view word, const ShortWord& key) {
  ShortWord slot = key;
  const WordTerms terms = look_up(word);
  slot.length = static_cast<std::uint8_t>(word.size());
  if (terms.term != TermTable::kNone) {
    const std::string_view term = terms_[terms.term];
    slot.term = term.data();
    slot.term_size = static_cast<std::uint8_t>(term.size());
    slot.term_id = terms.term;
    slot.stop_word = terms.stop_word;
    slot.has_variant = terms.without_accents != TermTable::kNone;
  }
  short_words_.insert(slot);
  return slot;
}

WordTerms WordTable::make(std::string_view word) {
  maker_.make(word, made_);
  WordTerms result;
  result.made = true;
  if (made_.term.empty()) return result;
  result.term = terms_.intern(made_.term);
  if (!made_.without_accents.empty()) result.without_accents = terms_.intern(made_.without_accents);
  result.stop_word = is_listed_stop_word(word, language_);
  return result;
}

std::size_t WordTable::bytes() const noexcept {
  return short_words_.bytes() + words_.bytes() + word_terms_.capacity() * sizeof(WordTerms);
}

void WordTable::clear() {
  short_words_.clear();
  words_.clear();
  word_terms_.clear();
  word_terms_.shrink_to_fit();
}

}  // namespace pilcrow::internal
