#include "search/suggestion.h"

#include <algorithm>
#include <vector>

#include "index/schema.h"
#include "search/word_reader.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostWords = 16;  // each one costs a walk through the vocabulary

// A word that is there is a mistake only where the other is so many times as frequent.
constexpr double kOutnumbered = 100;

void collect_words(const Node& node, std::vector<const Node*>& words) {
  if (node.kind == NodeKind::negate) return;
  if (node.kind == NodeKind::word && !node.verbatim && node.field == Field::anywhere)
    words.push_back(&node);
  for (const Node& child : node.children)
    collect_words(child, words);
}

class QueryCorrector {
 public:
  explicit QueryCorrector(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // In how many paragraphs a word stands.
  std::size_t paragraphs_with(const std::string& word) {
    std::size_t most = 0;
    for (const auto& reading : read_word(word, snapshot_)) {
      std::size_t least = SIZE_MAX;
      for (const TermGroup& group : reading)
        least = std::min(least, snapshot_.joined_postings(group.terms)->docids.size());
      most = std::max(most, reading.empty() ? 0 : least);
    }
    return most;
  }

  // The language in which most of a word's paragraphs are.
  void heed_language_of(const std::string& word) {
    if (snapshot_.languages().size() < 2) return;
    for (const auto& reading : read_word(word, snapshot_)) {
      for (const TermGroup& group : reading) {
        const auto list = snapshot_.joined_postings(group.terms);
        for (std::size_t i = 0; i < snapshot_.languages().size(); ++i)
          in_language(i) += common(*list, *snapshot_.postings(language_term(i)));
      }
    }
  }

  // The likeliest word in place of one that stands in `found` paragraphs; empty where there is
  // none.
  std::string correct(const std::string& word, std::size_t found) {
    const std::string term = language_term(main_language());
    std::string best;
    double best_score = 0;
    for (const Lookalike& other : lookalikes(word, snapshot_)) {
      const auto list = snapshot_.postings(other.term);
      if (list->docids.empty()) continue;
      double share = 1;
      if (snapshot_.languages().size() > 1)
        share = static_cast<double>(common(*list, *snapshot_.postings(term))) /
                static_cast<double>(list->docids.size());
      const double score = other.score * (0.01 + share);
      const bool outnumbers =
          static_cast<double>(list->docids.size()) >= kOutnumbered * static_cast<double>(found);
      if (score <= best_score || !outnumbers) continue;
      best_score = score;
      best = other.word;
    }
    return best;
  }

 private:
  [[nodiscard]] std::string language_term(std::size_t i) const {
    return std::string(schema::kLanguagePrefix) +
           (snapshot_.languages().empty() ? "" : snapshot_.languages()[i]);
  }

  std::size_t& in_language(std::size_t i) {
    found_in_.resize(std::max(found_in_.size(), snapshot_.languages().size()));
    return found_in_[i];
  }

  [[nodiscard]] std::size_t main_language() const {
    const auto most = std::max_element(found_in_.begin(), found_in_.end());
    return most == found_in_.end() ? 0 : static_cast<std::size_t>(most - found_in_.begin());
  }

  static std::size_t common(const PostingList& a, const PostingList& b) {
    std::size_t count = 0;
    auto at = b.docids.begin();
    for (const DocId id : a.docids) {
      at = std::lower_bound(at, b.docids.end(), id);
      if (at == b.docids.end()) break;
      count += *at == id ? 1 : 0;
    }
    return count;
  }

  const Snapshot& snapshot_;
  std::vector<std::size_t> found_in_;  // by language: paragraphs of the words that are known
};

}  // namespace

std::optional<std::string> suggest_query(const std::string& query, const Node& root,
                                         const Snapshot& snapshot) {
  std::vector<const Node*> words;
  collect_words(root, words);
  if (words.size() > kMostWords) return std::nullopt;
  // From the last to the first, so that places in the query stay right.
  std::sort(words.begin(), words.end(),
            [](const Node* a, const Node* b) { return a->source.begin > b->source.begin; });
  QueryCorrector corrector(snapshot);
  std::vector<std::pair<const Node*, std::size_t>> doubtful;
  for (const Node* word : words) {
    const std::size_t found = corrector.paragraphs_with(word->text);
    if (found >= kEnough) {
      if (!is_stop_word(word->text, snapshot)) corrector.heed_language_of(word->text);
    } else {
      doubtful.emplace_back(word, found);
    }
  }
  std::string suggestion = query;
  for (const auto& [word, found] : doubtful) {
    const Span at = word->source;
    if (at.end > query.size() || query.compare(at.begin, at.size(), word->text) != 0) continue;
    const std::string better = corrector.correct(word->text, found);
    if (!better.empty()) suggestion.replace(at.begin, at.size(), better);
  }
  if (suggestion == query) return std::nullopt;
  return suggestion;
}

}  // namespace pilcrow::internal
