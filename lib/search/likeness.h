#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "index/impact.h"
#include "search/form_marks.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Measures how much of the letters of a query's words stands in a paragraph: BM25 over runs of
/// letters (see LetterRuns).
class Likeness {
 public:
  /// At most so many runs of a query take part, those that tell most.
  static constexpr std::size_t kMostRuns = 256;

  /// `words`: as typed. Marks the forms that hold one of their runs; `marks` outlives this.
  Likeness(const std::vector<std::string>& words, FormMarks& marks, const Snapshot& snapshot);

  /// False where there is nothing to measure.
  [[nodiscard]] bool measures() const { return !weights_.empty(); }

  /// Of the marked tokens of a paragraph of `length` words; in units of inverse document frequency.
  [[nodiscard]] float of(std::span<const ForwardToken> tokens, std::uint32_t length);

 private:
  using RunSet = std::array<std::uint64_t, kMostRuns / 64>;

  RankingConstants constants_;
  const FormMarks& marks_;         // 0, or 1 + the index of the form's runs
  std::vector<RunSet> form_runs_;  // which of the query's runs a form holds
  std::vector<float> weights_;     // of the query's runs
  std::array<std::uint16_t, kMostRuns> counts_{};
};

}  // namespace pilcrow::internal
