#include "search/feedback.h"

#include <algorithm>
#include <unordered_map>

#include "index/impact.h"

namespace pilcrow::internal {

namespace {

struct TermEvidence {
  double weight = 0;
  std::uint32_t examples = 0;
};

using EvidenceByTerm = std::unordered_map<std::uint32_t, TermEvidence>;

EvidenceByTerm gather(std::span<const Example> examples, const Snapshot& snapshot) {
  EvidenceByTerm evidence;
  std::vector<ForwardToken> tokens;
  std::unordered_map<std::uint32_t, std::uint32_t> counts;
  for (const Example& example : examples) {
    snapshot.forward().tokens(example.docid, tokens);
    if (tokens.empty()) continue;
    counts.clear();
    for (const ForwardToken& token : tokens)
      ++counts[token.term];
    const FieldCounts length{tokens.back().position + 1, 0, 0};
    for (const auto& [term, count] : counts) {
      TermEvidence& of_term = evidence[term];
      of_term.weight +=
          example.weight * term_frequency_part(snapshot.manifest().ranking, {count, 0, 0}, length);
      ++of_term.examples;
    }
  }
  return evidence;
}

bool can_tell(std::string_view term, const Snapshot& snapshot) {
  constexpr std::size_t kShortest = 3;
  if (term.size() < kShortest || (term[0] >= '0' && term[0] <= '9')) return false;
  const auto& languages = snapshot.languages();
  return languages.empty() || !snapshot.analyzer().is_stop_word(term, languages.front());
}

}  // namespace

std::vector<ExtraTerm> telling_terms(std::span<const Example> examples, std::size_t most,
                                     const Snapshot& snapshot) {
  const ForwardColumn& forward = snapshot.forward();
  const std::uint32_t least_examples = examples.size() > 2 ? 2 : 1;
  std::vector<std::pair<double, std::uint32_t>> candidates;
  std::vector<std::string> texts;
  for (const auto& [term, evidence] : gather(examples, snapshot)) {
    const std::string_view text = forward.term(term);
    if (evidence.examples < least_examples || !can_tell(text, snapshot)) continue;
    candidates.emplace_back(evidence.weight, term);
    texts.emplace_back(text);
  }
  const std::vector<std::uint64_t> paragraphs = snapshot.frequencies(texts);
  std::vector<std::pair<double, std::uint32_t>> order;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (paragraphs[i] < 2) continue;
    const auto [weight, term] = candidates[i];
    order.emplace_back(
        weight * inverse_document_frequency(static_cast<double>(snapshot.paragraphs()),
                                            static_cast<double>(paragraphs[i])),
        term);
  }
  std::sort(order.begin(), order.end(), [&forward](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : forward.term(a.second) < forward.term(b.second);
  });
  if (order.size() > most) order.resize(most);
  double sum = 0;
  for (const auto& [weight, term] : order)
    sum += weight;
  std::vector<ExtraTerm> terms;
  for (const auto& [weight, term] : order) {
    const std::string text(forward.term(term));
    terms.push_back({text, snapshot.postings(text), static_cast<float>(weight / sum)});
  }
  return terms;
}

}  // namespace pilcrow::internal
