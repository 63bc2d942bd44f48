#include "search/word_reader.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "analyze/token_stream.h"
#include "search/field_words.h"
#include "text/edit_distance.h"
#include "text/utf8.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostLanguages = 12;

void add_term(TermGroup& group, const std::string& term) {
  if (std::find(group.terms.begin(), group.terms.end(), term) == group.terms.end())
    group.terms.push_back(term);
}

// The readings of one language's tokens: the words one after the other, and each variant that
// stands for all of them.
void add_readings(std::span<const TokenRef> tokens, std::uint32_t positions, Readings& readings) {
  if (tokens.empty()) return;
  std::vector<TermGroup> sequence;
  std::vector<std::string> wholes;
  for (const TokenRef& token : tokens) {
    if (!token.variant)
      sequence.push_back({{std::string(token.term)}});
    else if (token.position == 0 && token.width >= positions)
      wholes.emplace_back(token.term);
  }
  const auto merge = [&readings](std::vector<TermGroup> reading) {
    for (auto& known : readings) {
      if (known.size() != reading.size()) continue;
      for (std::size_t i = 0; i < known.size(); ++i)
        for (const std::string& term : reading[i].terms)
          add_term(known[i], term);
      return;
    }
    readings.push_back(std::move(reading));
  };
  merge(std::move(sequence));
  for (const std::string& whole : wholes)
    merge({TermGroup{{whole}}});
}

std::string folded(std::string_view typed) {
  std::string out;
  fold_word(typed, /*fold_diacritics=*/true, out);
  return out;
}

// Words with their terms, by how often they occur.
class RankedWords {
 public:
  explicit RankedWords(const Snapshot& snapshot) : snapshot_(snapshot) {}

  void add(const VocabularyWord& word) {
    numbered_.emplace_back(word.term, word.occurrences);
    words_.emplace_back(word.occurrences, word.folded);
  }

  /// The words of titles and headings that are written so; their terms are like `candidate`.
  void add_field_words(const WrittenForm& written,
                       const std::function<bool(std::string_view term)>& candidate) {
    field_words_ = field_words(snapshot_, candidate);
    for (const FieldWord& word : field_words_)
      if (written.accepts(word.folded)) add(word.folded, word.term, word.occurrences);
  }

  Expansion take(WrittenForm written) {
    std::vector<Counted> terms = counted_terms();
    Expansion expansion;
    expansion.cut = terms.size() > kMostExpansions;
    for (const auto& [frequency, term] : most_frequent(std::move(terms), kMostExpansions))
      expansion.group.terms.emplace_back(term);
    for (const auto& [frequency, word] : most_frequent(std::move(words_), kMostWordsShown))
      if (expansion.words.empty() || expansion.words.back() != word)
        expansion.words.emplace_back(word);
    expansion.group.written = std::move(written);
    return expansion;
  }

 private:
  using Counted = std::pair<std::uint64_t, std::string_view>;

  void add(std::string_view word, std::string_view term, std::uint64_t occurrences) {
    if (const auto number = snapshot_.forward().find_term(term))
      numbered_.emplace_back(*number, occurrences);
    else
      of_fields_[term] += occurrences;
    words_.emplace_back(occurrences, word);
  }

  // There may be a million words, so that a table of terms would take seconds.
  std::vector<Counted> counted_terms() {
    std::sort(numbered_.begin(), numbered_.end());
    std::vector<Counted> terms;
    for (std::size_t i = 0; i < numbered_.size();) {
      const std::uint32_t number = numbered_[i].first;
      std::uint64_t sum = 0;
      for (; i < numbered_.size() && numbered_[i].first == number; ++i)
        sum += numbered_[i].second;
      terms.emplace_back(sum, snapshot_.forward().term(number));
    }
    for (const auto& [term, frequency] : of_fields_)
      terms.emplace_back(frequency, term);
    return terms;
  }

  static std::vector<Counted> most_frequent(std::vector<Counted> all, std::size_t limit) {
    const auto more = [](const Counted& a, const Counted& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    };
    const std::size_t taken = std::min(all.size(), limit);
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(taken), all.end(),
                      more);
    all.resize(taken);
    return all;
  }

  const Snapshot& snapshot_;
  std::vector<FieldWord> field_words_;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> numbered_;  // terms of the body, occurrences
  std::unordered_map<std::string_view, std::uint64_t> of_fields_;  // of terms that no body has
  std::vector<Counted> words_;
};

}  // namespace

Readings read_word(std::string_view typed, const Snapshot& snapshot) {
  thread_local TokenStream stream;
  Readings readings;
  std::size_t tried = 0;
  for (const std::string& language : snapshot.languages()) {
    if (tried++ == kMostLanguages) break;
    const auto tokens = stream.analyze(typed, language, TokenUse::query);
    add_readings(tokens, stream.position_count(), readings);
  }
  return readings;
}

