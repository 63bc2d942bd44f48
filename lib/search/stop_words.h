#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "index/forward_column.h"
#include "index/impact.h"
#include "search/leaf.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Scores the stop words of a query in the text of a paragraph, by BM25: they were left out of
/// matching, and their posting lists are not looked at.
class StopWords {
 public:
  StopWords(const std::vector<TermGroup>& words, const Snapshot& snapshot);

  /// False where there are none.
  [[nodiscard]] bool measures() const { return !words_.empty(); }

  /// Of the tokens of a paragraph of `length` words; others than the stop words may be missing.
  [[nodiscard]] float of(std::span<const ForwardToken> tokens, std::uint32_t length);

 private:
  struct CountedWord {
    std::uint32_t term = 0;
    std::uint32_t count = 0;
    float weight = 0;
  };

  RankingConstants constants_;
  std::vector<CountedWord> words_;
  std::uint64_t mask_ = 0;  // bit (term mod 64) is set where a word has such a term
};

}  // namespace pilcrow::internal
