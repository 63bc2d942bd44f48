#include "search/related.h"

#include <algorithm>

#include "search/word_reader.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostKept = 20'000;
constexpr std::size_t kLongestLookedAt = 64;

bool differs_less(std::size_t size, const std::string& a, const std::string& b) {
  const auto difference = [size](const std::string& s) {
    return s.size() > size ? s.size() - size : size - s.size();
  };
  return difference(a) != difference(b) ? difference(a) < difference(b) : a < b;
}

}  // namespace

std::vector<std::string> RelatedTerms::look_up(const std::string& term,
                                               const ForwardColumn& forward) {
  std::vector<std::string> found;
  if (is_character_pair(term)) {
    for (std::size_t i = 0; i < term.size(); i += 3)
      if (forward.find_term(term.substr(i, 3))) found.push_back(term.substr(i, 3));
    return found;
  }
  if (term.size() < kShortestRelated || term.size() > kLongestLookedAt) return found;
  for (std::size_t length = kShortestRelated; length < term.size(); ++length)
    for (std::size_t i = 0; i + length <= term.size(); ++i)
      if (forward.find_term(term.substr(i, length))) found.push_back(term.substr(i, length));
  for (std::uint32_t n = 0; n < forward.term_count(); ++n) {
    const std::string_view other = forward.term(n);
    if (other.size() > term.size() && other.find(term) != std::string_view::npos)
      found.emplace_back(other);
  }
  std::sort(found.begin(), found.end(), [&term](const std::string& a, const std::string& b) {
    return differs_less(term.size(), a, b);
  });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > kMostRelated) found.resize(kMostRelated);
  return found;
}

RelatedTerms::Terms RelatedTerms::of(const std::string& term, const ForwardColumn& forward) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto it = known_.find(term); it != known_.end()) return it->second;
  }
  auto terms = std::make_shared<const std::vector<std::string>>(look_up(term, forward));
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMostKept) known_.clear();
  known_.emplace(term, terms);
  return terms;
}

}  // namespace pilcrow::internal
