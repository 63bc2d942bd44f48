#include "tag/phrase_matcher.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace pilcrow::internal {
namespace {

std::string_view between(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return text.substr(begin, end - begin);
}

std::size_t edge_hash(std::uint64_t key) {
  return (key * 0x9E3779B97F4A7C15ULL) >> 32;
}

bool has_capital(WordCase letter_case) {
  return letter_case != WordCase::lower;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool is_katakana(std::string_view text) {  // U+30A0 to U+30FF, without the middle dot
  return text.size() >= 3 && text[0] == '\xE3' &&
         ((text[1] == '\x82' && static_cast<unsigned char>(text[2]) >= 0xA0) ||
          (text[1] == '\x83' && text[2] != '\xBB'));
}

}  // namespace

bool is_unspaced_letter(std::string_view text) {
  if (text.size() < 3) return false;
  const auto lead = static_cast<unsigned char>(text[0]);
  const auto second = static_cast<unsigned char>(text[1]);
  return (lead == 0xE3 && second >= 0x81) || (lead >= 0xE4 && lead <= 0xE9) ||
         (lead == 0xE0 && second >= 0xB8 && second <= 0xBB);  // kana, Han, Thai
}

struct PhraseMatcher::Walk {
  std::string_view text;
  const std::vector<Word>* words;
  std::uint32_t first;
  std::vector<PhraseMatch>* out;
};

std::uint64_t PhraseMatcher::edge_key(std::uint32_t node, std::uint32_t symbol, Gap gap) {
  return (std::uint64_t{node} << 32) | (std::uint64_t{symbol} << 3) |
         static_cast<std::uint64_t>(gap);
}

bool PhraseMatcher::maybe_short_head(const FoldedWord& folded, std::size_t lower) const {
  for (const unsigned bytes : {2U, 3U}) {
    if (folded.size() < bytes) continue;
    const std::uint32_t head = head_hash(folded.head(), bytes);
    if ((heads_[lower][head >> 6] >> (head & 63) & 1) != 0) return true;
  }
  return false;
}

void PhraseMatcher::mark_first(const std::string& word, char mark, bool capital) {
  FoldedWord folded;
  const Word whole{0, static_cast<std::uint32_t>(word.size()), WordCase::none, false};
  folded.assign(word, whole);
  if (!capital) {
    const std::uint32_t small = head_hash(folded.head(), 4);
    small_heads_[small >> 6] |= std::uint64_t{1} << (small & 63);
  }
  if (mark == 0) {
    const std::uint64_t bit = std::uint64_t{1} << (folded.hash() & 63);
    first_[0][(folded.hash() >> 6) & kFirstMask] |= bit;
    if (!capital) first_[1][(folded.hash() >> 6) & kFirstMask] |= bit;
    return;
  }
  const auto bytes = static_cast<unsigned>(std::min<std::size_t>(4, word.size()));
  short_heads_ = short_heads_ || bytes < 4;
  const std::uint32_t head = head_hash(folded.head(), bytes);
  heads_[0][head >> 6] |= std::uint64_t{1} << (head & 63);
  if (!capital) heads_[1][head >> 6] |= std::uint64_t{1} << (head & 63);
}

std::uint32_t PhraseMatcher::symbol_for(const std::string& word, char mark) {
  const auto [at, added] = entry_of_.try_emplace(word, static_cast<std::uint32_t>(entries_.size()));
  if (added) entries_.push_back({word, 0, 0, 0});
  Entry& found = entries_[at->second];
  std::uint32_t& symbol = mark == '*' ? found.prefix : mark == '~' ? found.limited : found.exact;
  if (symbol == 0) symbol = ++symbol_count_;
  return symbol;
}

std::uint32_t PhraseMatcher::child(std::uint32_t node, std::uint32_t symbol, Gap gap) {
  const auto [at, added] = edge_of_.try_emplace(edge_key(node, symbol, gap), node_count_);
  if (added) {
    ++node_count_;
    inner_.push_back(false);
    inner_[node] = true;
  }
  return at->second;
}

bool PhraseMatcher::add_letters(std::string_view surface, std::uint32_t pattern) {
  while (!surface.empty() && (surface.back() == '*' || surface.back() == '~'))
    surface.remove_suffix(1);
  by_letter_[std::string(surface.substr(0, 3))].push_back(
      static_cast<std::uint32_t>(letters_.size()));
  letters_.push_back({pattern, std::string(surface)});
  return true;
}

bool PhraseMatcher::add(std::string_view surface, std::uint32_t pattern, CaseRule rule) {
  Phrase phrase;
  phrase.pattern = pattern;
  if (!surface.empty() && surface.front() == '!') {
    phrase.accents = true;
    surface.remove_prefix(1);
  }
  if (is_unspaced_letter(surface)) return add_letters(surface, pattern);
  std::string marks(surface);  // the marks taken for letters would change the words
  std::replace(marks.begin(), marks.end(), '*', ' ');
  std::replace(marks.begin(), marks.end(), '~', ' ');
  std::vector<Word> words;
  split_words(marks, words);
  if (words.empty() || words.size() > kMaxWords) return false;
  phrase.final_dot = surface.back() == '.' && words.size() == 1;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    const char mark =
        word.end < surface.size() && (surface[word.end] == '*' || surface[word.end] == '~')
            ? surface[word.end]
            : '\0';
    FoldedWord folded;
    folded.assign(marks, word);
    if (mark != 0 && (folded.size() < 2 || folded.size() > 60)) return false;
    const Gap gap = i == 0 ? Gap::none : gap_of(between(marks, words[i - 1].end, word.begin));
    if (i > 0 && gap == Gap::none) return false;
    const auto bit = static_cast<std::uint16_t>(1U << i);
    if (word.letter_case == WordCase::upper) phrase.upper |= bit;
    if (rule == CaseRule::as_written && word.letter_case != WordCase::lower &&
        word.letter_case != WordCase::none)
      phrase.capital |= bit;
    const std::string key(folded.view());
    if (mark != 0 && key.size() < 4) short_heads_ = true;
    node = child(node, symbol_for(key, mark), gap);
    if (i == 0) mark_first(key, mark, ((phrase.capital | phrase.upper) & 1) != 0);
  }
  phrase.node = node;
  phrases_.push_back(phrase);
  return true;
}

