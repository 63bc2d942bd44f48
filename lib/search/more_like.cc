#include "search/more_like.h"

#include <algorithm>

#include "search/feedback.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostTerms = 25;
/// Alike is what holds a quarter of the terms; of few terms at least two.
constexpr std::uint16_t kShare = 4;

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
  const std::uint16_t least =
      std::max<std::uint16_t>(std::min<std::uint16_t>(matches.parts, 2),
                              static_cast<std::uint16_t>((matches.parts + kShare - 1) / kShare));
  std::vector<DocId> docids;
  std::vector<float> scores;
  std::size_t i = 0;
  matches.operand.for_each([&](DocId id, float score) {
    const bool alike = i < matches.hits.size() && matches.hits[i] >= least;
    ++i;
    if (!alike || (id >= range.first && id <= range.last)) return;
    docids.push_back(id);
    scores.push_back(score);
  });
  Matches alike;
  alike.operand = Operand::own(std::move(docids), std::move(scores));
  return alike;
}

}  // namespace pilcrow::internal
