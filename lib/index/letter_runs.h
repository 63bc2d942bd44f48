#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "index/checked_blocks.h"
#include "index/forward_column.h"

namespace pilcrow::internal {

/// The runs of four letters that the words of an index hold, its ends marked: "_wat", "wate",
/// "ater", "ter_" for water. Words that share runs are related, whatever joins or parts them: a
/// compound and its parts, forms that no stemmer brings together, a misspelling. (McNamee,
/// Mayfield: Character n-gram tokenization for European language text retrieval, 2004.)
///
/// Runs are numbered by a hash; two that fall together count as one. Han, Kana and Hangul have
/// none, nor have, in a vocabulary of more than 100,000 forms, those that occur once. Belongs to a
/// forward column; immutable.
class LetterRuns {
 public:
  /// What is looked up, by run.
  struct Tables {
    std::span<const std::uint32_t> occurrences;  ///< of all forms with the run; a power of two
    std::span<const std::uint32_t> offsets;      ///< into `forms`, one more than runs
    std::span<const std::uint32_t> forms;
  };

  /// Makes them.
  LetterRuns(const ForwardColumn& forward, std::uint64_t paragraphs);
  /// What was made once of a column with so many forms; the tables must outlive it. `unchecked`:
  /// the blocks that hold them, where they were not looked through; what is found damaged later
  /// throws CacheDamaged.
  LetterRuns(const Tables& tables, std::uint64_t paragraphs, std::uint32_t form_count,
             std::shared_ptr<const CheckedBlocks> unchecked);
  LetterRuns(const LetterRuns&) = delete;
  LetterRuns& operator=(const LetterRuns&) = delete;

  [[nodiscard]] const Tables& tables() const { return tables_; }
  /// True where tables may be those of a column with so many forms: nothing leads out of them.
  static bool consistent(const Tables& tables, std::uint32_t form_count);
  /// The part of that which can be told without looking at the numbers.
  static bool has_shape(const Tables& tables);

  /// Appends the numbers of the runs of a word, as typed.
  void append_runs_of(std::string_view word, std::vector<std::uint32_t>& runs) const;

  /// The forms of the forward column that hold a run. None for a run that stands in half of the
  /// paragraphs or more: it tells nothing.
  [[nodiscard]] std::span<const std::uint32_t> forms_with(std::uint32_t run) const;

  /// The inverse document frequency of a run, its occurrences standing in for paragraphs.
  [[nodiscard]] float weight(std::uint32_t run) const;

 private:
  std::uint64_t paragraphs_;
  std::uint32_t mask_;  // of a run's number
  std::vector<std::uint32_t> made_occurrences_;
  std::vector<std::uint32_t> made_offsets_;
  std::vector<std::uint32_t> made_forms_;
  Tables tables_;
  std::uint32_t form_count_;
  std::shared_ptr<const CheckedBlocks> unchecked_;
};

}  // namespace pilcrow::internal