void PhraseMatcher::finish_edges() {
  edges_.assign(std::bit_ceil(edge_of_.size() * 2 + 2), {0, 0});
  for (const auto& [key, to] : edge_of_) {
    std::size_t slot = edge_hash(key) & (edges_.size() - 1);
    while (edges_[slot].second != 0)
      slot = (slot + 1) & (edges_.size() - 1);
    edges_[slot] = {key, to};
  }
  edge_of_.clear();
}

void PhraseMatcher::finish_phrases() {
  std::stable_sort(phrases_.begin(), phrases_.end(),
                   [](const Phrase& a, const Phrase& b) { return a.node < b.node; });
  first_phrase_.assign(node_count_ + 1, 0);
  for (const Phrase& phrase : phrases_)
    ++first_phrase_[phrase.node + 1];
  std::partial_sum(first_phrase_.begin(), first_phrase_.end(), first_phrase_.begin());
}

void PhraseMatcher::finish() {
  finish_edges();
  finish_phrases();
  slots_.assign(std::bit_ceil(entries_.size() * 2 + 2), {0, 0});
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    FoldedWord folded;
    const std::string& text = entries_[i].text;
    folded.assign(text, {0, static_cast<std::uint32_t>(text.size()), WordCase::none, false});
    std::size_t slot = folded.hash() & (slots_.size() - 1);
    while (slots_[slot].second != 0)
      slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = {static_cast<std::uint32_t>(folded.hash() >> 32),
                    static_cast<std::uint32_t>(i + 1)};
    if (entries_[i].prefix + entries_[i].limited == 0) continue;
    const auto head = static_cast<unsigned>(std::min<std::size_t>(4, text.size()));
    const std::uint64_t bit = std::uint64_t{1} << std::min<std::size_t>(text.size(), 63);
    prefix_lengths_[head_hash(folded.head(), head) >> 2] |= bit;
  }
  from_root_.assign(symbol_count_ + 1, 0);
  for (std::uint32_t symbol = 1; symbol <= symbol_count_; ++symbol)
    from_root_[symbol] = next(0, symbol, Gap::none);
  for (auto& [letter, phrases] : by_letter_)
    std::stable_sort(phrases.begin(), phrases.end(), [this](std::uint32_t a, std::uint32_t b) {
      return letters_[a].bytes.size() > letters_[b].bytes.size();
    });
  // Unspaced letters pass the first test too.
  for (const auto& [letter, phrases] : by_letter_)
    mark_first(letter, '*', false);
  entry_of_.clear();
}

const PhraseMatcher::Entry* PhraseMatcher::entry(std::string_view word, std::uint64_t hash) const {
  std::size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot].second != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot].first != static_cast<std::uint32_t>(hash >> 32)) continue;
    const Entry& found = entries_[slots_[slot].second - 1];
    if (found.text == word) return &found;
  }
  return nullptr;
}

std::uint64_t PhraseMatcher::prefix_lengths(const FoldedWord& folded) const {
  std::uint64_t lengths = 0;
  for (unsigned head = short_heads_ ? 2 : 4; head <= 4 && head <= folded.size(); ++head)
    lengths |= prefix_lengths_[head_hash(folded.head(), head) >> 2];
  return lengths;
}

