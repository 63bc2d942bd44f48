#pragma once

#include <cstdint>
#include <vector>

namespace pilcrow::bench {

/// Two ways to ask whether two rankings of the same queries differ by more than chance (Smucker,
/// Allan, Carterette 2007). Two-sided p values; 1 where nothing differs.
struct Significance {
  double randomization = 1;  ///< Fisher's test, 10,000 seeded sign flips
  double t_test = 1;         ///< Student's paired t
};

/// `a[i]` and `b[i]` are figures of the same query. Both have the same size.
Significance compare_paired(const std::vector<double>& a, const std::vector<double>& b,
                            std::uint64_t seed = 1);

}  // namespace pilcrow::bench
