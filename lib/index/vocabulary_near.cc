// Which words of a vocabulary are a few edits away from another.

#include <algorithm>
#include <limits>

#include "index/vocabulary.h"
#include "text/utf8.h"

namespace pilcrow::internal {

namespace {

// The table of distances between a wanted word and one word after another. Words that begin alike
// share the rows of their beginnings, so that a sorted list is walked like a trie.
class DistanceTable {
 public:
  DistanceTable(std::u32string_view wanted, int edits)
      : wanted_(wanted), edits_(edits), width_(wanted.size() + 1), rows_(width_) {
    for (std::size_t j = 0; j < width_; ++j)
      rows_[j] = static_cast<int>(std::min(j, static_cast<std::size_t>(edits) + 1));
  }

  /// The distance to a word whose first `shared` bytes are those of the word before; more than
  /// `edits` where it is larger.
  int to(std::string_view word, std::size_t shared) {
    while (!points_.empty() && points_.back().end > shared)
      points_.pop_back();
    std::size_t at = points_.empty() ? 0 : points_.back().end;
    while (at < word.size() && !is_hopeless()) {
      const std::int32_t point = next_code_point(word, at);
      points_.push_back({point < 0 ? kReplacement : static_cast<char32_t>(point), at});
      add_row();
    }
    const std::size_t longer = std::max(points_.size() + 1, width_);
    const std::size_t shorter = std::min(points_.size() + 1, width_);
    const bool near = !is_hopeless() && longer - shorter <= static_cast<std::size_t>(edits_);
    return near ? row(points_.size())[width_ - 1] : edits_ + 1;
  }

  /// No word that has the first `hopeless_bytes()` bytes of the last one is near enough.
  [[nodiscard]] bool is_hopeless() const { return !points_.empty() && points_.back().hopeless; }
  [[nodiscard]] std::size_t hopeless_bytes() const { return points_.back().end; }

 private:
  struct Point {
    char32_t code = 0;
    std::size_t end = 0;  // in bytes
    bool hopeless = false;
  };

  static constexpr char32_t kReplacement = 0xFFFD;  // as `to_code_points`

  int* row(std::size_t depth) { return rows_.data() + depth * width_; }

  [[nodiscard]] bool equal(std::size_t depth, std::size_t j) const {
    return points_[depth - 1].code == wanted_[j - 1];
  }

  // The row of the last point, within a band around the diagonal and a cell on each side of it:
  // outside of these nothing is near enough.
  void add_row() {
    const std::size_t depth = points_.size();
    if (rows_.size() < (depth + 1) * width_) rows_.resize((depth + 1) * width_);
    const int far = edits_ + 1;
    const auto band = static_cast<std::size_t>(edits_);
    const std::size_t first = depth > band ? depth - band : 0;
    const std::size_t last = std::min(width_ - 1, depth + band);
    int* const current = row(depth);
    if (first >= 1 && first <= width_) current[first - 1] = far;
    if (last + 1 < width_) current[last + 1] = far;
    int best = far;
    for (std::size_t j = first; j <= last; ++j) {
      current[j] = std::min(cell(depth, j), far);
      best = std::min(best, current[j]);
    }
    points_.back().hopeless = best == far;
  }

  int cell(std::size_t depth, std::size_t j) {
    if (j == 0) return static_cast<int>(depth);
    const int* const current = row(depth);
    const int* const previous = row(depth - 1);
    int distance = std::min(
        {previous[j - 1] + (equal(depth, j) ? 0 : 1), previous[j] + 1, current[j - 1] + 1});
    if (depth > 1 && j > 1 && equal(depth, j - 1) && equal(depth - 1, j))
      distance = std::min(distance, row(depth - 2)[j - 2] + 1);
    return distance;
  }

  std::u32string_view wanted_;
  int edits_;
  std::size_t width_;
  std::vector<int> rows_;  // of the empty beginning, and of each further point
  std::vector<Point> points_;
};

}  // namespace

const std::vector<std::uint8_t>& Vocabulary::shared_beginnings() const {
  std::call_once(shared_made_, [this] {
    constexpr std::ptrdiff_t kMost = std::numeric_limits<std::uint8_t>::max();
    shared_.assign(entries_.size(), 0);
    for (std::size_t i = 1; i < entries_.size(); ++i) {
      const std::string_view before = folded(entries_[i - 1]);
      const std::string_view here = folded(entries_[i]);
      const auto end = std::mismatch(before.begin(), before.end(), here.begin(), here.end()).first;
      shared_[i] = static_cast<std::uint8_t>(std::min(end - before.begin(), kMost));
    }
  });
  return shared_;
}

std::vector<Vocabulary::Neighbor> Vocabulary::find_near(std::u32string_view wanted,
                                                        int edits) const {
  const std::vector<std::uint8_t>& shared = shared_beginnings();
  const auto size = static_cast<int>(std::min<std::size_t>(wanted.size(), 255));
  std::vector<Neighbor> found;
  DistanceTable table(wanted, edits);
  std::size_t with_last = 0;  // bytes shared with the word that the table saw last
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    with_last = std::min<std::size_t>(with_last, shared[i]);
    if (table.is_hopeless() && with_last >= table.hopeless_bytes()) continue;
    const int points = entries_[i].points;
    if (points > size + edits || size > points + edits) continue;
    const int distance = table.to(folded(entries_[i]), with_last);
    with_last = std::numeric_limits<std::size_t>::max();
    if (distance <= edits) found.push_back({i, distance});
  }
  return found;
}

std::vector<Vocabulary::Neighbor> Vocabulary::near(std::u32string_view folded, int edits) const {
  constexpr std::size_t kMostKept = 1000;  // neighbors of one word
  const std::u32string key = std::u32string(folded) + static_cast<char32_t>(edits);
  if (const auto known = neighbors_.find(key)) return *known;
  std::vector<Neighbor> found = find_near(folded, edits);
  if (found.size() <= kMostKept)
    neighbors_.insert(key, std::make_shared<const std::vector<Neighbor>>(found));
  return found;
}

}  // namespace pilcrow::internal
