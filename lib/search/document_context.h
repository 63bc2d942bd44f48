#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "search/query_words.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Measures what a whole document holds of a query's words: BM25 over its paragraphs' impacts, the
/// document's length being counted in paragraphs.
class DocumentContext {
 public:
  DocumentContext(const std::vector<QueryWord>& words, const Snapshot& snapshot);

  /// Of the document that a paragraph belongs to.
  [[nodiscard]] float of(DocId paragraph);

 private:
  [[nodiscard]] float measure(DocId first) const;

  const std::vector<QueryWord>& words_;
  const Columns& columns_;
  RankingConstants constants_;
  std::vector<float> frequencies_;          // tf' by impact
  double average_paragraphs_ = 1;           // of a document
  std::unordered_map<DocId, float> known_;  // by first paragraph
};

}  // namespace pilcrow::internal
