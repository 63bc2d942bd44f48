#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "index/impact.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Marks of the forms of an index, kept by the thread and clean between its queries.
class FormMarks {
 public:
  explicit FormMarks(std::size_t forms);
  ~FormMarks();
  FormMarks(const FormMarks&) = delete;
  FormMarks& operator=(const FormMarks&) = delete;

  [[nodiscard]] std::uint32_t operator[](std::uint32_t form) const { return marks_[form]; }
  /// The mark of a form; one that has none gets `mark`.
  std::uint32_t mark(std::uint32_t form, std::uint32_t mark);

 private:
  std::vector<std::uint32_t>& marks_;
  std::vector<std::uint32_t> touched_;
};

/// Measures how much of the letters of a query's words stands in a paragraph: BM25 over runs of
/// letters (see LetterRuns). One at a time in a thread.
class Likeness {
 public:
  /// At most so many runs of a query take part, those that tell most.
  static constexpr std::size_t kMostRuns = 256;

  /// `words`: as typed.
  Likeness(const std::vector<std::string>& words, const Snapshot& snapshot);

  /// False where there is nothing to measure.
  [[nodiscard]] bool measures() const { return !weights_.empty(); }

  /// Of a paragraph's tokens; in units of inverse document frequency.
  [[nodiscard]] float of(std::span<const ForwardToken> tokens);

 private:
  using RunSet = std::array<std::uint64_t, kMostRuns / 64>;

  RankingConstants constants_;
  FormMarks marks_;                // 0, or 1 + the index of the form's runs
  std::vector<RunSet> form_runs_;  // which of the query's runs a form holds
  std::vector<float> weights_;     // of the query's runs
  std::array<std::uint16_t, kMostRuns> counts_{};
};

}  // namespace pilcrow::internal
