#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "search/operand.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Ends a search that takes too long, or that nobody waits for any more: checked between and inside
/// the steps of its evaluation.
class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds limit, std::function<bool()> cancelled = {})
      : at_(limit.count() > 0 ? std::optional(std::chrono::steady_clock::now() + limit)
                              : std::nullopt),
        cancelled_(std::move(cancelled)) {}
  /// Throws `timeout` where the time is over, `cancelled` where the caller says so.
  void check() const;

 private:
  std::optional<std::chrono::steady_clock::time_point> at_;
  std::function<bool()> cancelled_;
};

/// What a query matches before its filters: an operand, or the union of several.
struct Matches {
  Operand operand{};
  /// Of a bag with match any and of a union: its parts, whose scores add up. Where there are any,
  /// `operand` is empty.
  std::vector<Operand> parts{};
  const Deadline* deadline = nullptr;  ///< that of the search, for whoever walks through them
};

/// Some matches: docids ascending, scores, and with match any (where asked for) how many of the
/// parts each holds.
struct MatchBatch {
  std::span<const DocId> docids;
  std::span<const float> scores;
  std::span<const std::uint16_t> hits;
};

/// Calls visit(MatchBatch) for all matches in the order of docids.
template <typename Visit>
void for_each_batch(const Matches& matches, bool with_hits, Visit visit) {
  if (!matches.parts.empty()) {
    UnionWalker walker(matches.parts, Combine::add, with_hits);
    while (walker.next()) {
      if (matches.deadline != nullptr) matches.deadline->check();
      visit(MatchBatch{walker.docids(), walker.scores(), walker.hits()});
    }
    return;
  }
  constexpr std::size_t kBatch = UnionWalker::kWindow;
  const Operand& operand = matches.operand;
  std::vector<float> scores;
  for (std::size_t begin = 0; begin < operand.size(); begin += kBatch) {
    if (matches.deadline != nullptr) matches.deadline->check();
    const std::size_t end = std::min(operand.size(), begin + kBatch);
    scores.clear();
    operand.for_each(begin, end, [&scores](DocId, float score) { scores.push_back(score); });
    visit(MatchBatch{{operand.docids() + begin, end - begin}, scores, {}});
  }
}

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
  std::vector<Operand> parts_of(const PlanNode& node);
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
