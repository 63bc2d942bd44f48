#pragma once

#include <span>
#include <utility>
#include <vector>

#include "search/deadline.h"
#include "search/dense_intersection.h"
#include "search/operand.h"
#include "search/plan.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// What a query matches before its filters: an operand, the union of several, or what several have
/// in common.
struct Matches {
  Operand operand{};
  /// Of a bag with match any and of a union: its parts, whose scores add up. Where there are any,
  /// `operand` is empty.
  std::vector<Operand> parts{};
  /// Dense lists, all of which hold what matches. Where there are any, the others are empty.
  std::vector<Operand> common{};
  const Deadline* deadline = nullptr;  ///< that of the search, for whoever walks through them

  /// Not less than how many there are.
  [[nodiscard]] std::size_t most() const {
    std::size_t sum = operand.size();
    for (const Operand& part : parts)
      sum += part.size();
    return common.empty() ? sum : common.front().size();
  }

  /// Throws where the search is over before its end.
  void check() const {
    if (deadline != nullptr) deadline->check();
  }
};

/// Some matches: docids ascending, scores (where they are wanted), and with match any (where asked
/// for) how many of the parts each holds.
struct MatchBatch {
  std::span<const DocId> docids;
  std::span<const float> scores;
  std::span<const std::uint16_t> hits;
};

/// What is wanted of each match beside its docid.
enum class MatchDetail { none, scores, scores_and_hits };

/// Calls visit(MatchBatch) for all matches in the order of docids.
template <typename Visit>
void for_each_batch(const Matches& matches, MatchDetail detail, Visit visit) {
  const bool with_scores = detail != MatchDetail::none;
  if (!matches.parts.empty()) {
    UnionWalker walker(matches.parts, with_scores ? Combine::add : Combine::none,
                       detail == MatchDetail::scores_and_hits);
    while (walker.next()) {
      matches.check();
      visit(MatchBatch{walker.docids(), walker.scores(), walker.hits()});
    }
    return;
  }
  if (!matches.common.empty()) {
    DenseIntersectionWalker walker(matches.common, with_scores);
    while (walker.next()) {
      matches.check();
      visit(MatchBatch{walker.docids(), walker.scores(), {}});
    }
    return;
  }
  constexpr std::size_t kBatch = UnionWalker::kWindow;
  const Operand& operand = matches.operand;
  std::vector<float> scores;
  for (std::size_t begin = 0; begin < operand.size(); begin += kBatch) {
    matches.check();
    const std::size_t end = std::min(operand.size(), begin + kBatch);
    scores.clear();
    if (with_scores)
      operand.for_each(begin, end, [&scores](DocId, float score) { scores.push_back(score); });
    visit(MatchBatch{{operand.docids() + begin, end - begin}, scores, {}});
  }
}

/// Evaluates plans over one snapshot.
class Evaluator {
 public:
  /// `best`: where it is not 0, matches that are not among so many with the highest scores may be
  /// left out.
  Evaluator(const Plan& plan, const Snapshot& snapshot, const Deadline& deadline,
            std::size_t best = 0)
      : plan_(plan), snapshot_(snapshot), deadline_(deadline), best_(best) {}

  /// `match`: how bags combine, `all` or `any`.
  Matches evaluate(Match match);

 private:
  std::vector<Operand> common_lists(const PlanNode& node);
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
  std::size_t best_;
  Match match_ = Match::all;
};

/// The inverse document frequencies by which a leaf's groups count, added up: its weight in
/// snippets.
double leaf_weight(const Leaf& leaf, const Snapshot& snapshot);

}  // namespace pilcrow::internal
