#pragma once

#include <cstdint>
#include <vector>

#include "search/query_words.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Measures what a whole document holds of a query's words: BM25 over its paragraphs' impacts, the
/// document's length being counted in paragraphs.
class DocumentContext {
 public:
  DocumentContext(const std::vector<QueryWord>& words, const Snapshot& snapshot);

  /// Of the document that a paragraph belongs to. Paragraphs of one document are best asked for one
  /// after the other.
  [[nodiscard]] float of(DocId paragraph);

 private:
  [[nodiscard]] float measure(DocId first) const;

  const std::vector<QueryWord>& words_;
  const Columns& columns_;
  RankingConstants constants_;
  std::vector<float> frequencies_;  // tf' by impact
  double average_paragraphs_ = 1;   // of a document
  DocId measured_ = 0;              // first paragraph of the document asked for last
  float last_ = 0;
};

}  // namespace pilcrow::internal
