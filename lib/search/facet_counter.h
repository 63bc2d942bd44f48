#pragma once

#include <cstdint>
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

/// Counts one facet while matches come in the order of docids.
class FacetCounter {
 public:
  FacetCounter(std::uint32_t facet, const FacetColumn& column) : column_(column) {
    tally_.facet = facet;
    tally_.paragraphs.resize(column.values.size());
    tally_.documents.resize(column.values.size());
    last_document_.resize(column.values.size());
  }

  /// `document`: the docid of the first paragraph of the document that `id` belongs to.
  void count(DocId id, DocId document) {
    const std::uint32_t begin = column_.offsets[id];
    const std::uint32_t end = column_.offsets[id + 1];
    if (begin == end) {
      ++tally_.missing_paragraphs;
      tally_.missing_documents += document != last_missing_ ? 1 : 0;
      last_missing_ = document;
      return;
    }
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t ordinal = column_.ordinals[i];
      ++tally_.paragraphs[ordinal];
      tally_.documents[ordinal] += document != last_document_[ordinal] ? 1 : 0;
      last_document_[ordinal] = document;
    }
  }

  FacetTally take() { return std::move(tally_); }

 private:
  const FacetColumn& column_;
  FacetTally tally_;
  std::vector<DocId> last_document_;
  DocId last_missing_ = 0;
};

}  // namespace pilcrow::internal
