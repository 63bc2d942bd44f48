#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace pilcrow::bench {

/// Measures from its making on.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - begin_).count();
  }
  [[nodiscard]] double milliseconds() const { return seconds() * 1e3; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
};

/// Measures the processor time of the thread that uses it, from its making on: what other programs
/// on the machine take is not counted.
class ThreadStopwatch {
 public:
  [[nodiscard]] double seconds() const { return now() - begin_; }

 private:
  static double now();
  double begin_ = now();
};

/// What many measurements of one kind say together. In the unit of the measurements.
struct Summary {
  std::size_t count = 0;
  double mean = 0;
  double p50 = 0;
  double p90 = 0;
  double p99 = 0;
  double max = 0;
};

/// Percentiles are measured values: the smallest that at least so many percent do not exceed.
Summary summarize(std::vector<double> values);

/// Times of the same queries in several rounds, in milliseconds: rounds[r][query].
using Rounds = std::vector<std::vector<double>>;

/// All measurements in one row.
std::vector<double> flatten(const Rounds& rounds);

/// The mean over the queries of each query's quickest round: what is left when other programs
/// disturb the run.
double mean_of_best(const Rounds& rounds);

}  // namespace pilcrow::bench
