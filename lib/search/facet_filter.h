#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "index/columns.h"
#include "search/plan.h"

namespace pilcrow::internal {

/// What the filters say of a match: it passes them all, fails more than one facet (or is excluded),
/// or else the number of the one facet whose including filter it fails.
using Verdict = std::uint32_t;
inline constexpr Verdict kPasses = UINT32_MAX;
inline constexpr Verdict kFails = UINT32_MAX - 1;

/// A filter on one facet, by set of values.
class SetFilter {
 public:
  SetFilter(const PlanFilter& filter, const FacetColumn& column);

  [[nodiscard]] std::uint32_t facet() const { return facet_; }
  /// Whether a paragraph has one of the filter's values.
  [[nodiscard]] bool holds(DocId id) const {
    const std::uint32_t set = column_->set(id);
    if (words_ == 0) return accepted_[set] != 0;
    const std::uint64_t* mask = column_->masks().data() + set * stride_ + first_;
    std::uint64_t common = 0;
    for (std::size_t word = 0; word < words_; ++word)
      common |= mask[word] & wanted_[word];
    return common != 0;
  }

 private:
  void look_at_masks(const PlanFilter& filter);
  void look_at_sets(const PlanFilter& filter);

  std::uint32_t facet_;
  const FacetColumn* column_;
  // With masks: those words of them in which values are named.
  std::size_t stride_ = 0;
  std::size_t first_ = 0;
  std::size_t words_ = 0;
  std::array<std::uint64_t, FacetColumn::kMaskedValues / 64> wanted_{};
  std::vector<std::uint8_t> accepted_;  // by set, without masks
};

/// What the filters of a plan say of matches.
class FacetJudge {
 public:
  FacetJudge(const Plan& plan, const Columns& columns);

  [[nodiscard]] bool has_filters() const { return !including_.empty() || !excluding_.empty(); }
  /// Whether a facet has an including filter, which its own counts leave out.
  [[nodiscard]] bool includes(std::uint32_t facet) const;

  [[nodiscard]] bool passes(DocId id) const {
    for (const SetFilter& filter : excluding_)
      if (filter.holds(id)) return false;
    for (const SetFilter& filter : including_)
      if (!filter.holds(id)) return false;
    return true;
  }
  [[nodiscard]] Verdict verdict_on(DocId id) const;

 private:
  std::vector<SetFilter> including_;
  std::vector<SetFilter> excluding_;
};

}  // namespace pilcrow::internal
