#include "search/suggestion.h"

#include <algorithm>
#include <vector>

#include "search/word_reader.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostWords = 16;  // each one costs a walk through the vocabulary

void collect_words(const Node& node, std::vector<const Node*>& words) {
  if (node.kind == NodeKind::negate) return;
  if (node.kind == NodeKind::word && !node.verbatim && node.field == Field::anywhere)
    words.push_back(&node);
  for (const Node& child : node.children)
    collect_words(child, words);
}

bool is_known(const Node& word, const Snapshot& snapshot) {
  for (const auto& reading : read_word(word.text, snapshot))
    for (const TermGroup& group : reading)
      for (const std::string& term : group.terms)
        if (!snapshot.postings(term)->docids.empty()) return true;
  return false;
}

}  // namespace

std::optional<std::string> suggest_query(const std::string& query, const Node& root,
                                         const Snapshot& snapshot) {
  std::vector<const Node*> words;
  collect_words(root, words);
  if (words.size() > kMostWords) return std::nullopt;
  // From the last to the first, so that places in the query stay right.
  std::sort(words.begin(), words.end(),
            [](const Node* a, const Node* b) { return a->source.begin > b->source.begin; });
  std::string suggestion = query;
  for (const Node* word : words) {
    const Span at = word->source;
    if (at.end > query.size() || query.compare(at.begin, at.size(), word->text) != 0) continue;
    if (is_known(*word, snapshot)) continue;
    const std::string better = did_you_mean(word->text, snapshot);
    if (!better.empty()) suggestion.replace(at.begin, at.size(), better);
  }
  if (suggestion == query) return std::nullopt;
  return suggestion;
}

}  // namespace pilcrow::internal
