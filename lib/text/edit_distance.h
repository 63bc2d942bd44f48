#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// The table of edits (Levenshtein with transpositions of neighbors, over code points) between a
/// wanted word and another one, which is given point by point: words that begin alike share the
/// rows of their beginning.
class EditTable {
 public:
  /// `wanted` must outlive it. More than `most` edits are not told apart.
  EditTable(std::u32string_view wanted, int most);

  /// Appends a point to the other word; not where it is hopeless.
  void push(char32_t point);
  /// Takes off its last one.
  void pop() { points_.pop_back(); }
  [[nodiscard]] std::size_t size() const { return points_.size(); }

  /// No word that begins so is near enough.
  [[nodiscard]] bool hopeless() const { return !points_.empty() && points_.back().hopeless; }
  /// From the points so far; `most + 1` where it is larger.
  [[nodiscard]] int distance() const;

 private:
  struct Point {
    char32_t code = 0;
    bool hopeless = false;
  };

  [[nodiscard]] const int* row(std::size_t depth) const { return rows_.data() + depth * width_; }
  [[nodiscard]] bool equal(std::size_t depth, std::size_t j) const {
    return points_[depth - 1].code == wanted_[j - 1];
  }
  [[nodiscard]] int cell(std::size_t depth, std::size_t j) const;

  std::u32string_view wanted_;
  int most_;
  std::size_t width_;
  std::vector<int> rows_;  // of the empty beginning, and of each further point
  std::vector<Point> points_;
};

/// The edits between two words, or `bound + 1` where there are more.
int edit_distance(std::u32string_view a, std::u32string_view b, int bound);

}  // namespace pilcrow::internal
