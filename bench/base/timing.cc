#include "base/timing.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>

namespace pilcrow::bench {

double ThreadStopwatch::now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

Summary summarize(std::vector<double> values) {
  Summary summary{.count = values.size()};
  if (values.empty()) return summary;
  std::sort(values.begin(), values.end());
  const auto percentile = [&values](double share) {
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    return values[std::max<std::size_t>(static_cast<std::size_t>(rank), 1) - 1];
  };
  summary.mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  summary.p50 = percentile(0.50);
  summary.p90 = percentile(0.90);
  summary.p99 = percentile(0.99);
  summary.max = values.back();
  return summary;
}

std::vector<double> flatten(const Rounds& rounds) {
  std::vector<double> all;
  for (const auto& round : rounds)
    all.insert(all.end(), round.begin(), round.end());
  return all;
}

double mean_of_best(const Rounds& rounds) {
  if (rounds.empty() || rounds.front().empty()) return 0;
  double sum = 0;
  std::size_t queries = 0;
  for (std::size_t query = 0; query < rounds.front().size(); ++query) {
    double best = rounds.front()[query];
    for (const auto& round : rounds)
      if (query < round.size()) best = std::min(best, round[query]);
    sum += best;
    ++queries;
  }
  return sum / static_cast<double>(queries);
}

}  // namespace pilcrow::bench
