#include "text/edit_distance.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace pilcrow::internal {

int edit_distance(std::u32string_view a, std::u32string_view b, int bound) {
  const auto difference =
      static_cast<std::ptrdiff_t>(a.size()) - static_cast<std::ptrdiff_t>(b.size());
  if (difference > bound || -difference > bound) return bound + 1;
  // Three rows of the table, kept from call to call.
  thread_local std::vector<int> before;
  thread_local std::vector<int> previous;
  thread_local std::vector<int> current;
  for (auto* row : {&before, &previous, &current})
    row->assign(b.size() + 1, 0);
  for (std::size_t j = 0; j <= b.size(); ++j)
    previous[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = static_cast<int>(i);
    int best = current[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({substitution, previous[j] + 1, current[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before[j - 2] + 1);
      best = std::min(best, current[j]);
    }
    if (best > bound) return bound + 1;
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return std::min(previous[b.size()], bound + 1);
}

}  // namespace pilcrow::internal
