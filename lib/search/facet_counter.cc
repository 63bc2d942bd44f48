#include "search/facet_counter.h"

#include <utility>

#include "search/bit_counter.h"

namespace pilcrow::internal {

// Without branches: where a document ends is hard for the processor to guess.
MatchedDocuments DocumentFinder::find(std::span<const DocId> docids) {
  if (docids.empty()) return {};
  if (slots_.size() < docids.size()) {
    slots_.resize(docids.size());
    firsts_.resize(docids.size());
    ends_.resize(docids.size());
  }
  std::uint32_t slot = 0;
  DocId before = columns_.first(docids[0]);
  for (std::uint32_t i = 0; i < docids.size(); ++i) {
    const DocId here = columns_.first(docids[i]);
    slot += here != before ? 1 : 0;
    before = here;
    slots_[i] = slot;
    firsts_[slot] = here;
    ends_[slot] = i + 1;
  }
  const std::size_t documents = std::size_t{slot} + 1;
  return {docids,
          {slots_.data(), docids.size()},
          {firsts_.data(), documents},
          {ends_.data(), documents}};
}

namespace {

class ValueCounter : public FacetCounter {
 public:
  ValueCounter(std::uint32_t facet, const Columns& columns)
      : column_(columns.facets()[facet]), last_document_(column_.values().size()) {
    tally_.facet = facet;
    tally_.paragraphs.resize(column_.values().size());
    tally_.documents.resize(column_.values().size());
  }

  void count(const MatchedDocuments& matches) override {
    for (std::size_t i = 0; i < matches.docids.size(); ++i)
      count(column_.set(matches.docids[i]), matches.firsts[matches.slots[i]]);
  }

  FacetTally take() override { return std::move(tally_); }

 private:
  void count(std::uint32_t set, DocId document) {
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

  const FacetColumn& column_;
  FacetTally tally_;
  std::vector<DocId> last_document_;  // by ordinal
  DocId last_missing_ = 0;
};

// What all paragraphs of a document share is counted once a document. Without branches that depend
// on where a document ends.
template <std::size_t kWidth>
class SetCounter : public FacetCounter {
 public:
  SetCounter(std::uint32_t facet, std::size_t values, const SplitFacet& split)
      : split_(split),
        own_paragraphs_(split.own_count()),
        shared_paragraphs_(split.shared_count()),
        shared_documents_(split.shared_count()) {
    tally_.facet = facet;
    tally_.paragraphs.resize(values + 1);
    tally_.documents.resize(values + 1);
  }

  void count(const MatchedDocuments& matches) override {
    if (matches.docids.empty()) return;
    const bool goes_on = matches.firsts.front() == last_document_;
    if (split_.own_count() > 1) count_own(matches, goes_on);
    count_shared(matches, goes_on);
    last_document_ = matches.firsts.back();
  }

  FacetTally take() override {
    for (std::uint32_t set = 1; set < own_paragraphs_.size(); ++set)
      if (own_paragraphs_[set] != 0)
        for_each_bit<kWidth>(split_.own_masks() + set * kWidth, [&](std::uint32_t ordinal) {
          tally_.paragraphs[ordinal] += own_paragraphs_[set];
        });
    for (std::uint32_t set = 1; set < shared_paragraphs_.size(); ++set)
      if (shared_paragraphs_[set] != 0)
        for_each_bit<kWidth>(split_.shared_masks() + set * kWidth, [&](std::uint32_t ordinal) {
          tally_.paragraphs[ordinal] += shared_paragraphs_[set];
          tally_.documents[ordinal] += shared_documents_[set];
        });
    own_documents_.add(open_);
    own_documents_.drain([this](std::uint32_t ordinal, std::uint32_t documents) {
      tally_.documents[ordinal] += documents;
    });
    // The value behind the last one says that there is none.
    tally_.missing_paragraphs = tally_.paragraphs.back();
    tally_.missing_documents = tally_.documents.back();
    tally_.paragraphs.pop_back();
    tally_.documents.pop_back();
    return std::move(tally_);
  }

 private:
  void count_shared(const MatchedDocuments& matches, bool goes_on) {
    std::uint32_t begin = 0;
    for (std::size_t slot = 0; slot < matches.firsts.size(); ++slot) {
      const std::uint32_t set = split_.shared(matches.firsts[slot]);
      shared_paragraphs_[set] += matches.ends[slot] - begin;
      ++shared_documents_[set];
      begin = matches.ends[slot];
    }
    if (goes_on) --shared_documents_[split_.shared(last_document_)];
  }

  void count_own(const MatchedDocuments& matches, bool goes_on) {
    const std::size_t documents = matches.firsts.size();
    if (held_.size() < documents) held_.resize(documents);
    if (!goes_on) own_documents_.add(std::exchange(open_, {}));
    const std::uint64_t* const masks = split_.own_masks();
    BitMask<kWidth> held = open_;
    std::uint32_t slot = 0;
    for (std::size_t i = 0; i < matches.docids.size(); ++i) {
      const std::uint32_t set = split_.own(matches.docids[i]);
      const std::uint64_t* const mask = masks + set * kWidth;
      const std::uint64_t same = matches.slots[i] == slot ? ~std::uint64_t{0} : 0;
      slot = matches.slots[i];
      for (std::size_t word = 0; word < kWidth; ++word)
        held[word] = (held[word] & same) | mask[word];
      held_[slot] = held;
      ++own_paragraphs_[set];
    }
    for (std::size_t ended = 0; ended < slot; ++ended)
      own_documents_.add(held_[ended]);
    open_ = held;
  }

  const SplitFacet& split_;
  FacetTally tally_;
  std::vector<std::uint32_t> own_paragraphs_;     // by own set
  std::vector<std::uint32_t> shared_paragraphs_;  // by shared set
  std::vector<std::uint32_t> shared_documents_;
  BitCounter<kWidth> own_documents_;
  std::vector<BitMask<kWidth>> held_;  // by document of a batch: what its matches have of their own
  BitMask<kWidth> open_{};             // of the last document, which may go on
  DocId last_document_ = 0;
};

}  // namespace

bool counts_by_sets(const FacetColumn& column, std::size_t most_matches) {
  // An array over all sets pays where at least one of so many of them is counted.
  constexpr std::size_t kSetsToAMatch = 16;
  return SplitFacet::fits(column) && most_matches * kSetsToAMatch >= column.set_count();
}

std::unique_ptr<FacetCounter> make_value_counter(std::uint32_t facet, const Columns& columns) {
  return std::make_unique<ValueCounter>(facet, columns);
}

std::unique_ptr<FacetCounter> make_set_counter(std::uint32_t facet, const Columns& columns,
                                               const SplitFacet& split) {
  const std::size_t values = columns.facets()[facet].values().size();
  switch (split.width()) {
    case 1:
      return std::make_unique<SetCounter<1>>(facet, values, split);
    case 2:
      return std::make_unique<SetCounter<2>>(facet, values, split);
    default:
      return std::make_unique<SetCounter<4>>(facet, values, split);
  }
}

}  // namespace pilcrow::internal
