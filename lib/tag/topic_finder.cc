#include "tag/topic_finder.h"

#include <algorithm>

namespace pilcrow::internal {

TopicFinder::TopicFinder(const std::vector<Topic>& topics, std::string_view language) {
  for (const Topic& topic : topics) {
    const auto index = static_cast<std::uint32_t>(topics_.size());
    topics_.push_back({topic.id, topic.needed});
    for (const TopicPhrase& phrase : topic.phrases) {
      if (phrase.language != "en" && phrase.language != language) continue;
      const auto pattern = static_cast<std::uint32_t>(patterns_.size());
      if (matcher_.add(phrase.surface, pattern, CaseRule::upper_only))
        patterns_.push_back({index, phrase.weight});
    }
  }
  matcher_.finish();
}

void TopicFinder::begin(State& state) const {
  state.free_from.assign(topics_.size(), 0);
  state.taken.clear();
}

void TopicFinder::collect(std::vector<PhraseMatch>& matches, State& state) const {
  if (matches.size() > 1)
    std::stable_sort(
        matches.begin(), matches.end(),
        [](const PhraseMatch& a, const PhraseMatch& b) { return a.bytes.end > b.bytes.end; });
  for (const PhraseMatch& match : matches) {
    std::uint32_t& free_from = state.free_from[patterns_[match.pattern].topic];
    if (match.first < free_from) continue;
    free_from = match.first + match.count;
    if (patterns_[match.pattern].weight > 0) state.taken.push_back(match);
  }
}

void TopicFinder::settle(std::string_view text, const State& state, MentionList& out) const {
  if (state.taken.empty()) return;
  std::vector<std::uint32_t> distinct;
  distinct.reserve(state.taken.size());
  for (const PhraseMatch& match : state.taken)
    distinct.push_back(match.pattern);
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<int> weight(topics_.size(), 0);
  std::vector<bool> strong(topics_.size(), false);
  for (const std::uint32_t pattern : distinct) {
    const Pattern& found = patterns_[pattern];
    if (found.weight >= 2) strong[found.topic] = true;
    weight[found.topic] += found.weight;
  }
  for (const PhraseMatch& match : state.taken) {
    const Pattern& found = patterns_[match.pattern];
    if (!strong[found.topic] && weight[found.topic] < topics_[found.topic].needed) continue;
    out.add(facets::kTopic, topics_[found.topic].id, found.weight >= 2 ? "strong" : "weak", text,
            match.bytes);
  }
}

}  // namespace pilcrow::internal
