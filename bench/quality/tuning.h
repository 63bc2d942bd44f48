#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pilcrow/ranking.h"
#include "quality/collection.h"

namespace pilcrow::bench {

/// One weight of the ranking that can be set by name.
struct Weight {
  std::string name;
  float RankingWeights::*member;
  std::vector<float> grid;  ///< what tuning tries
};

const std::vector<Weight>& weights();

/// "context=0.5" into `weights`; throws UsageError for another name or no number.
void set_weight(RankingWeights& weights, const std::string& assignment);

/// How a tuning was held apart from what it is judged by.
struct HeldOut {
  std::string name;  ///< of a fold ("2 of 5") or collection
  RankingWeights chosen;
  double with_chosen = 0;    ///< nDCG@10 of what was held out, mean over its collections
  double with_defaults = 0;  ///< the same with the weights as they are
};

/// Chooses weights by coordinate descent on the mean nDCG@10 over collections, each collection
/// counting alike, and judges them by what was held out.
class Tuning {
 public:
  /// The searcher of each index is opened once; both live as long as this.
  Tuning(const std::vector<Collection>& collections,
         const std::vector<std::filesystem::path>& indexes);
  ~Tuning();

  /// Query i of each collection belongs to fold i mod `folds`.
  std::vector<HeldOut> by_folds(std::size_t folds);
  /// Each collection held out in turn.
  std::vector<HeldOut> by_collection();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow::bench
