#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "index/forward_column.h"

namespace pilcrow::internal {

/// The runs of four letters that the words of an index hold, its ends marked: "_wat", "wate",
/// "ater", "ter_" for water. Words that share runs are related, whatever joins or parts them: a
/// compound and its parts, forms that no stemmer brings together, a misspelling. (McNamee,
/// Mayfield: Character n-gram tokenization for European language text retrieval, 2004.)
///
/// Runs are numbered by a hash; two that fall together count as one. Han, Kana and Hangul have
/// none, nor have, in a vocabulary of more than 100,000 forms, those that occur once. Made from a
/// forward column, immutable.
class LetterRuns {
 public:
  LetterRuns(const ForwardColumn& forward, std::uint64_t paragraphs);

  /// Appends the numbers of the runs of a word, as typed.
  void append_runs_of(std::string_view word, std::vector<std::uint32_t>& runs) const;

  /// The forms of the forward column that hold a run. None for a run that stands in half of the
  /// paragraphs or more: it tells nothing.
  [[nodiscard]] std::span<const std::uint32_t> forms_with(std::uint32_t run) const {
    return {forms_.data() + offsets_[run], forms_.data() + offsets_[run + std::size_t{1}]};
  }

  /// The inverse document frequency of a run, its occurrences standing in for paragraphs.
  [[nodiscard]] float weight(std::uint32_t run) const;

 private:
  std::uint64_t paragraphs_;
  std::uint32_t mask_;  // of a run's number
  std::vector<std::uint32_t> occurrences_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint32_t> forms_;
};

}  // namespace pilcrow::internal
