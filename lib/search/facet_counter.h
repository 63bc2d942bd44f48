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
  std::span<const DocId> docids;     ///< of the matches
  std::span<const DocId> documents;  ///< by match: the first paragraph of its document
  std::size_t count = 0;             ///< of the documents
};

/// Finds the documents of matches.
class DocumentFinder {
 public:
  explicit DocumentFinder(const Columns& columns) : columns_(columns) {}
  /// Valid until the next call.
  MatchedDocuments find(std::span<const DocId> docids);

 private:
  const Columns& columns_;
  std::vector<DocId> documents_;
};

/// Counts one facet by looking at the values of each match, which come in the order of docids:
/// paragraphs by their values, documents by the values that any of their matching paragraphs has.
class FacetCounter {
 public:
  explicit FacetCounter(const FacetColumn& column)
      : column_(column), values_(column.values().size() + std::size_t{1}) {}
  void count(const MatchedDocuments& matches);
  FacetTally take() const;

 private:
  struct Value {
    std::uint32_t paragraphs = 0;
    std::uint32_t documents = 0;
    DocId last_document = 0;
  };

  static void count(Value& value, DocId document) {
    ++value.paragraphs;
    value.documents += document != value.last_document ? 1 : 0;
    value.last_document = document;
  }

  const FacetColumn& column_;
  std::vector<Value> values_;  // by ordinal; to have no value is one more, behind all others
};

}  // namespace pilcrow::internal
