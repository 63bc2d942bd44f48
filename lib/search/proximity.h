#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "index/forward_column.h"
#include "search/query_words.h"

namespace pilcrow::internal {

/// Measures how close together, and how much in the order of the query, the words of a query stand
/// in a paragraph. Each pair of words that follow one another in the query counts by how well its
/// occurrences in the text keep the distance that the words have in the query: a verbatim
/// occurrence in full, others by 1 / (1 + δ)², δ being the words between in excess; the wrong way
/// round costs as much as turning it takes. Pairs of characters that overlap in the query say
/// nothing of this kind and are passed over.
class Proximity {
 public:
  Proximity(const std::vector<QueryWord>& words, const ForwardColumn& forward);

  /// False where there is nothing to measure: fewer than two words.
  [[nodiscard]] bool measures() const { return total_ > 0; }

  /// Of a paragraph's tokens, others than the query's words may be missing: from 0 (nothing close)
  /// to 1 (the query stands there word for word).
  [[nodiscard]] float of(std::span<const ForwardToken> tokens);

 private:
  struct Occurrence {
    std::uint32_t position = 0;
    bool seen = false;
  };
  struct Pair {
    std::uint32_t distance = 1;  // in the query
    float weight = 0;
    float closeness = 0;
  };
  struct Entry {
    std::uint32_t term;
    std::uint32_t word;
  };

  void meet(std::uint32_t word, std::uint32_t position);
  void add(std::uint32_t pair, std::int64_t distance);

  std::vector<Entry> entries_;  // by term
  std::uint64_t mask_ = 0;      // bit (term mod 64) is set where an entry has such a term
  std::vector<Pair> pairs_;     // pair i: words i and i + 1
  std::vector<Occurrence> last_;
  float total_ = 0;
};

}  // namespace pilcrow::internal
