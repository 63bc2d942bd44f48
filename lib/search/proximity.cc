#include "search/proximity.h"

#include <algorithm>
#include <cstdlib>

#include "search/word_reader.h"

namespace pilcrow::internal {

namespace {

// With so much closeness a pair is worth half of what it can be worth at most.
constexpr float kSaturation = 0.5F;

}  // namespace
Proximity::Proximity(const std::vector<QueryWord>& words, const ForwardColumn& forward)
    : last_(words.size()) {
  if (words.size() < 2) return;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    for (const std::string& term : words[i].group.terms)
      if (const auto number = forward.find_term(term)) entries_.push_back({*number, i});
    if (i == 0) continue;
    const std::uint32_t from = words[i - 1].position;
    const std::uint32_t distance = std::max(words[i].position, from + 1) - from;
    const bool overlap = distance == 1 && is_character_pair(words[i - 1].group.terms[0]) &&
                         is_character_pair(words[i].group.terms[0]);
    const float weight = overlap ? 0 : std::min(words[i - 1].weight, words[i].weight);
    pairs_.push_back({distance, weight, 0});
    total_ += pairs_.back().weight;
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.term < b.term; });
  for (const Entry& entry : entries_)
    mask_ |= std::uint64_t{1} << (entry.term % 64);
}

float Proximity::of(std::span<const ForwardToken> tokens) {
  for (Pair& pair : pairs_)
    pair.closeness = 0;
  for (Occurrence& last : last_)
    last.seen = false;
  for (const ForwardToken& token : tokens) {
    if ((mask_ >> (token.term % 64) & 1U) == 0) continue;
    auto it = std::lower_bound(entries_.begin(), entries_.end(), token.term,
                               [](const Entry& e, std::uint32_t term) { return e.term < term; });
    for (; it != entries_.end() && it->term == token.term; ++it)
      meet(it->word, token.position);
  }
  float sum = 0;
  for (const Pair& pair : pairs_)
    sum += pair.weight * pair.closeness * (1 + kSaturation) / (pair.closeness + kSaturation);
  return std::min(1.0F, sum / total_);
}

void Proximity::meet(std::uint32_t word, std::uint32_t position) {
  if (word > 0 && last_[word - 1].seen)
    add(word - 1, std::int64_t{position} - last_[word - 1].position);
  if (word + 1 < last_.size() && last_[word + 1].seen)
    add(word, std::int64_t{last_[word + 1].position} - position);
  last_[word] = {position, true};
}

void Proximity::add(std::uint32_t pair, std::int64_t distance) {
  if (distance == 0) return;  // one place cannot be both words
  const float excess = static_cast<float>(std::abs(distance - std::int64_t{pairs_[pair].distance}));
  pairs_[pair].closeness += 1 / ((1 + excess) * (1 + excess));
}

}  // namespace pilcrow::internal
