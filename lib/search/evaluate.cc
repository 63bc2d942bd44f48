#include "search/evaluate.h"

#include "index/schema.h"
#include "search/leaf_evaluator.h"

namespace pilcrow::internal {

Operand Evaluator::everything() const {
  return Operand::view(snapshot_.everything(), 0.0F);
}

Matches Evaluator::evaluate(Match match) {
  deadline_.check();
  match_ = match;
  const PlanNode& root = plan_.root;
  if (root.kind == PlanKind::any_of || (root.kind == PlanKind::bag && match == Match::any))
    if (std::vector<Operand> parts = parts_of(root); !parts.empty())
      return {.parts = std::move(parts), .deadline = &deadline_};
  if (root.kind == PlanKind::all_of || root.kind == PlanKind::bag)
    if (std::vector<Operand> lists = common_lists(root); !lists.empty())
      return {.common = std::move(lists), .deadline = &deadline_};
  if (root.kind == PlanKind::leaf)
    return {.operand = evaluate_leaf(plan_.leaves[root.leaf], snapshot_, deadline_, nullptr, best_),
            .deadline = &deadline_};
  return {.operand = node(root), .deadline = &deadline_};
}

// Of words that all have to be there, their lists, if all of these are dense; otherwise nothing.
std::vector<Operand> Evaluator::common_lists(const PlanNode& node) {
  std::vector<Operand> lists;
  for (const PlanNode& child : node.children) {
    if (child.kind != PlanKind::leaf || !is_word(plan_.leaves[child.leaf])) return {};
    lists.push_back(leaf(plan_.leaves[child.leaf]));
  }
  if (!prepare_dense_intersection(lists)) lists.clear();
  return lists;
}

// What a union is made of, without what is negated in a bag; nothing where nothing else is in it.
std::vector<Operand> Evaluator::parts_of(const PlanNode& node) {
  std::vector<Operand> parts;
  std::vector<Operand> gone;
  for (const PlanNode& child : node.children) {
    if (node.kind == PlanKind::bag && child.kind == PlanKind::negate)
      gone.push_back(this->node(child.children[0]));
    else
      parts.push_back(this->node(child));
  }
  if (gone.empty() || parts.empty()) return parts;
  const Operand all_gone = unite(gone, Combine::best);
  for (Operand& part : parts)
    part = subtract(part, all_gone);
  return parts;
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
  return unite(readings, Combine::best);
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
  return unite(parts_of(node), Combine::add);
}

// Within a bag, what is negated is taken away whatever the match.
Operand Evaluator::any_of_bag(const PlanNode& node) {
  const std::vector<Operand> parts = parts_of(node);
  return parts.empty() ? all_of(node) : unite(parts, Combine::add);
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
  return unite(values, Combine::best);
}

double leaf_weight(const Leaf& leaf, const Snapshot& snapshot) {
  double weight = 0;
  for (const TermGroup& group : leaf.groups)
    weight += unit_weight(*group_postings(group, "", snapshot), snapshot);
  return weight;
}

}  // namespace pilcrow::internal
