#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "search/operand.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Ends a search that takes too long: checked between and inside the steps of its evaluation.
class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds limit)
      : at_(limit.count() > 0 ? std::optional(std::chrono::steady_clock::now() + limit)
                              : std::nullopt) {}
  /// Throws `timeout` where the time is over.
  void check() const;

 private:
  std::optional<std::chrono::steady_clock::time_point> at_;
};

/// What a query matches before its filters.
struct Matches {
  Operand operand;
  /// Of a bag with match any: for each match how many of the bag's parts it holds.
  std::vector<std::uint16_t> hits;
  std::uint16_t parts = 0;  ///< how many the bag has; 0: `hits` is not filled
};

/// Evaluates plans over one snapshot.
class Evaluator {
 public:
  Evaluator(const Plan& plan, const Snapshot& snapshot, const Deadline& deadline)
      : plan_(plan), snapshot_(snapshot), deadline_(deadline) {}

  /// `match`: how bags combine, `all` or `any`.
  Matches evaluate(Match match);

 private:
  Operand node(const PlanNode& node);
  Operand all_of(const PlanNode& node);
  Operand any_of(const PlanNode& node);
  Operand any_of_bag(const PlanNode& node);
  Operand leaf(const Leaf& leaf);
  Operand facet(const FacetFilter& filter);
  Operand everything() const;

  const Plan& plan_;
  const Snapshot& snapshot_;
  const Deadline& deadline_;
  Match match_ = Match::all;
};

/// The inverse document frequencies by which a leaf's groups count, added up: its weight in
/// snippets.
double leaf_weight(const Leaf& leaf, const Snapshot& snapshot);

}  // namespace pilcrow::internal
