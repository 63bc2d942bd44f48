#include "analyze/token_walker.h"

#include <algorithm>

#include "analyze/number.h"
#include "analyze/stop_words.h"
#include "text/char_class.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

// More parts than this are no compound but a list or a path.
constexpr std::size_t kMaxParts = 4;

bool has_letter(const Word& word) {
  return (word.letter_case != WordCase::none || !word.ascii) && !word.cjk;
}

}  // namespace

TokenWalker::TokenWalker(std::string_view text, TokenUse use, WordTable& table, TermTable& terms,
                         WalkBuffers& buffers)
    : text_(text),
      use_(use),
      table_(table),
      terms_(terms),
      words_(buffers.words),
      tokens_(buffers.tokens),
      joined_(buffers.joined),
      positions_(buffers.positions) {}

void TokenWalker::run() {
  tokens_.clear();
  tokens_.reserve(words_.size() + words_.size() / 8);
  positions_ = 0;
  Joint before = Joint::none;
  for (std::size_t i = 0; i < words_.size();) {
    const Joint joint = joint_after(i);
    if (joint == Joint::none) {
      i = plain(i);
      before = joint;
      continue;
    }
    const bool starts_chain = joint == Joint::hyphen && before != Joint::hyphen;
    const std::size_t first = i;
    const std::uint32_t position = positions_;
    i = joint == Joint::hyphen ? plain(i) : unit(i, joint);
    if (starts_chain && positions_ > position) hyphen_variant(first);
    before = joint_after(i - 1);
  }
}

std::size_t TokenWalker::unit(std::size_t i, Joint joint) {
  if (is_number(text_, words_[i])) return number(i);
  if (joint == Joint::dot && is_single_letter(i) && is_single_letter(i + 1)) return abbreviation(i);
  if (joint == Joint::apostrophe && has_letter(words_[i]) && has_letter(words_[i + 1])) {
    return apostrophes(i);
  }
  return plain(i);
}

std::size_t TokenWalker::plain(std::size_t i) {
  const Word& word = words_[i];
  if (word.cjk) {
    cjk(word);
    return i + 1;
  }
  if (emit_word(bytes(word), word.begin, word.end)) capitals(i);
  return i + 1;
}

std::size_t TokenWalker::number(std::size_t i) {
  // Inside 192.168.100.200, which was not taken as one number.
  const Joint before = i > 0 && is_number(text_, words_[i - 1]) ? joint_after(i - 1) : Joint::none;
  if (before == Joint::dot || before == Joint::comma) return plain(i);
  const std::size_t count =
      read_number(text_, std::span(words_).subspan(i), table_.rules().decimal_comma, joined_);
  emit_word(joined_, words_[i].begin, words_[i + count - 1].end);
  return i + count;
}

// U.S., e.g., N.A.T.O.: the letters joined, except that two of them that read as another word keep
// their dots.
std::size_t TokenWalker::abbreviation(std::size_t i) {
  std::size_t next = i + 1;
  joined_ = bytes(words_[i]);
  while (joint_after(next - 1) == Joint::dot && next < words_.size() && is_single_letter(next)) {
    joined_ += bytes(words_[next]);
    ++next;
  }
  const std::uint32_t begin = words_[i].begin;
  std::uint32_t end = words_[next - 1].end;
  if (end < text_.size() && text_[end] == '.') ++end;
  folded_.clear();
  if (joined_.size() == 2) fold_case(joined_, false, folded_);
  if (is_ambiguous_abbreviation(folded_)) {
    const char dotted[] = {folded_[0], '.', folded_[1], '.'};
    emit_term(terms_.intern({dotted, sizeof dotted}), begin, end, false);
  } else {
    emit_word(joined_, begin, end);
  }
  // "the U.S.'s allies"
  if (next < words_.size() && folded(next) == "s") {
    const std::string_view gap = text_.substr(end, words_[next].begin - end);
    if (gap == "'" || gap == "’") ++next;
  }
  return next;
}

// US in a text that is not all capitals is the country: a text's "US" is found by u.s. too, a
// query's "US" means nothing else.
void TokenWalker::capitals(std::size_t i) {
  const Word& word = words_[i];
  if (word.letter_case != WordCase::upper || word.end - word.begin != 2 || !word.ascii) return;
  const std::string_view folded_word = folded(i);
  if (!is_ambiguous_abbreviation(folded_word) || in_shouted_text(i)) return;
  const char dotted[] = {folded_word[0], '.', folded_word[1], '.'};
  const std::uint32_t term_id = terms_.intern({dotted, sizeof dotted});
  if (use_ == TokenUse::query) {
    tokens_.back().term_id = term_id;
    tokens_.back().term = terms_[term_id];
  } else {
    emit_variant(term_id, positions_ - 1, word.begin, word.end);
  }
}

