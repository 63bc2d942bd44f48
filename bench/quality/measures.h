#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace pilcrow::bench {

/// How good a ranking of documents is for one query; everything is in 0 to 1.
struct Measures {
  double ndcg10 = 0;     ///< gain 2^grade − 1, discount log2(rank + 1), ideal over all judged
  double map = 0;        ///< average precision over the whole ranking given
  double mrr10 = 0;      ///< 1 / rank of the first relevant among the first ten
  double recall100 = 0;  ///< share of the relevant among the first hundred
};

/// `ranking`: document ids, best first, each once. `grades`: at least one above 0.
Measures measure(const std::vector<std::string>& ranking, const std::map<std::string, int>& grades);

Measures mean_of(const std::vector<Measures>& all);

/// Share of the first `depth` of one ranking that is among the first `depth` of the other; of the
/// shorter one where it is shorter. 1 for two empty rankings.
double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b,
               std::size_t depth);

}  // namespace pilcrow::bench
