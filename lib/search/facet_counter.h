#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "index/columns.h"

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
};

/// Counts one facet by looking at the values of each match, which come in the order of docids:
/// paragraphs by their values, documents by the values that any of their matching paragraphs has.
class FacetCounter {
 public:
  explicit FacetCounter(const FacetColumn& column);
  void count(const MatchedDocuments& matches);
  FacetTally take() { return std::move(tally_); }

 private:
  void count(std::uint32_t set, DocId document);

  const FacetColumn& column_;
  FacetTally tally_;
  std::vector<DocId> last_document_;  // by ordinal
  DocId last_missing_ = 0;
};

}  // namespace pilcrow::internal
