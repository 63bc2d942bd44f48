#include "analyze/term_maker.h"

#include "analyze/hash.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

// Longer words are no words of a language, and folding takes memory.
constexpr std::size_t kMaxStemmedBytes = 256;
constexpr std::size_t kMaxFoldedBytes = 4096;

// Cuts what is too long and marks it by a hash of the whole, so that two long words with a common
// beginning stay two.
void shorten(std::string& term, std::string_view whole) {
  if (term.size() <= kMaxTermBytes) return;
  const std::string mark = "#" + to_hex(stable_hash(whole));
  term.resize(floor_to_character(term, kMaxTermBytes - mark.size()));
  term += mark;
}

}  // namespace

TermMaker::TermMaker(std::string_view language, bool stem)
    : rules_(language_rules(language)),
      stemmer_(stem ? canonical_language(language) : std::string()) {}

void TermMaker::make_unstemmed(std::string_view word, std::string& term) {
  term.clear();
  const std::string_view head = word.size() <= kMaxFoldedBytes
                                    ? word
                                    : word.substr(0, floor_to_character(word, kMaxTermBytes + 4));
  folded_.clear();
  fold_case(head, rules_.turkish_i, folded_);
  remove_diacritics(folded_, rules_.own_letters, term);
  if (head.size() < word.size()) {
    term += '~';
    while (term.size() <= kMaxTermBytes)
      term += '~';
    shorten(term, word);
  } else {
    shorten(term, std::string(term));
  }
}

void TermMaker::make(std::string_view word, Terms& terms) {
  terms.without_accents.clear();
  if (!stemmer_.stems() || word.size() > kMaxStemmedBytes) {
    make_unstemmed(word, terms.term);
    return;
  }
  folded_.clear();
  fold_case(word, rules_.turkish_i, folded_);
  terms.term.clear();
  remove_diacritics(stemmer_.stem(folded_), rules_.own_letters, terms.term);
  if (!is_ascii(folded_)) {
    plain_.clear();
    remove_diacritics(folded_, rules_.own_letters, plain_);
    if (plain_ != folded_) {
      remove_diacritics(stemmer_.stem(plain_), rules_.own_letters, terms.without_accents);
      if (terms.without_accents == terms.term) terms.without_accents.clear();
      shorten(terms.without_accents, plain_);
    }
    shorten(terms.term, plain_);
  } else {
    shorten(terms.term, folded_);
  }
}

}  // namespace pilcrow::internal