// No small letters near, and more than acronyms: a headline or a text in capitals.
bool TokenWalker::in_shouted_text(std::size_t i) const {
  constexpr std::size_t kWindow = 4;
  constexpr std::size_t kAcronymBytes = 4;
  std::size_t capitals = 0;
  bool long_word = false;
  const std::size_t last = std::min(words_.size(), i + kWindow + 1);
  for (std::size_t k = i > kWindow ? i - kWindow : 0; k < last; ++k) {
    const Word& word = words_[k];
    const std::size_t size = word.end - word.begin;
    if (k == i || word.letter_case == WordCase::none || size < 2) continue;
    if (word.letter_case != WordCase::upper) return false;
    ++capitals;
    long_word = long_word || size >= kAcronymBytes;
  }
  return capitals >= 2 && long_word;
}

std::size_t TokenWalker::apostrophes(std::size_t i) {
  if (is_elision(i)) return i + 1;
  if (drops_suffix(i)) {
    plain(i);
    return i + 2;
  }
  return join_apostrophes(i);
}

bool TokenWalker::is_elision(std::size_t i) {
  const auto& elisions = table_.rules().elisions;
  if (elisions.empty() || words_[i].end - words_[i].begin > 8) return false;
  return std::find(elisions.begin(), elisions.end(), folded(i)) != elisions.end();
}

// Whether what follows the apostrophe after word `i` is no part of the word: Estonia's, we'll,
// Türkiye'nin.
bool TokenWalker::drops_suffix(std::size_t i) {
  if (table_.rules().apostrophe_suffix) return true;
  if (words_[i + 1].end - words_[i + 1].begin > 2) return false;
  const bool clitics = table_.rules().english_clitics;
  const bool pronoun_i = clitics && is_single_letter(i) && folded(i) == "i";
  const std::string_view suffix = folded(i + 1);
  if (suffix == "s") return true;
  if (!clitics || (is_single_letter(i) && !pronoun_i)) return false;
  return suffix == "ll" || suffix == "re" || suffix == "ve" || suffix == "d" || suffix == "m";
}

// O'Brien, don't, п'ять: one word without its apostrophe. Where another language has an elision
// (l'Estonie, d'Ivoire in an English text) the rest is a variant.
std::size_t TokenWalker::join_apostrophes(std::size_t i) {
  std::size_t next = i + 1;
  joined_ = bytes(words_[i]);
  while (next < words_.size() && next - i < kMaxParts &&
         joint_after(next - 1) == Joint::apostrophe && has_letter(words_[next]) &&
         !drops_suffix(next - 1)) {
    joined_ += bytes(words_[next]);
    ++next;
  }
  const Word& last = words_[next - 1];
  const bool stop_word = is_listed_stop_word(
      text_.substr(words_[i].begin, last.end - words_[i].begin), table_.language());
  const bool emitted = emit_word(joined_, words_[i].begin, last.end);
  if (emitted) tokens_.back().stop_word = stop_word;
  if (emitted && next == i + 2 && is_single_letter(i) && (folded(i) == "l" || folded(i) == "d")) {
    const WordTerms rest = table_.look_up(bytes(last));
    if (rest.term != TermTable::kNone) {
      emit_variant(rest.term, positions_ - 1, last.begin, last.end);
    }
  }
  if (next < words_.size() && joint_after(next - 1) == Joint::apostrophe &&
      has_letter(words_[next]) && drops_suffix(next - 1)) {
    ++next;
  }
  return next;
}

// cyber-attack is also cyberattack, at the position of cyber.
void TokenWalker::hyphen_variant(std::size_t first) {
  if (words_[first].cjk) return;
  joined_ = bytes(words_[first]);
  bool letters = has_letter(words_[first]);
  std::size_t last = first;
  while (last + 1 < words_.size() && joint_after(last) == Joint::hyphen) {
    ++last;
    if (last - first >= kMaxParts || words_[last].cjk) return;
    letters = letters || has_letter(words_[last]);
    joined_ += bytes(words_[last]);
  }
  if (!letters || joined_.size() > kMaxTermBytes) return;
  const WordTerms terms = table_.look_up(joined_);
  if (terms.term == TermTable::kNone) return;
  emit_variant(terms.term, positions_ - 1, words_[first].begin, words_[last].end, last - first + 1);
}

