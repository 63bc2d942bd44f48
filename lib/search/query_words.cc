#include "search/query_words.h"

#include <algorithm>

#include "index/impact.h"
#include "search/leaf_evaluator.h"

namespace pilcrow::internal {

namespace {

class WordCollector {
 public:
  WordCollector(const Plan& plan, const Snapshot& snapshot) : plan_(plan), snapshot_(snapshot) {}

  std::vector<QueryWord> collect() {
    visit(plan_.root);
    return std::move(words_);
  }

 private:
  void visit(const PlanNode& node) {
    switch (node.kind) {
      case PlanKind::leaf:
        add(node);
        break;
      case PlanKind::alternatives:
        visit(node.children.front());
        break;
      case PlanKind::all_of:
      case PlanKind::any_of:
      case PlanKind::bag:
        for (const PlanNode& child : node.children)
          visit(child);
        break;
      case PlanKind::everything:
      case PlanKind::nothing:
      case PlanKind::negate:
      case PlanKind::facet:
        break;
    }
  }

  void add(const PlanNode& node) {
    const Leaf& leaf = plan_.leaves[node.leaf];
    if (leaf.field != Field::anywhere) return;
    for (std::size_t i = 0; i < leaf.groups.size() && words_.size() < kMostQueryWords; ++i) {
      auto list = group_postings(leaf.groups[i], "", snapshot_);
      if (list->docids.empty()) continue;
      const float weight = leaf.weight * unit_weight(*list, snapshot_);
      words_.push_back(
          {leaf.groups[i], node.position + static_cast<std::uint32_t>(i), weight, std::move(list)});
    }
  }

  const Plan& plan_;
  const Snapshot& snapshot_;
  std::vector<QueryWord> words_;
};

}  // namespace

std::vector<QueryWord> query_words(const Plan& plan, const Snapshot& snapshot) {
  return WordCollector(plan, snapshot).collect();
}

}  // namespace pilcrow::internal
