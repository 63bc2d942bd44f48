#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "index/columns.h"
#include "search/split_facet.h"

namespace pilcrow::internal {

/// Counts of one facet, by ordinal of its column.
struct FacetTally {
  std::uint32_t facet = 0;
  std::vector<std::uint32_t> paragraphs;
  std::vector<std::uint32_t> documents;
  std::uint64_t missing_paragraphs = 0;
  std::uint64_t missing_documents = 0;
};

/// A batch of matches in the order of docids, and the documents they belong to.
struct MatchedDocuments {
  std::span<const DocId> docids;         // of the matches
  std::span<const std::uint32_t> slots;  // by match: the number of its document among these
  std::span<const DocId> firsts;         // by document: its first paragraph, matching or not
  std::span<const std::uint32_t> ends;   // by document: behind its last match
};

/// Finds the documents of matches.
class DocumentFinder {
 public:
  explicit DocumentFinder(const Columns& columns) : columns_(columns) {}
  /// Valid until the next call.
  MatchedDocuments find(std::span<const DocId> docids);

 private:
  const Columns& columns_;
  std::vector<std::uint32_t> slots_;
  std::vector<DocId> firsts_;
  std::vector<std::uint32_t> ends_;
};

/// Counts one facet while matches come in the order of docids: paragraphs by their values,
/// documents by the values that any of their matching paragraphs has.
class FacetCounter {
 public:
  virtual ~FacetCounter() = default;
  virtual void count(const MatchedDocuments& matches) = 0;
  virtual FacetTally take() = 0;
};

/// Whether a counter by sets pays: there are masks, and not just a few matches.
bool counts_by_sets(const FacetColumn& column, std::size_t most_matches);

/// Looks at the values of each match.
std::unique_ptr<FacetCounter> make_value_counter(std::uint32_t facet, const Columns& columns);
/// Counts sets first, and their values once.
std::unique_ptr<FacetCounter> make_set_counter(std::uint32_t facet, const Columns& columns,
                                               const SplitFacet& split);

}  // namespace pilcrow::internal