// Overlapping pairs of characters, so that any piece of a text is found by the same piece in a
// query, whatever a dictionary would make of its surroundings. Han characters mean something alone
// and are variants. nDCG@10 of 1,190 Chinese questions over 240 paragraphs (BM25, all words by OR):
// dictionary words .960, pairs .964, pairs and characters .966, these at a weight of 0.3 .968.
void TokenWalker::cjk(const Word& word) {
  std::size_t first = word.begin;
  std::size_t middle = after_character(word, first);
  if (middle == word.end) {
    emit_word(bytes(word), word.begin, word.end);
    return;
  }
  const auto part = [this](std::size_t begin, std::size_t end) {
    return table_.look_up(text_.substr(begin, end - begin)).term;
  };
  const auto offset = [](std::size_t at) { return static_cast<std::uint32_t>(at); };
  while (first < word.end) {
    const std::size_t end = middle < word.end ? after_character(word, middle) : middle;
    const std::uint32_t position = positions_++;
    if (middle < word.end) {
      const WordTerms pair = table_.look_up(text_.substr(first, end - first));
      emit_variant(pair.term, position, offset(first), offset(end));
      tokens_.back().variant = false;
      tokens_.back().stop_word = pair.stop_word;
    }
    if (is_han(first)) emit_variant(part(first, middle), position, offset(first), offset(middle));
    first = middle;
    middle = end;
  }
}

// The end of the character at `at` with the marks that stand on it.
std::size_t TokenWalker::after_character(const Word& word, std::size_t at) const {
  next_code_point(text_, at);
  while (at < word.end) {
    std::size_t next = at;
    if ((classify(next_code_point(text_, next)) & char_class::kExtend) == 0) break;
    at = next;
  }
  return at;
}

bool TokenWalker::is_han(std::size_t at) const {
  const std::int32_t c = next_code_point(text_, at);
  const bool kana_or_hangul = (c >= 0x3040 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) ||
                              (c >= 0xAC00 && c < 0xF900) || (c >= 0xFF00 && c <= 0xFFFF);
  return !kana_or_hangul;
}

Joint TokenWalker::joint_after(std::size_t i) const {
  if (i + 1 >= words_.size()) return Joint::none;
  return joint_between(text_, words_[i], words_[i + 1]);
}

bool TokenWalker::is_single_letter(std::size_t i) const {
  const Word& word = words_[i];
  if (word.letter_case == WordCase::none || word.cjk) return false;
  std::size_t at = word.begin;
  next_code_point(text_, at);
  return at == word.end;
}

std::string_view TokenWalker::folded(std::size_t i) {
  folded_.clear();
  fold_case(bytes(words_[i]), false, folded_);
  return folded_;
}

bool TokenWalker::emit_word(std::string_view written, std::uint32_t begin, std::uint32_t end) {
  if (written.size() <= ShortWordTable::kMaxLength) {
    const ShortWord word = table_.look_up_short(written);
    if (word.term == nullptr) return false;
    tokens_.push_back({.term = {word.term, word.term_size},
                       .term_id = word.term_id,
                       .begin = begin,
                       .end = end,
                       .position = positions_++,
                       .stop_word = word.stop_word});
    if (!word.has_variant) return true;
    emit_variant(table_.look_up(written).without_accents, positions_ - 1, begin, end);
    return true;
  }
  const WordTerms terms = table_.look_up(written);
  if (terms.term == TermTable::kNone) return false;
  emit_term(terms.term, begin, end, terms.stop_word);
  if (terms.without_accents != TermTable::kNone) {
    emit_variant(terms.without_accents, positions_ - 1, begin, end);
  }
  return true;
}

void TokenWalker::emit_term(std::uint32_t term_id, std::uint32_t begin, std::uint32_t end,
                            bool stop_word) {
  tokens_.push_back({.term = terms_[term_id],
                     .term_id = term_id,
                     .begin = begin,
                     .end = end,
                     .position = positions_++,
                     .stop_word = stop_word});
}

void TokenWalker::emit_variant(std::uint32_t term_id, std::uint32_t position, std::uint32_t begin,
                               std::uint32_t end, std::size_t width) {
  tokens_.push_back({.term = terms_[term_id],
                     .term_id = term_id,
                     .begin = begin,
                     .end = end,
                     .position = position,
                     .width = static_cast<std::uint16_t>(width),
                     .variant = true});
}

}  // namespace pilcrow::internal
