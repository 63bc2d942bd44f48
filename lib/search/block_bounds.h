#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "search/operand.h"

namespace pilcrow::internal {

/// Shows a collector a docid and its score, and gives the bound: docids that score less may be left
/// out from then on (below 0: none may).
using Offer = std::function<float(DocId id, float score)>;

/// The score to beat. Equal scores are told apart by docid, so what reaches it is not beaten; only
/// where it is 0 and docids ascend, the first ones win.
class Threshold {
 public:
  explicit Threshold(float least) : score_(least) {}
  void raise(float score) { score_ = std::max(score_, score); }
  /// To be called before docids come in another order.
  void expect_disorder() { ascending_ = false; }
  /// Whether nothing that is bounded so can be wanted. Bounds may be added up in another order than
  /// scores: a little more than what rounding can do is allowed for.
  [[nodiscard]] bool beats(float bound) const {
    return score_ >= 0 && bound * kRounding <= score_ && (score_ > 0 || ascending_);
  }
  [[nodiscard]] float score() const { return score_; }

 private:
  static constexpr float kRounding = 1.00001F;

  float score_;
  bool ascending_ = true;
};

/// A bound that about `wanted` of some bounds (by block) reach, those that promise most; more than
/// all of them where there are too few blocks for a choice.
float promising_bound(const std::vector<float>& bounds, std::size_t wanted);

/// How many blocks are best visited first where so many docids are wanted.
std::size_t promising_blocks(std::size_t room);

}  // namespace pilcrow::internal
