#include "search/completion.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "search/leaf_evaluator.h"
#include "search/word_reader.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

// A suggestion with what it is ordered by.
struct Ranked {
  Suggestion suggestion;
  std::uint64_t frequency = 0;
};

bool more_frequent(const Ranked& a, const Ranked& b) {
  if (a.frequency != b.frequency) return a.frequency > b.frequency;
  return a.suggestion.text < b.suggestion.text;
}

// A word of the vocabulary over all its terms (a word may have another stem in another language).
struct Spelling {
  std::size_t first = 0;  // numbers in the vocabulary
  std::size_t last = 0;
  std::uint64_t occurrences = 0;

  friend bool operator<(const Spelling& a, const Spelling& b) {
    return a.occurrences != b.occurrences ? a.occurrences > b.occurrences : a.first < b.first;
  }
};

// The most frequent ones with a prefix, best first, `most` of them at most. There are tens of
// thousands with some letters, of which few are kept at any time.
std::vector<Spelling> spellings_with(const std::string& prefix, std::size_t most,
                                     const Vocabulary& vocabulary) {
  std::vector<Spelling> heap;  // the least frequent one in front
  const auto offer = [&heap, most](const Spelling& spelling) {
    if (heap.size() >= most) {
      if (!(spelling < heap.front())) return;
      std::pop_heap(heap.begin(), heap.end());
      heap.pop_back();
    }
    heap.push_back(spelling);
    std::push_heap(heap.begin(), heap.end());
  };
  const Vocabulary::Range range = vocabulary.with_prefix(prefix);
  for (std::size_t i = range.first; i < range.last;) {
    Spelling spelling{i, i, 0};
    const std::string_view folded = vocabulary.word(i).folded;
    for (; i < range.last && vocabulary.word(i).folded == folded; ++i)
      spelling.occurrences += vocabulary.word(i).occurrences;
    spelling.last = i;
    offer(spelling);
  }
  std::sort_heap(heap.begin(), heap.end());
  return heap;
}

class WordCompleter {
 public:
  explicit WordCompleter(const Snapshot& snapshot) : snapshot_(snapshot) {}

  std::vector<Ranked> complete(const std::string& prefix, std::size_t limit) {
    // Some may fall away: stop words, words of paragraphs that are gone.
    constexpr std::size_t kSpare = 64;
    const std::size_t most = kSpare + std::min(limit, SIZE_MAX - kSpare);
    std::vector<Ranked> words;
    for (const Spelling& spelling : spellings_with(prefix, most, snapshot_.vocabulary())) {
      if (words.size() == limit) break;
      if (Ranked word = ranked(spelling); word.frequency > 0) words.push_back(std::move(word));
    }
    std::sort(words.begin(), words.end(), more_frequent);
    return words;
  }

 private:
  // Its frequency is 0 where it is not to be offered.
  [[nodiscard]] Ranked ranked(const Spelling& spelling) const {
    const Vocabulary& vocabulary = snapshot_.vocabulary();
    Ranked word;
    TermGroup group;
    std::uint64_t most = 0;
    for (std::size_t i = spelling.first; i < spelling.last; ++i) {
      const VocabularyWord form = vocabulary.word(i);
      group.terms.emplace_back(snapshot_.forward().term(form.term));
      if (form.occurrences <= most) continue;
      most = form.occurrences;
      word.suggestion.text = vocabulary.surface(i);
    }
    if (is_character_pair(group.terms.front()) || is_stop_word(word.suggestion.text, snapshot_))
      return word;
    word.suggestion.paragraphs = paragraphs_with(group);
    word.frequency = std::min(spelling.occurrences, word.suggestion.paragraphs);
    return word;
  }

  // Of a word with stems in several languages all but one are rare, as a rule: then their
  // paragraphs are looked for in the one long list, which need not be read for that.
  [[nodiscard]] std::uint64_t paragraphs_with(const TermGroup& group) const {
    constexpr std::uint64_t kFew = 1000;
    const std::vector<std::uint64_t> frequencies = snapshot_.frequencies(group.terms);
    std::vector<std::pair<std::uint64_t, std::string>> terms;
    for (std::size_t i = 0; i < group.terms.size(); ++i)
      terms.emplace_back(frequencies[i], group.terms[i]);
    std::sort(terms.begin(), terms.end(), std::greater<>());
    if (terms.size() == 1) return terms.front().first;
    std::uint64_t others = 0;
    for (std::size_t i = 1; i < terms.size(); ++i)
      others += terms[i].first;
    if (others > kFew) return group_postings(group, "", snapshot_)->docids.size();
    std::vector<std::string> rare;
    for (std::size_t i = 1; i < terms.size(); ++i)
      rare.push_back(terms[i].second);
    return snapshot_.count_any(terms.front().second, rare);
  }

  const Snapshot& snapshot_;
};

std::vector<Ranked> complete_values(std::string_view typed, std::size_t limit,
                                    std::string_view language, const Snapshot& snapshot) {
  const std::string prefix = fold_words(typed);
  const auto catalog = snapshot.facet_catalog(language);
  std::vector<Ranked> values;
  for (std::uint32_t facet = 0; !prefix.empty() && facet < catalog->facets(); ++facet) {
    for (FacetValue& value : catalog->with_prefix(facet, prefix, limit)) {
      Suggestion suggestion{Suggestion::Kind::facet_value, std::move(value.label),
                            snapshot.manifest().facets[facet], std::move(value.value),
                            value.paragraphs};
      values.push_back({std::move(suggestion), value.paragraphs});
    }
  }
  std::sort(values.begin(), values.end(), more_frequent);
  return values;
}

}  // namespace

std::vector<Suggestion> complete(std::string_view typed, std::size_t limit,
                                 std::string_view language, const Snapshot& snapshot) {
  std::string prefix;
  fold_word(typed, /*fold_diacritics=*/true, prefix);
  std::vector<Ranked> words;
  if (!prefix.empty()) words = WordCompleter(snapshot).complete(prefix, limit);
  std::vector<Ranked> values = complete_values(typed, limit, language, snapshot);
  // Words are many and values few: a third of the room is for the values where there are any.
  const std::size_t for_values = std::min(values.size(), (limit + 2) / 3);
  words.resize(std::min(words.size(), limit - std::min(limit, for_values)));
  values.resize(std::min(values.size(), limit - words.size()));
  std::vector<Ranked> all = std::move(words);
  std::move(values.begin(), values.end(), std::back_inserter(all));
  std::stable_sort(all.begin(), all.end(), more_frequent);
  std::vector<Suggestion> suggestions;
  suggestions.reserve(all.size());
  for (Ranked& ranked : all)
    suggestions.push_back(std::move(ranked.suggestion));
  return suggestions;
}

}  // namespace pilcrow::internal
