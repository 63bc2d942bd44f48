#include "search/more_like.h"

#include <algorithm>

#include "search/feedback.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostTerms = 25;
/// Alike is what holds a quarter of the terms; of few terms at least two.
constexpr std::size_t kShare = 4;

}  // namespace

void look_for_like(ParagraphRange range, Plan& plan, const Snapshot& snapshot) {
  std::vector<Example> examples;
  for (DocId id = range.first; id <= range.last; ++id)
    examples.push_back({id, 1});
  plan.root = {};
  plan.root.kind = PlanKind::bag;
  std::string line = "alike is what holds";
  for (const ExtraTerm& term : telling_terms(examples, kMostTerms, snapshot)) {
    PlanNode& node = plan.root.children.emplace_back();
    node.kind = PlanKind::leaf;
    node.leaf = plan.leaves.size();
    node.position = static_cast<std::uint32_t>(node.leaf);
    Leaf& leaf = plan.leaves.emplace_back();
    leaf.groups.push_back({{term.term}});
    line += " " + term.term;
  }
  if (plan.root.children.empty()) plan.root.kind = PlanKind::nothing;
  plan.explanation.push_back(std::move(line));
}

Matches only_alike(const Matches& matches, ParagraphRange range) {
  const std::size_t parts = matches.parts.size();
  const std::size_t least =
      std::max(std::min<std::size_t>(parts, 2), (parts + kShare - 1) / kShare);
  std::vector<DocId> docids;
  std::vector<float> scores;
  for_each_batch(matches, MatchDetail::scores_and_hits, [&](const MatchBatch& batch) {
    for (std::size_t i = 0; i < batch.hits.size(); ++i) {
      const DocId id = batch.docids[i];
      if (batch.hits[i] < least || (id >= range.first && id <= range.last)) continue;
      docids.push_back(id);
      scores.push_back(batch.scores[i]);
    }
  });
  return {.operand = Operand::own(std::move(docids), std::move(scores))};
}

}  // namespace pilcrow::internal
