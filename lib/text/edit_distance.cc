#include "text/edit_distance.h"

#include <algorithm>

namespace pilcrow::internal {

EditTable::EditTable(std::u32string_view wanted, int most)
    : wanted_(wanted), most_(most), width_(wanted.size() + 1), rows_(width_) {
  for (std::size_t j = 0; j < width_; ++j)
    rows_[j] = static_cast<int>(std::min(j, static_cast<std::size_t>(most) + 1));
}

// A row is filled within a band around the diagonal and a cell on each side of it: outside of these
// nothing is near enough.
void EditTable::push(char32_t point) {
  points_.push_back({point});
  const std::size_t depth = points_.size();
  if (rows_.size() < (depth + 1) * width_) rows_.resize((depth + 1) * width_);
  const int far = most_ + 1;
  const auto band = static_cast<std::size_t>(most_);
  const std::size_t first = depth > band ? depth - band : 0;
  const std::size_t last = std::min(width_ - 1, depth + band);
  int* const current = rows_.data() + depth * width_;
  if (first >= 1 && first <= width_) current[first - 1] = far;
  if (last + 1 < width_) current[last + 1] = far;
  int best = far;
  for (std::size_t j = first; j <= last; ++j) {
    current[j] = std::min(cell(depth, j), far);
    best = std::min(best, current[j]);
  }
  points_.back().hopeless = best == far;
}

int EditTable::cell(std::size_t depth, std::size_t j) const {
  if (j == 0) return static_cast<int>(depth);
  const int* const current = row(depth);
  const int* const previous = row(depth - 1);
  int edits =
      std::min({previous[j - 1] + (equal(depth, j) ? 0 : 1), previous[j] + 1, current[j - 1] + 1});
  if (depth > 1 && j > 1 && equal(depth, j - 1) && equal(depth - 1, j))
    edits = std::min(edits, row(depth - 2)[j - 2] + 1);
  return edits;
}

int EditTable::distance() const {
  const std::size_t longer = std::max(size() + 1, width_);
  const std::size_t shorter = std::min(size() + 1, width_);
  if (hopeless() || longer - shorter > static_cast<std::size_t>(most_)) return most_ + 1;
  return row(size())[width_ - 1];
}

int edit_distance(std::u32string_view a, std::u32string_view b, int bound) {
  const auto difference =
      static_cast<std::ptrdiff_t>(a.size()) - static_cast<std::ptrdiff_t>(b.size());
  if (difference > bound || -difference > bound) return bound + 1;
  EditTable table(b, bound);
  for (const char32_t point : a) {
    table.push(point);
    if (table.hopeless()) break;
  }
  return table.distance();
}

}  // namespace pilcrow::internal
