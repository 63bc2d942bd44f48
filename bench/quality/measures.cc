#include "quality/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace pilcrow::bench {
namespace {

double gain(int grade) {
  return std::exp2(grade) - 1;
}

double discount(std::size_t rank) {
  return 1 / std::log2(static_cast<double>(rank) + 1);
}

double ideal_dcg(const std::map<std::string, int>& grades, std::size_t depth) {
  std::vector<int> sorted;
  sorted.reserve(grades.size());
  for (const auto& [document, grade] : grades)
    sorted.push_back(grade);
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0;
  for (std::size_t rank = 1; rank <= std::min(depth, sorted.size()); ++rank)
    sum += gain(sorted[rank - 1]) * discount(rank);
  return sum;
}

}  // namespace

Measures measure(const std::vector<std::string>& ranking,
                 const std::map<std::string, int>& grades) {
  Measures result;
  const auto relevant = static_cast<double>(grades.size());
  double dcg = 0;
  double precisions = 0;
  double found = 0;
  for (std::size_t rank = 1; rank <= ranking.size(); ++rank) {
    const auto it = grades.find(ranking[rank - 1]);
    if (it == grades.end()) continue;
    ++found;
    precisions += found / static_cast<double>(rank);
    if (rank <= 10) dcg += gain(it->second) * discount(rank);
    if (rank <= 10 && found == 1) result.mrr10 = 1 / static_cast<double>(rank);
    if (rank <= 100) result.recall100 = found / relevant;
  }
  result.ndcg10 = dcg / ideal_dcg(grades, 10);
  result.map = precisions / relevant;
  return result;
}

Measures mean_of(const std::vector<Measures>& all) {
  Measures mean;
  if (all.empty()) return mean;
  for (const Measures& one : all) {
    mean.ndcg10 += one.ndcg10;
    mean.map += one.map;
    mean.mrr10 += one.mrr10;
    mean.recall100 += one.recall100;
  }
  const auto count = static_cast<double>(all.size());
  return {mean.ndcg10 / count, mean.map / count, mean.mrr10 / count, mean.recall100 / count};
}

double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b,
               std::size_t depth) {
  const std::size_t common_depth = std::min({depth, a.size(), b.size()});
  if (std::max(a.size(), b.size()) == 0) return 1;
  if (common_depth == 0) return 0;
  const auto end = [depth](const auto& ranking) {
    return ranking.begin() + static_cast<std::ptrdiff_t>(std::min(depth, ranking.size()));
  };
  const std::set<std::string> first(a.begin(), end(a));
  const auto common = std::count_if(b.begin(), end(b),
                                    [&first](const std::string& id) { return first.contains(id); });
  return static_cast<double>(common) / static_cast<double>(common_depth);
}

}  // namespace pilcrow::bench
