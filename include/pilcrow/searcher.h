#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/export.h"
#include "pilcrow/index_writer.h"
#include "pilcrow/search_request.h"
#include "pilcrow/search_result.h"
#include "pilcrow/suggestion.h"
#include "pilcrow/synonyms.h"

namespace pilcrow {

struct SearcherOptions {
  /// Bytes for posting lists kept between queries: decoded, and where they do not fit, compact.
  std::size_t cache_bytes = std::size_t{64} << 20;
  /// Words and phrases that stand for each other in queries, e.g. from `read_synonyms`: a query for
  /// one finds the others, too, but for what is asked for verbatim (=word). A member in capitals
  /// that is a stop word otherwise (US, WHO) is meant in capitals only.
  SynonymGroups synonyms{};
  /// Further indexes, searched as one with the first: paths of indexes or sets, or
  /// xapian://host:port of shards that `xapian-tcpsrv` serves. No document may be in two of them.
  std::vector<std::string> shards{};
  /// How long to wait for a server: for its answer to one question, and for all of them that one
  /// call asks. A call ends within twice that time, or a moment more. At least 1 ms.
  std::chrono::milliseconds shard_timeout{10'000};
  /// Go on without shards that cannot be opened or reached: results name them
  /// (`SearchResult::missing_shards`), and totals are lower bounds. They are tried again at
  /// `refresh`, and every few seconds. Otherwise one that is missing is an error.
  bool partial_results = false;
};

/// Answers queries over an index.
///
///     pilcrow::Searcher searcher("speeches.idx");
///     auto result = searcher.search({.query = "Baltic states", .where = {pilcrow::country("JP")},
///                                    .facets = pilcrow::default_facets()});
///
/// The index may be one, or a set of several (`IndexOptions::shards`), or served by another machine
/// (xapian://host:port); `SearcherOptions::shards` adds more. Answers, scores and counts are those
/// of one index of all documents.
///
/// A searcher sees the index as it was when it was opened or last refreshed. Where a writer has
/// overwritten that state meanwhile, it moves on to the newest one by itself; each search sees one
/// state only.
/// Thread safety: all members are safe to call from many threads at once.
/// Errors: `index_missing`, `index_damaged`, `index_incompatible`, `timeout`, `cancelled`,
/// `invalid_argument`, `unavailable` (a shard that does not answer).
/// A query never throws for what a person typed; what was read differently is noted.
class PILCROW_API Searcher {
 public:
  explicit Searcher(const std::filesystem::path& index, const SearcherOptions& options = {});
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  [[nodiscard]] SearchResult search(const SearchRequest& request) const;

  /// Paragraphs like one, best first, without that one. `request` restricts and pages as in a
  /// search; its query must be empty (`invalid_argument`), its match is not looked at. Alike is
  /// what holds at least a quarter of the words that tell the paragraph from the rest of the index.
  /// `not_found` where there is no such paragraph.
  [[nodiscard]] SearchResult more_like(std::string_view id, std::size_t ordinal,
                                       const SearchRequest& request = {}) const;
  /// Documents like one: the same for the text of a document, without its own paragraphs; one
  /// paragraph of each document unless the request bounds them otherwise.
  [[nodiscard]] SearchResult more_like_document(std::string_view id,
                                                const SearchRequest& request = {}) const;

  /// Moves on to the last committed state. True where there was something new. Searches under way
  /// finish on what they began with.
  bool refresh();

  /// A document's record; empty where there is no such document.
  [[nodiscard]] std::optional<StoredDocument> document(std::string_view id) const;
  /// A document's paragraphs `first` to `last` (ordinals, inclusive), fewer where it ends before.
  [[nodiscard]] std::vector<StoredParagraph> paragraphs(std::string_view id, std::size_t first = 1,
                                                        std::size_t last = SIZE_MAX) const;

  /// What somebody who has typed `prefix` may be about to type: words of the index that begin with
  /// it, and values of its facets of which the value, the label or a word of the label does. Case
  /// and accents do not matter. Most frequent first: words by how often they occur as written,
  /// values by their paragraphs; where there are values, up to a third of the room is theirs. Stop
  /// words are not offered. `language`: that of the labels. The first call of a process takes some
  /// milliseconds more than the others, since it makes tables of labels and stop words.
  [[nodiscard]] std::vector<Suggestion> suggest(std::string_view prefix, std::size_t limit = 10,
                                                std::string_view language = "en") const;
  /// The values of a facet of which the value, the label or a word of the label begins with
  /// `prefix` (an empty one: all values); most paragraphs first. Counts are those of the whole
  /// index. Throws `invalid_argument` for a facet that the index does not have.
  [[nodiscard]] std::vector<FacetValue> facet_values(std::string_view facet,
                                                     std::string_view prefix,
                                                     std::size_t limit = 20,
                                                     std::string_view language = "en") const;

  [[nodiscard]] IndexStats stats() const;
  /// The facets of this index, the built-in ones first.
  [[nodiscard]] std::vector<std::string> facets() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow
