#include "corpus/zipf.h"

#include <numeric>

namespace pilcrow::bench {

Zipf::Zipf(std::size_t ranks, double shift) : keep_(ranks), alias_(ranks) {
  for (std::size_t rank = 0; rank < ranks; ++rank)
    keep_[rank] = 1.0 / (static_cast<double>(rank) + shift);
  const double scale =
      static_cast<double>(ranks) / std::accumulate(keep_.begin(), keep_.end(), 0.0);
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    keep_[rank] *= scale;
    alias_[rank] = static_cast<std::uint32_t>(rank);
    (keep_[rank] < 1 ? small : large).push_back(static_cast<std::uint32_t>(rank));
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t poor = small.back();
    const std::uint32_t rich = large.back();
    small.pop_back();
    alias_[poor] = rich;
    keep_[rich] -= 1 - keep_[poor];
    if (keep_[rich] < 1) {
      large.pop_back();
      small.push_back(rich);
    }
  }
}

}  // namespace pilcrow::bench
