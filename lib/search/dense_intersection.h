#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/block_bounds.h"
#include "search/operand.h"

namespace pilcrow::internal {

/// True for a view of a dense list.
bool is_dense(const Operand& operand);

/// Walks through the docids that all of some dense lists hold, a window at a time: word by word of
/// their bitmaps. The operands must outlive it; scores add up in their order.
class DenseIntersectionWalker {
 public:
  static constexpr DocId kWindow = 4096;

  DenseIntersectionWalker(std::span<const Operand> operands, bool with_scores);

  /// Moves on to the next window that holds anything; false at the end.
  bool next();

  [[nodiscard]] std::span<const DocId> docids() const { return {docids_.data(), count_}; }
  [[nodiscard]] std::span<const float> scores() const {
    return {scores_.data(), with_scores_ ? count_ : 0};
  }

 private:
  std::span<const Operand> operands_;
  bool with_scores_;
  std::size_t word_ = 0;  // where the next window begins in the bitmaps
  std::size_t count_ = 0;
  std::array<DocId, kWindow> docids_;
  std::array<float, kWindow> scores_;
};

/// The score of a docid that all of some dense lists hold.
float score_in_all(std::span<const Operand> operands, DocId id);

/// Shows a collector the docids that all of some dense lists hold, in any order; but for blocks in
/// which the largest impacts do not add up to the bound.
void best_of_intersection(std::span<const Operand> operands, std::size_t room, const Offer& offer);

}  // namespace pilcrow::internal
