#include "search/facet_counter.h"

namespace pilcrow::internal {

// Without branches: where a document ends is hard for the processor to guess.
MatchedDocuments DocumentFinder::find(std::span<const DocId> docids) {
  if (documents_.size() < docids.size()) documents_.resize(docids.size());
  std::size_t count = 0;
  DocId before = 0;
  for (std::size_t i = 0; i < docids.size(); ++i) {
    const DocId document = columns_.first(docids[i]);
    count += document != before ? 1 : 0;
    before = document;
    documents_[i] = document;
  }
  return {docids, {documents_.data(), docids.size()}, count};
}

void FacetCounter::count(const MatchedDocuments& matches) {
  for (std::size_t i = 0; i < matches.docids.size(); ++i) {
    const auto members = column_.members(column_.set(matches.docids[i]));
    if (members.empty()) count(values_.back(), matches.documents[i]);
    for (const std::uint32_t ordinal : members)
      count(values_[ordinal], matches.documents[i]);
  }
}

FacetTally FacetCounter::take() const {
  FacetTally tally;
  tally.missing_paragraphs = values_.back().paragraphs;
  tally.missing_documents = values_.back().documents;
  for (std::size_t ordinal = 0; ordinal + 1 < values_.size(); ++ordinal) {
    tally.paragraphs.push_back(values_[ordinal].paragraphs);
    tally.documents.push_back(values_[ordinal].documents);
  }
  return tally;
}

}  // namespace pilcrow::internal
