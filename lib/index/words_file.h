#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "index/files.h"
#include "index/forward_column.h"
#include "index/letter_runs.h"
#include "index/vocabulary.h"

namespace pilcrow::internal {

/// What the words of a generation are looked up in by their letters, kept beside the forward column
/// that it was made from. A cache: where the file is missing or damaged, or the column has changed
/// since, nothing is given, and the tables have to be made.
///
/// The file is mapped; the vocabulary and the letter runs are looked through when they are first
/// asked for, each for itself. Safe to use from several threads.
class WordsFile {
 public:
  WordsFile() = default;
  /// Nothing will be given where there is no such file. With `FileCheck::as_read` letter runs are
  /// looked at when they are used, which may throw CacheDamaged.
  explicit WordsFile(const std::filesystem::path& path, FileCheck check = FileCheck::whole);

  /// The bytes of the file for a column as it was read from its file, of so many paragraphs.
  static std::string encode(const ForwardColumn& forward, std::uint64_t paragraphs);

  /// Looks through the vocabulary now: for somebody who opens an index and has time.
  void look_through(const ForwardColumn& forward) const { (void)vocabulary(forward); }

  /// Null: to be made. What is given must not outlive the file and the column.
  [[nodiscard]] std::unique_ptr<const Vocabulary> vocabulary(const ForwardColumn& forward) const;
  [[nodiscard]] std::unique_ptr<const LetterRuns> letter_runs(const ForwardColumn& forward,
                                                              std::uint64_t paragraphs) const;

  /// True where the file holds what would be made of the column.
  [[nodiscard]] bool holds(const ForwardColumn& forward) const;

 private:
  struct Tables;

  /// Null where they are not to be used.
  [[nodiscard]] const Tables* words(const ForwardColumn& forward) const;

  struct State {
    MappedFile file;
    FileCheck check = FileCheck::whole;
    std::once_flag words_looked_through;
    std::shared_ptr<const Tables> words;  // null: not to be used
    std::once_flag runs_looked_through;
    bool runs_fit = false;
    std::shared_ptr<const CheckedBlocks> unchecked_runs;  // null: they were looked through
  };
  std::unique_ptr<State> state_ = std::make_unique<State>();
};

}  // namespace pilcrow::internal
