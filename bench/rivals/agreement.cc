#include "rivals/agreement.h"

#include <algorithm>

namespace pilcrow::bench {
namespace {

double common_share(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer == 0) return 1;
  const auto common = std::count_if(a.begin(), a.end(), [&b](std::uint32_t id) {
    return std::find(b.begin(), b.end(), id) != b.end();
  });
  return static_cast<double>(common) / static_cast<double>(longer);
}

}  // namespace

Agreement compare_answers(const RivalRun& first, const RivalRun& second) {
  Agreement agreement;
  agreement.queries = std::min(first.answers.size(), second.answers.size());
  if (agreement.queries == 0) return agreement;
  double equal = 0;
  double sum_first = 0;
  double sum_second = 0;
  for (std::size_t q = 0; q < agreement.queries; ++q) {
    const RivalAnswer& a = first.answers[q];
    const RivalAnswer& b = second.answers[q];
    agreement.top_in_common += common_share(a.top, b.top);
    if (a.total < 0 || b.total < 0) continue;
    agreement.has_totals = true;
    equal += a.total == b.total ? 1 : 0;
    sum_first += static_cast<double>(a.total);
    sum_second += static_cast<double>(b.total);
  }
  const auto count = static_cast<double>(agreement.queries);
  agreement.top_in_common /= count;
  agreement.equal_totals = equal / count;
  agreement.totals_ratio = sum_first > 0 ? sum_second / sum_first : 0;
  return agreement;
}

}  // namespace pilcrow::bench