bool is_character_pair(std::string_view term) {
  // Kana, Han and Hangul begin at U+3000: two characters of three bytes.
  return term.size() == 6 && static_cast<unsigned char>(term[0]) >= 0xe3 &&
         static_cast<unsigned char>(term[3]) >= 0xe3;
}

float character_pair_weight(std::string_view term) {
  if (!is_character_pair(term)) return 1;
  int hiragana = 0;
  for (std::size_t at = 0; at < term.size();) {
    const std::int32_t point = next_code_point(term, at);
    hiragana += point >= 0x3040 && point <= 0x309F ? 1 : 0;
  }
  return hiragana == 0 ? 1 : hiragana == 1 ? 0.5F : 0.2F;
}

bool is_stop_word(std::string_view typed, const Snapshot& snapshot) {
  if (snapshot.languages().empty()) return false;
  // As the analyzer cuts it: what was typed may end in a comma or question mark.
  thread_local TokenStream stream;
  const auto tokens = stream.analyze(typed, snapshot.languages().front(), TokenUse::query);
  return tokens.size() == 1 && tokens.front().stop_word;
}

namespace {

// As `make` makes it of what is written so.
template <typename Make>
std::shared_ptr<const Expansion> kept_expansion(const WrittenForm& written,
                                                const Snapshot& snapshot, Make make) {
  const std::string key = (written.edits ? std::to_string(*written.edits) : "*") + written.folded;
  if (auto known = snapshot.expansions().find(key)) return known;
  Expansion expansion = written.folded.empty() ? Expansion{} : make();
  auto made = std::make_shared<const Expansion>(std::move(expansion));
  snapshot.expansions().insert(key, made);
  return made;
}

}  // namespace

std::shared_ptr<const Expansion> expand_prefix(std::string_view typed, const Snapshot& snapshot) {
  const WrittenForm written{folded(typed)};
  return kept_expansion(written, snapshot, [&] {
    const Vocabulary& vocabulary = snapshot.vocabulary();
    const Vocabulary::Range range = vocabulary.with_prefix(written.folded);
    RankedWords ranked(snapshot);
    for (std::size_t i = range.first; i < range.last; ++i)
      ranked.add(vocabulary.word(i));
    // Stems keep the beginning of their words.
    constexpr std::size_t kKept = 2;
    const std::string beginning = written.folded.substr(0, kKept);
    ranked.add_field_words(
        written, [&](std::string_view term) { return folded(term).starts_with(beginning); });
    return ranked.take(written);
  });
}

std::shared_ptr<const Expansion> expand_fuzzy(std::string_view typed, int edits,
                                              const Snapshot& snapshot) {
  const WrittenForm written{folded(typed), edits};
  return kept_expansion(written, snapshot, [&] {
    const std::u32string wanted = to_code_points(written.folded);
    const Vocabulary& vocabulary = snapshot.vocabulary();
    RankedWords ranked(snapshot);
    for (const Vocabulary::Neighbor& near : vocabulary.near(wanted, edits))
      ranked.add(vocabulary.word(near.word));
    // A stem may lack a few letters of its word.
    constexpr int kEnding = 4;
    ranked.add_field_words(written, [&](std::string_view term) {
      return edit_distance(to_code_points(term), wanted, edits + kEnding) <= edits + kEnding;
    });
    return ranked.take(written);
  });
}

std::vector<Lookalike> lookalikes(std::string_view typed, const Snapshot& snapshot) {
  constexpr std::size_t kMostLookalikes = 8;
  const std::u32string wanted = to_code_points(folded(typed));
  std::vector<Lookalike> found;
  if (wanted.size() < 4) return found;
  const Vocabulary& vocabulary = snapshot.vocabulary();
  for (const Vocabulary::Neighbor& near : vocabulary.near(wanted, wanted.size() < 6 ? 1 : 2)) {
    const VocabularyWord word = vocabulary.word(near.word);
    if (near.edits == 0 || word.occurrences < 2) continue;
    // A word one edit away is better than one two edits away that is ten times as frequent.
    const double score = static_cast<double>(word.occurrences) / (near.edits > 1 ? 10.0 : 1.0);
    found.push_back(
        {std::string(word.folded), std::string(snapshot.forward().term(word.term)), score});
  }
  std::sort(found.begin(), found.end(), [](const Lookalike& a, const Lookalike& b) {
    return a.score != b.score ? a.score > b.score : a.word < b.word;
  });
  if (found.size() > kMostLookalikes) found.resize(kMostLookalikes);
  return found;
}

}  // namespace pilcrow::internal
