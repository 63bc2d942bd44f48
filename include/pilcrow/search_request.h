#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/export.h"
#include "pilcrow/ranking.h"
#include "pilcrow/tag.h"

namespace pilcrow {

/// How the words of a query combine where it does not say so itself.
enum class Match {
  /// All words; where that finds fewer than `limit`, any of them, which is noted: paragraphs with
  /// all come first, then (of up to six words) those with half of them, then by score.
  automatic,
  all,
  any,
};

enum class Sort { relevance, newest, oldest };
enum class FacetSort { count, value };

/// A restriction on one facet. Values are alternatives; several filters on one facet are read as
/// one. Years and other numeric values may be ranges: "2020..2024", "2022..", "..1990". Values are
/// normalised and groups expanded as by `expand_facet_value`.
struct FacetFilter {
  std::string facet{};
  std::vector<std::string> values{};
  bool exclude = false;  ///< paragraphs with none of the values
};

/// `country("JP")`, `topic("energy")`, `year("2022..")`, `about("2007")`: filters in short.
PILCROW_API FacetFilter country(std::string_view value);
PILCROW_API FacetFilter topic(std::string_view value);
PILCROW_API FacetFilter year(std::string_view value_or_range);
PILCROW_API FacetFilter about(std::string_view value_or_range);

/// Which facets to count.
struct FacetRequest {
  std::string facet{};
  std::size_t limit = 10;  ///< values listed; chosen values are listed beyond it
  FacetSort sort = FacetSort::count;
  /// More than 0: a gap-free histogram of at most so many bars as well (facets of years and other
  /// whole numbers). A span longer than that is drawn with bars of 2, 5, 10, 20 … years.
  std::size_t histogram = 0;
};

/// The counts of the three built-in facets people look at first.
PILCROW_API std::vector<FacetRequest> default_facets();

/// What is asked. A plain struct with defaults:
///
///     searcher.search({.query = "\"sea level\" rise", .where = {country("JP")}, .limit = 5});
struct SearchRequest {
  std::string query{};  ///< in the query language of the README; empty: every paragraph
  Match match = Match::automatic;
  std::vector<FacetFilter> where{};
  std::size_t limit = 10;
  std::size_t offset = 0;
  Sort sort = Sort::relevance;
  RankingOptions ranking = RankingOptions();  ///< for `Sort::relevance`
  std::size_t per_document = 0;  ///< at most so many paragraphs of one document; 0: no bound
  std::size_t context = 0;       ///< so many paragraphs before and after each hit
  std::vector<FacetRequest> facets{};
  bool count_total = true;  ///< false: the total may be a lower bound (marked so), top k is faster
  /// More than 0: totals are counted up to so many paragraphs and marked as a lower bound where
  /// there are more. Facet counts stay exact.
  std::uint64_t count_limit = 0;
  std::string label_language = "en";        ///< that of the labels of facet values, ISO 639-1
  bool texts = true;                        ///< false: hits carry no text, snippet, title and tags
  bool highlights = true;                   ///< false: no snippets and highlights
  bool explain = false;                     ///< fill `SearchResult::explanation`
  std::chrono::milliseconds time_limit{0};  ///< 0: none; else `timeout` is thrown
  /// Asked now and then while the search is under way, in its thread; null: never. Where it is true
  /// `cancelled` is thrown.
  std::function<bool()> cancelled{};
};

}  // namespace pilcrow
