#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/export.h"
#include "pilcrow/note.h"
#include "pilcrow/search_request.h"
#include "pilcrow/span.h"
#include "pilcrow/tag.h"

namespace pilcrow {

/// A paragraph that is not itself a hit: the neighbour of one, or part of a document.
struct StoredParagraph {
  std::size_t ordinal = 0;
  std::string text;
  std::vector<std::string> heading;
  Span bytes;
  std::size_t line = 0;
  BlockKind kind = BlockKind::paragraph;  ///< furniture is found after everything else
  std::vector<Tag> tags;                  ///< sorted by facet and value
};

/// What the index keeps of a document beside its paragraphs.
struct StoredDocument {
  std::string id;
  std::string title;
  std::string subtitle;
  std::string author;
  std::string url;
  std::string source;
  std::string language;
  std::optional<Date> published;
  DateOrigin published_from = DateOrigin::none;
  std::vector<std::string> focus_countries;
  std::map<std::string, std::string> metadata;
  std::size_t paragraphs = 0;
};

/// One paragraph found. Everything in it is a copy; nothing points into the index.
struct Hit {
  std::size_t rank = 0;  ///< from 1, counting from the first hit of the whole result
  double score = 0;      ///< comparable within one result only
  std::string document_id;
  StoredDocument document;       ///< without metadata where `texts` is false
  StoredParagraph paragraph;     ///< paragraph.ordinal is always set
  Span snippet;                  ///< the window of `paragraph.text` to show: one to three sentences
  std::vector<Span> highlights;  ///< what matched, in `paragraph.text`, ascending, not overlapping
  std::vector<StoredParagraph> before;  ///< context, in the order of the document
  std::vector<StoredParagraph> after;
  /// With `per_document`: how many paragraphs of this document match, shown or not; else 0.
  std::uint64_t matches_in_document = 0;
};

/// A number that says how sure it is.
struct Count {
  std::uint64_t value = 0;
  bool exact = true;  ///< false: at least `value`
};

struct FacetValue {
  std::string value;
  std::string label;  ///< for people, see `facet_label`
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;
  bool selected = false;  ///< named by a filter of the request
};

/// A bar of a histogram: the values from `from` to `to`, inclusive.
struct HistogramBar {
  int from = 0;
  int to = 0;
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;

  friend bool operator==(const HistogramBar&, const HistogramBar&) = default;
};

/// The counts of one facet over everything that matches. The facet's own filter is left out of its
/// own counts, so that the alternatives to a chosen value keep their numbers.
struct FacetCounts {
  std::string facet;
  std::vector<FacetValue>
      values;                  ///< as sorted by the request, then chosen values beyond the limit
  std::uint64_t distinct = 0;  ///< values that occur at all
  std::uint64_t missing_paragraphs = 0;  ///< matches without a value in this facet
  std::uint64_t missing_documents = 0;   ///< documents with such a match
  /// Where it was asked for: from the first to the last value that occurs, bars of equal width
  /// without gaps. A paragraph with several values counts once in each bar that it has one in.
  std::vector<HistogramBar> histogram{};
};

/// A shard that took no part in a search.
struct MissingShard {
  std::string shard;   ///< its path or address
  std::string reason;  ///< what is wrong with it, for people

  friend bool operator==(const MissingShard&, const MissingShard&) = default;
};

struct SearchResult {
  std::string query;
  Match match = Match::all;  ///< how words were combined in the end
  Count paragraphs;          ///< matching paragraphs (before `per_document`)
  Count documents;           ///< documents they belong to
  std::vector<Hit> hits;
  std::vector<FacetCounts> facets;        ///< in the order of the request
  std::optional<std::string> suggestion;  ///< did you mean; never applied
  std::vector<std::string> expansion;     ///< with `RankingOptions::expand`: the words added
  std::vector<Note> notes;
  /// With `SearcherOptions::partial_results`: where there are any, everything here is about the
  /// other shards, totals are lower bounds, and each facet count may be too low.
  std::vector<MissingShard> missing_shards{};
  std::string explanation;  ///< with `explain`: lines for people
  double took_ms = 0;
};

}  // namespace pilcrow
