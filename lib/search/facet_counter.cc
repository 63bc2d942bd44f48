#include "search/facet_counter.h"

namespace pilcrow::internal {

// Without branches: where a document ends is hard for the processor to guess.
MatchedDocuments DocumentFinder::find(std::span<const DocId> docids) {
  if (docids.empty()) return {};
  if (slots_.size() < docids.size()) {
    slots_.resize(docids.size());
    firsts_.resize(docids.size());
  }
  std::uint32_t slot = 0;
  DocId before = columns_.first(docids[0]);
  for (std::uint32_t i = 0; i < docids.size(); ++i) {
    const DocId here = columns_.first(docids[i]);
    slot += here != before ? 1 : 0;
    before = here;
    slots_[i] = slot;
    firsts_[slot] = here;
  }
  const std::size_t documents = std::size_t{slot} + 1;
  return {docids, {slots_.data(), docids.size()}, {firsts_.data(), documents}};
}

FacetCounter::FacetCounter(const FacetColumn& column)
    : column_(column), last_document_(column.values().size()) {
  tally_.paragraphs.resize(column.values().size());
  tally_.documents.resize(column.values().size());
}

void FacetCounter::count(const MatchedDocuments& matches) {
  for (std::size_t i = 0; i < matches.docids.size(); ++i)
    count(column_.set(matches.docids[i]), matches.firsts[matches.slots[i]]);
}

void FacetCounter::count(std::uint32_t set, DocId document) {
  if (set == 0) {
    ++tally_.missing_paragraphs;
    tally_.missing_documents += document != last_missing_ ? 1 : 0;
    last_missing_ = document;
  }
  for (const std::uint32_t ordinal : column_.members(set)) {
    ++tally_.paragraphs[ordinal];
    tally_.documents[ordinal] += document != last_document_[ordinal] ? 1 : 0;
    last_document_[ordinal] = document;
  }
}

}  // namespace pilcrow::internal
