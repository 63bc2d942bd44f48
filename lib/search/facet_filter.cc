#include "search/facet_filter.h"

#include <algorithm>

namespace pilcrow::internal {

SetFilter::SetFilter(const PlanFilter& filter, const FacetColumn& column)
    : facet_(filter.facet), column_(&column) {
  if (!column.masks().empty()) look_at_masks(filter);
  if (words_ == 0) look_at_sets(filter);
}

void SetFilter::look_at_masks(const PlanFilter& filter) {
  stride_ = column_->mask_width();
  std::array<std::uint64_t, FacetColumn::kMaskedValues / 64> bits{};
  for (std::size_t ordinal = 0; ordinal < filter.accepted.size(); ++ordinal)
    if (filter.accepted[ordinal] != 0) bits[ordinal / 64] |= std::uint64_t{1} << (ordinal % 64);
  std::size_t end = stride_;
  while (first_ < end && bits[first_] == 0)
    ++first_;
  while (end > first_ && bits[end - 1] == 0)
    --end;
  words_ = end - first_;
  std::copy_n(bits.begin() + static_cast<std::ptrdiff_t>(first_), words_, wanted_.begin());
}

void SetFilter::look_at_sets(const PlanFilter& filter) {
  accepted_.resize(column_->set_count());
  if (std::none_of(filter.accepted.begin(), filter.accepted.end(),
                   [](std::uint8_t named) { return named != 0; }))
    return;
  for (std::uint32_t set = 0; set < accepted_.size(); ++set)
    for (const std::uint32_t ordinal : column_->members(set))
      if (filter.accepted[ordinal] != 0) accepted_[set] = 1;
}

FacetJudge::FacetJudge(const Plan& plan, const Columns& columns) {
  for (const PlanFilter& filter : plan.filters)
    (filter.exclude ? excluding_ : including_).emplace_back(filter, columns.facets()[filter.facet]);
}

bool FacetJudge::includes(std::uint32_t facet) const {
  return std::any_of(including_.begin(), including_.end(),
                     [facet](const SetFilter& filter) { return filter.facet() == facet; });
}

Verdict FacetJudge::verdict_on(DocId id) const {
  for (const SetFilter& filter : excluding_)
    if (filter.holds(id)) return kFails;
  Verdict verdict = kPasses;
  for (const SetFilter& filter : including_) {
    if (filter.holds(id)) continue;
    if (verdict != kPasses) return kFails;
    verdict = filter.facet();
  }
  return verdict;
}

}  // namespace pilcrow::internal
