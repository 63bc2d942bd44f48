#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pilcrow/searcher.h"
#include "quality/collection.h"
#include "quality/configurations.h"
#include "quality/exact_ranking.h"
#include "quality/measures.h"

namespace pilcrow::bench {

/// What one configuration did on one collection; the vectors go by query.
struct Evaluation {
  std::string configuration;
  std::vector<std::vector<std::string>> rankings;  ///< document ids, best first
  std::vector<Measures> measures;
};

/// Documents are ranked by their best paragraph, `depth` of them.
class Evaluator {
 public:
  Evaluator(const Collection& collection, const std::filesystem::path& index, std::size_t depth)
      : collection_(collection), index_(index), searcher_(index), depth_(depth) {}

  /// Through the public searcher.
  [[nodiscard]] Evaluation ask(const Configuration& configuration,
                               const RankingWeights& weights = {}) const;
  /// By brute force.
  [[nodiscard]] Evaluation score(Precision precision);

  [[nodiscard]] const Searcher& searcher() const { return searcher_; }

 private:
  template <typename Rank>
  Evaluation evaluate(std::string name, const Rank& rank) const;

  const Collection& collection_;
  std::filesystem::path index_;
  Searcher searcher_;
  std::size_t depth_;
  std::unique_ptr<ExactRanking> exact_;
};

/// Builds the index of a collection: one document for each record, everything else by default.
void index_collection(const Collection& collection, const std::filesystem::path& index,
                      const std::string& language);

}  // namespace pilcrow::bench