PhraseMatcher::Symbols PhraseMatcher::symbols(const FoldedWord& folded) const {
  Symbols found;
  const auto keep = [&found](std::uint32_t symbol) {
    if (symbol != 0 && found.count < found.values.size()) found.values[found.count++] = symbol;
  };
  if (const Entry* whole = folded.cut() ? nullptr : entry(folded.view(), folded.hash())) {
    keep(whole->exact);
    keep(whole->prefix);
    keep(whole->limited);
  }
  for (std::uint64_t lengths = prefix_lengths(folded); lengths != 0;) {
    const auto length = static_cast<std::size_t>(std::bit_width(lengths)) - 1;  // longest first
    lengths ^= std::uint64_t{1} << length;
    if (length >= folded.size()) continue;
    const Entry* prefix = entry(folded.view().substr(0, length), folded.prefix_hash(length));
    if (prefix == nullptr) continue;
    keep(prefix->prefix);
    if (prefix->limited != 0 && !folded.cut() && code_points(folded.view().substr(length)) <= 6)
      keep(prefix->limited);
  }
  return found;
}

std::uint32_t PhraseMatcher::next(std::uint32_t node, std::uint32_t symbol, Gap gap) const {
  const std::uint64_t key = edge_key(node, symbol, gap);
  for (std::size_t slot = edge_hash(key) & (edges_.size() - 1);; ++slot) {
    const auto& [known, to] = edges_[slot & (edges_.size() - 1)];
    if (known == key) return to;
    if (to == 0) return 0;
  }
}

void PhraseMatcher::find_from(std::string_view text, const std::vector<Word>& words,
                              std::uint32_t at, const FoldedWord& folded,
                              std::vector<PhraseMatch>& out) const {
  const Walk from{text, &words, at, &out};
  const Symbols found = symbols(folded);
  for (std::size_t i = 0; i < found.count; ++i)
    if (const std::uint32_t node = from_root_[found.values[i]]) walk(from, node, at);
  if (!by_letter_.empty() && !words[at].ascii) find_letters(from);
}

void PhraseMatcher::walk(const Walk& from, std::uint32_t node, std::uint32_t at) const {
  report(from, node, at);
  const std::vector<Word>& words = *from.words;
  if (!inner_[node] || at + 1 >= words.size()) return;
  const Gap gap = gap_of(between(from.text, words[at].end, words[at + 1].begin));
  if (gap == Gap::none) return;
  FoldedWord folded;
  folded.assign(from.text, words[at + 1]);
  const Symbols found = symbols(folded);
  for (std::size_t i = 0; i < found.count; ++i)
    if (const std::uint32_t to = next(node, found.values[i], gap)) walk(from, to, at + 1);
}

void PhraseMatcher::report(const Walk& from, std::uint32_t node, std::uint32_t last) const {
  const std::uint32_t end = first_phrase_[node + 1];
  std::uint32_t at = first_phrase_[node];
  if (at == end) return;
  const std::vector<Word>& words = *from.words;
  const std::uint32_t count = last - from.first + 1;
  std::uint32_t capital = 0;
  std::uint32_t upper = 0;
  bool ascii = true;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Word& word = words[from.first + i];
    capital |= static_cast<std::uint32_t>(has_capital(word.letter_case)) << i;
    upper |= static_cast<std::uint32_t>(word.letter_case == WordCase::upper) << i;
    ascii = ascii && word.ascii;
  }
  for (; at < end; ++at) {
    const Phrase& phrase = phrases_[at];
    const bool fits = (phrase.capital & ~capital) == 0 && (phrase.upper & ~upper) == 0 &&
                      (!phrase.accents || !ascii);
    const bool dot = !phrase.final_dot ||
                     (words[last].end < from.text.size() && from.text[words[last].end] == '.');
    if (fits && dot)
      from.out->push_back(
          {phrase.pattern, from.first, count, {words[from.first].begin, words[last].end}});
  }
}

void PhraseMatcher::find_letters(const Walk& from) const {
  const std::uint32_t begin = (*from.words)[from.first].begin;
  const std::string_view rest = from.text.substr(begin);
  const auto found = by_letter_.find(std::string(rest.substr(0, 3)));
  if (found == by_letter_.end()) return;
  if (is_katakana(rest) && begin >= 3 && is_katakana(from.text.substr(begin - 3))) return;
  for (const std::uint32_t index : found->second) {
    const std::string& letters = letters_[index].bytes;
    if (rest.substr(0, letters.size()) != letters) continue;
    // タイ is not the beginning of タイヤ.
    if (is_katakana(std::string_view(letters).substr(letters.size() - 3)) &&
        is_katakana(rest.substr(letters.size())))
      continue;
    std::uint32_t last = from.first;
    while (last + 1 < from.words->size() && (*from.words)[last + 1].begin < begin + letters.size())
      ++last;
    from.out->push_back({letters_[index].pattern,
                         from.first,
                         last - from.first + 1,
                         {begin, begin + letters.size()}});
  }
}

}  // namespace pilcrow::internal
