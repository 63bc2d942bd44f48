#include "quality/significance.h"

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "base/random.h"

namespace pilcrow::bench {
namespace {

constexpr int kFlips = 10'000;

// The regularized incomplete beta function by its continued fraction (Lentz's method).
double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incomplete_beta(b, a, 1 - x);
  constexpr double kTiny = 1e-300;
  const auto away_from_zero = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    fraction *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    fraction *= c * d;
    if (std::abs(c * d - 1) < 1e-12) break;
  }
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log(1 - x));
  return front * fraction / a;
}

double t_test(const std::vector<double>& differences) {
  const auto n = static_cast<double>(differences.size());
  if (n < 2) return 1;
  const double mean = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
  double squares = 0;
  for (const double difference : differences)
    squares += (difference - mean) * (difference - mean);
  const double variance = squares / (n - 1);
  if (variance == 0) return mean == 0 ? 1 : 0;
  const double t2 = mean * mean * n / variance;
  return incomplete_beta((n - 1) / 2, 0.5, (n - 1) / (n - 1 + t2));
}

double randomization_test(const std::vector<double>& differences, std::uint64_t seed) {
  const double seen = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
  Random random(seed);
  int as_large = 0;
  for (int flip = 0; flip < kFlips; ++flip) {
    double sum = 0;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (i % 64 == 0) bits = random.next();
      sum += (bits & 1U) != 0 ? differences[i] : -differences[i];
      bits >>= 1U;
    }
    if (std::abs(sum) >= seen - 1e-12) ++as_large;
  }
  // The arrangement seen counts as one of those possible.
  return (as_large + 1.0) / (kFlips + 1.0);
}

}  // namespace

Significance compare_paired(const std::vector<double>& a, const std::vector<double>& b,
                            std::uint64_t seed) {
  if (a.size() != b.size()) throw std::invalid_argument("paired figures of different queries");
  std::vector<double> differences;
  differences.reserve(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    differences.push_back(b[i] - a[i]);
  return {randomization_test(differences, seed), t_test(differences)};
}

}  // namespace pilcrow::bench
