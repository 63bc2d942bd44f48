// Which words of a vocabulary are a few edits away from another.

#include <algorithm>
#include <limits>

#include "index/vocabulary.h"
#include "text/edit_distance.h"
#include "text/utf8.h"

namespace pilcrow::internal {

namespace {

// Distances of one word after another from a wanted one. A sorted list of words is walked like a
// trie.
class TrieWalker {
 public:
  TrieWalker(std::u32string_view wanted, int edits) : table_(wanted, edits) {}

  /// The distance to a word whose first `shared` bytes are those of the word before.
  int distance_to(std::string_view word, std::size_t shared) {
    while (!ends_.empty() && ends_.back() > shared) {
      ends_.pop_back();
      table_.pop();
    }
    std::size_t at = ends_.empty() ? 0 : ends_.back();
    while (at < word.size() && !table_.hopeless()) {
      const std::int32_t point = next_code_point(word, at);
      table_.push(point < 0 ? kReplacement : static_cast<char32_t>(point));
      ends_.push_back(at);
    }
    return table_.distance();
  }

  /// True where no word that shares so many bytes with the last one is near enough.
  [[nodiscard]] bool is_hopeless(std::size_t shared) const {
    return table_.hopeless() && shared >= ends_.back();
  }

 private:
  static constexpr char32_t kReplacement = 0xFFFD;  // as `to_code_points`

  EditTable table_;
  std::vector<std::size_t> ends_;  // of the points in the table, in bytes
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
  TrieWalker walker(wanted, edits);
  std::size_t with_last = 0;  // bytes shared with the word that the walker saw last
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    with_last = std::min<std::size_t>(with_last, shared[i]);
    if (walker.is_hopeless(with_last)) continue;
    const int points = entries_[i].points;
    if (points > size + edits || size > points + edits) continue;
    const int distance = walker.distance_to(folded(entries_[i]), with_last);
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
