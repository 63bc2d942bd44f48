#include "search/block_bounds.h"

#include <array>
#include <cstdint>
#include <limits>

namespace pilcrow::internal {

float promising_bound(const std::vector<float>& bounds, std::size_t wanted) {
  const auto highest = std::max_element(bounds.begin(), bounds.end());
  if (highest == bounds.end() || !(*highest > 0) || bounds.size() < 4 * wanted)
    return std::numeric_limits<float>::infinity();
  constexpr std::size_t kSteps = 64;
  std::array<std::uint32_t, kSteps + 1> counts{};
  const float scale = static_cast<float>(kSteps) / *highest;
  for (const float bound : bounds)
    ++counts[std::min(kSteps, static_cast<std::size_t>(std::max(bound, 0.0F) * scale))];
  std::size_t step = kSteps;
  std::size_t sum = counts.back();
  while (step > 1 && sum < wanted)
    sum += counts[--step];
  return static_cast<float>(step) / scale;
}

std::size_t promising_blocks(std::size_t room) {
  constexpr std::size_t kLeast = 8;
  constexpr std::size_t kShare = 4;
  return kLeast + room / kShare;
}

}  // namespace pilcrow::internal
