#include "search/evaluate.h"

#include "index/schema.h"
#include "pilcrow/error.h"
#include "search/leaf_evaluator.h"

namespace pilcrow::internal {

void Deadline::check() const {
  if (at_ && std::chrono::steady_clock::now() >= *at_)
    throw Error(ErrorCode::timeout, "the search ran out of its time; allow more, or ask for less");
}

Operand Evaluator::everything() const {
  return Operand::view(snapshot_.everything(), 0.0F);
}

Matches Evaluator::evaluate(Match match) {
  match_ = match;
  Matches matches;
  const PlanNode& root = plan_.root;
  if (root.kind != PlanKind::bag || match != Match::any) {
    matches.operand = node(root);
    return matches;
  }
  std::vector<Operand> parts;
  std::vector<Operand> gone;
  for (const PlanNode& child : root.children)
    (child.kind == PlanKind::negate ? gone : parts)
        .push_back(node(child.kind == PlanKind::negate ? child.children[0] : child));
  if (parts.empty()) {
    matches.operand = all_of(root);
    return matches;
  }
  if (!gone.empty()) {
    const Operand all_gone = unite(gone, Combine::best, snapshot_.columns().last());
    for (Operand& part : parts)
      part = subtract(part, all_gone);
  }
  matches.parts = static_cast<std::uint16_t>(std::min<std::size_t>(parts.size(), UINT16_MAX));
  matches.operand = unite(parts, Combine::add, snapshot_.columns().last(), &matches.hits);
  return matches;
}

Operand Evaluator::node(const PlanNode& node) {
  deadline_.check();
  switch (node.kind) {
    case PlanKind::everything:
      return everything();
    case PlanKind::nothing:
      return {};
    case PlanKind::leaf:
      return leaf(plan_.leaves[node.leaf]);
    case PlanKind::facet:
      return facet(node.filter);
    case PlanKind::all_of:
      return all_of(node);
    case PlanKind::any_of:
      return any_of(node);
    case PlanKind::bag:
      return match_ == Match::any ? any_of_bag(node) : all_of(node);
    case PlanKind::negate:
      return subtract(everything(), this->node(node.children[0]));
    case PlanKind::alternatives:
      break;
  }
  std::vector<Operand> readings;
  for (const PlanNode& child : node.children)
    readings.push_back(this->node(child));
  return unite(readings, Combine::best, snapshot_.columns().last());
}

// What has to be looked for in the paragraphs themselves is looked for in those that hold the rest.
Operand Evaluator::all_of(const PlanNode& node) {
  std::vector<Operand> wanted;
  std::vector<const Leaf*> scanned;
  std::vector<const PlanNode*> gone;
  for (const PlanNode& child : node.children) {
    if (child.kind == PlanKind::negate)
      gone.push_back(&child.children[0]);
    else if (child.kind == PlanKind::leaf && !is_word(plan_.leaves[child.leaf]))
      scanned.push_back(&plan_.leaves[child.leaf]);
    else
      wanted.push_back(this->node(child));
  }
  std::optional<Operand> result;
  if (!wanted.empty()) result = intersect(std::move(wanted));
  for (const Leaf* leaf : scanned) {
    deadline_.check();
    Operand found = evaluate_leaf(*leaf, snapshot_, deadline_, result ? &*result : nullptr);
    std::vector<Operand> both{std::move(found)};
    if (result) both.push_back(std::move(*result));
    result = intersect(std::move(both));
  }
  if (!result) result = everything();
  for (const PlanNode* child : gone)
    result = subtract(*result, this->node(*child));
  return std::move(*result);
}

Operand Evaluator::any_of(const PlanNode& node) {
  std::vector<Operand> operands;
  for (const PlanNode& child : node.children)
    operands.push_back(this->node(child));
  return unite(operands, Combine::add, snapshot_.columns().last());
}

// Within a bag, what is negated is taken away whatever the match.
Operand Evaluator::any_of_bag(const PlanNode& node) {
  PlanNode wanted;
  wanted.kind = PlanKind::any_of;
  PlanNode gone = wanted;
  for (const PlanNode& child : node.children) {
    if (child.kind == PlanKind::negate)
      gone.children.push_back(child.children[0]);
    else
      wanted.children.push_back(child);
  }
  if (wanted.children.empty()) return all_of(node);
  Operand result = any_of(wanted);
  return gone.children.empty() ? std::move(result) : subtract(result, any_of(gone));
}

Operand Evaluator::leaf(const Leaf& leaf) {
  return evaluate_leaf(leaf, snapshot_, deadline_);
}

Operand Evaluator::facet(const FacetFilter& filter) {
  std::vector<Note> ignored;
  std::vector<Operand> values;
  for (const std::string& value : resolve_filter(filter, snapshot_, ignored).values)
    values.push_back(
        Operand::view(snapshot_.postings(schema::facet_term(filter.facet, value)), 0.0F));
  return unite(values, Combine::best, snapshot_.columns().last());
}

double leaf_weight(const Leaf& leaf, const Snapshot& snapshot) {
  double weight = 0;
  for (const TermGroup& group : leaf.groups)
    weight += unit_weight(*group_postings(group, "", snapshot), snapshot);
  return weight;
}

}  // namespace pilcrow::internal
