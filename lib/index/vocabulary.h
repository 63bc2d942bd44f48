#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/forward_column.h"
#include "index/keyed_cache.h"

namespace pilcrow::internal {

/// A word of the index, folded (as `fold_word` does), with one of the terms it became.
struct VocabularyWord {
  std::string_view folded;
  std::uint32_t term = 0;  ///< number in the forward column
  std::uint64_t occurrences = 0;
};

/// The same as it is stored; the folded words stand in one text.
struct VocabularyEntry {
  std::uint32_t begin = 0;  ///< into the text
  std::uint32_t term = 0;
  std::uint32_t occurrences = 0;
  std::uint32_t form = 0;  ///< the most frequent of its forms
  std::uint16_t length = 0;
  std::uint8_t points = 0;  ///< code points, 255 for more
  std::uint8_t unused = 0;
};

/// The words of an index in the order of their folded forms: what prefixes, fuzzy words and
/// suggestions are looked up in. Belongs to a forward column, which must outlive it; immutable.
class Vocabulary {
 public:
  /// Makes it.
  explicit Vocabulary(const ForwardColumn& forward);
  /// What was made once, as `entries` and `text` gave it; both must outlive it.
  Vocabulary(const ForwardColumn& forward, std::span<const VocabularyEntry> entries,
             std::string_view text);
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  [[nodiscard]] std::span<const VocabularyEntry> entries() const { return entries_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  /// True where no entry leads out of the text or of the forward column.
  [[nodiscard]] bool consistent() const;

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] VocabularyWord word(std::size_t i) const;
  /// The word in its most frequent spelling, with its capitals and accents.
  [[nodiscard]] std::string_view surface(std::size_t i) const;

  /// The words [first, last) that begin with a folded prefix.
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  [[nodiscard]] Range with_prefix(std::string_view prefix) const;

  /// A word that is some edits away from another.
  struct Neighbor {
    std::size_t word = 0;
    int edits = 0;
  };
  /// All words within `edits` edits (as `edit_distance` counts them) of a folded word, in their
  /// order. Kept for some time: a query is asked again for each page and each facet that somebody
  /// ticks. Thread-safe.
  [[nodiscard]] std::vector<Neighbor> near(std::u32string_view folded, int edits) const;

 private:
  void add(std::string_view surface, std::uint32_t term, std::uint32_t form,
           std::uint32_t occurrences);
  void sort_entries();
  void merge_forms();
  [[nodiscard]] std::string_view folded(const VocabularyEntry& entry) const {
    return text_.substr(entry.begin, entry.length);
  }
  [[nodiscard]] std::vector<Neighbor> find_near(std::u32string_view wanted, int edits) const;
  /// By word: how many bytes of its beginning the word before it has as well, at most 255.
  [[nodiscard]] const std::vector<std::uint8_t>& shared_beginnings() const;

  const ForwardColumn& forward_;
  std::string made_text_;
  std::vector<VocabularyEntry> made_entries_;
  std::string_view text_;
  std::span<const VocabularyEntry> entries_;

  mutable std::once_flag shared_made_;
  mutable std::vector<std::uint8_t> shared_;
  static constexpr std::size_t kMostWordsKept = 1000;
  // By word, and the number of edits behind it.
  mutable KeyedCache<std::u32string, std::vector<Neighbor>> neighbors_{kMostWordsKept};
};

}  // namespace pilcrow::internal
