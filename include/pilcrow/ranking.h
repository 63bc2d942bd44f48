#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace pilcrow {

struct Hit;

/// A scoring function of the caller's own, e.g. a model: called once per search with the best hits
/// in their order, best first, with their texts. `scores` holds the score of each and takes the new
/// ones; hits are put in the order of these, ties as they were. It may be called from the thread of
/// any search at the same time. What it throws ends the search and reaches the caller unchanged; a
/// score that is not a number counts as the lowest.
using Rescorer = std::function<void(std::string_view query, std::span<const Hit> hits,
                                    std::span<double> scores)>;

/// How hits are put in order by relevance. The basis is BM25F over body, headings and title; the
/// rest looks at the best `kRescored` of these and puts them in a better order. None of it changes
/// which paragraphs match, totals or facet counts, and pages fit together: hits behind the first
/// `kRescored` keep the order of BM25F. With everything off (`plain()`) that is the whole order.
struct RankingOptions {
  /// Words of the query that stand close together and in its order count more.
  bool proximity = true;
  /// Words that hold a word of the query, or are part of one, count a little where a paragraph
  /// matches anyway (Wasserversorgung for Versorgung).
  bool related = true;
  /// Documents whose title holds words of the query come higher: their best paragraph in full,
  /// each further one half as much as the one before.
  bool title = true;
  /// Adds words that the best paragraphs share to the query (pseudo-relevance feedback), for the
  /// order only; `SearchResult::expansion` names them.
  bool expand = false;
  /// More than 0: the score of a paragraph is multiplied by 1 + 2^(−age / half-life), its age being
  /// counted in days from the newest paragraph among the best. Unknown dates count as old.
  double recency_half_life_days = 0;
  /// Gives the best `rescorer_limit` hits their final scores; null: none. Only with
  /// `Sort::relevance`.
  Rescorer rescorer{};
  std::size_t rescorer_limit = 100;

  /// BM25F alone.
  [[nodiscard]] static RankingOptions plain() {
    return {.proximity = false, .related = false, .title = false};
  }
};

/// So many of the best paragraphs are looked at again.
inline constexpr std::size_t kRescored = 300;

}  // namespace pilcrow
