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

/// How much the parts of an order count. The defaults were chosen on collections in several
/// languages (bench/NOTES.md says how) and may change from version to version.
struct RankingWeights {
  float proximity = 0.3F;   ///< share of the basis where the query stands word for word
  float related = 0.15F;    ///< runs of letters shared with the words of the query
  float characters = 0.3F;  ///< the single Han characters of a pair
  float context = 0.15F;    ///< what the rest of the document holds of the query
  float stop_words = 0.3F;  ///< the query's stop words where they stand in the text
  float title = 2;
  float title_decay = 0.5F;             ///< for each further paragraph of a document
  float expansion = 3;                  ///< of all added words together, for each word of the query
  std::size_t expansion_examples = 40;  ///< paragraphs that words are taken from
  std::size_t expansion_terms = 30;     ///< words that are taken
  std::size_t expansion_kept = 3;       ///< first hits that stay in front of what the words bring
};

/// How hits are put in order by relevance. The basis is BM25F over body, headings and title; the
/// rest looks at the best `kRescored` of these and puts them in a better order. None of it changes
/// which paragraphs match, totals or facet counts, and pages fit together: hits behind the first
/// `kRescored` keep the order of BM25F. With everything off (`plain()`) that is the whole order.
struct RankingOptions {
  /// Words of the query that stand close together and in its order count more.
  bool proximity = true;
  /// Words that share runs of letters with a word of the query count a little where a paragraph
  /// matches anyway: Wasserversorgung for Versorgung, forms that no stemmer joins, misspellings.
  bool related = true;
  /// Documents whose title holds words of the query come higher: their best paragraph in full,
  /// each further one half as much as the one before.
  bool title = true;
  /// Paragraphs of a document that holds the words of the query elsewhere too come higher.
  bool context = true;
  /// Stop words, which match nothing by themselves, count a little where they stand in the text.
  bool stop_words = true;
  /// Adds words that the best paragraphs share to the query (pseudo-relevance feedback), for the
  /// order only; `SearchResult::expansion` names them. The first three hits keep their places.
  bool expand = false;
  /// More than 0: the score of a paragraph is multiplied by 1 + 2^(−age / half-life), its age being
  /// counted in days from the newest paragraph among the best. Unknown dates count as old.
  double recency_half_life_days = 0;
  /// Gives the best `rescorer_limit` hits their final scores; null: none. Only with
  /// `Sort::relevance`.
  Rescorer rescorer{};
  std::size_t rescorer_limit = 100;
  RankingWeights weights{};

  /// BM25F alone.
  [[nodiscard]] static RankingOptions plain() {
    return {.proximity = false,
            .related = false,
            .title = false,
            .context = false,
            .stop_words = false};
  }
};

/// So many of the best paragraphs are looked at again.
inline constexpr std::size_t kRescored = 200;

}  // namespace pilcrow
