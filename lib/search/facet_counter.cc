#include "search/facet_counter.h"

#include <bit>
#include <utility>

namespace pilcrow::internal {

namespace {

// An array over all sets pays where at least one of so many of them is counted.
constexpr std::size_t kSetsToAMatch = 4;

}  // namespace

std::span<const std::uint32_t> DocumentEnds::find(std::span<const DocId> docids) {
  if (docids.empty()) return {};
  if (ends_.size() < docids.size()) ends_.resize(docids.size());
  std::size_t count = 0;
  DocId before = columns_.first(docids[0]);
  for (std::uint32_t i = 1; i < docids.size(); ++i) {
    const DocId here = columns_.first(docids[i]);
    ends_[count] = i;
    count += here != before ? 1 : 0;
    before = here;
  }
  ends_[count++] = static_cast<std::uint32_t>(docids.size());
  return {ends_.data(), count};
}

FacetCounter::FacetCounter(std::uint32_t facet, const Columns& columns, std::size_t most)
    : facet_(facet),
      columns_(columns),
      column_(columns.facets()[facet]),
      documents_(column_.values().size()) {
  if (most * kSetsToAMatch < column_.set_count())
    way_ = Way::by_value;
  else if (column_.same_in_document())
    way_ = Way::by_document;
  else
    way_ = column_.masks().empty() ? Way::by_value : Way::by_mask;
  if (way_ == Way::by_value) last_document_.resize(documents_.size());
  if (way_ == Way::by_document) set_documents_.resize(column_.set_count());
  paragraphs_.resize(way_ == Way::by_value ? documents_.size() : column_.set_count());
}

void FacetCounter::count(std::span<const DocId> docids, std::span<const std::uint32_t> ends) {
  if (way_ == Way::by_value) return count_by_value(docids, ends);
  if (way_ == Way::by_document) return count_by_document(docids, ends);
  switch (column_.mask_width()) {
    case 1:
      return count_by_mask<1>(docids, ends);
    case 2:
      return count_by_mask<2>(docids, ends);
    default:
      return count_by_mask<4>(docids, ends);
  }
}

FacetTally FacetCounter::take() {
  end_document();
  FacetTally tally;
  tally.facet = facet_;
  if (way_ == Way::by_value) {
    tally.paragraphs = std::move(paragraphs_);
    tally.missing_paragraphs = missing_paragraphs_;
  } else {
    tally.missing_paragraphs = paragraphs_[0];
    tally.paragraphs.resize(documents_.size());
    for (std::uint32_t set = 1; set < paragraphs_.size(); ++set)
      if (paragraphs_[set] != 0)
        for (const std::uint32_t ordinal : column_.members(set))
          tally.paragraphs[ordinal] += paragraphs_[set];
  }
  if (way_ == Way::by_document) {
    missing_documents_ = set_documents_[0];
    for (std::uint32_t set = 1; set < set_documents_.size(); ++set)
      if (set_documents_[set] != 0)
        for (const std::uint32_t ordinal : column_.members(set))
          documents_[ordinal] += set_documents_[set];
  }
  tally.missing_documents = missing_documents_;
  tally.documents = std::move(documents_);
  return tally;
}

void FacetCounter::count_by_document(std::span<const DocId> docids,
                                     std::span<const std::uint32_t> ends) {
  std::uint32_t begin = 0;
  for (const std::uint32_t end : ends) {
    const DocId document = columns_.first(docids[begin]);
    const std::uint32_t set = column_.set(docids[begin]);
    paragraphs_[set] += end - begin;
    set_documents_[set] += document != document_ ? 1 : 0;
    document_ = document;
    begin = end;
  }
}

template <std::size_t kWidth>
void FacetCounter::count_by_mask(std::span<const DocId> docids,
                                 std::span<const std::uint32_t> ends) {
  std::uint32_t* const counts = paragraphs_.data();
  const std::uint64_t* const masks = column_.masks().data();
  std::uint32_t i = 0;
  for (const std::uint32_t end : ends) {
    if (const DocId document = columns_.first(docids[i]); document != document_) {
      end_document();
      document_ = document;
    }
    std::array<std::uint64_t, kWidth> held{};
    bool missing = false;
    for (; i < end; ++i) {
      const std::uint32_t set = column_.set(docids[i]);
      ++counts[set];
      missing = missing || set == 0;
      const std::uint64_t* mask = masks + set * kWidth;
      for (std::size_t word = 0; word < kWidth; ++word)
        held[word] |= mask[word];
    }
    for (std::size_t word = 0; word < kWidth; ++word)
      held_[word] |= held[word];
    missing_ = missing_ || missing;
  }
}

// Which values the document has is looked at as they come.
void FacetCounter::count_by_value(std::span<const DocId> docids,
                                  std::span<const std::uint32_t> ends) {
  std::uint32_t i = 0;
  for (const std::uint32_t end : ends) {
    if (const DocId document = columns_.first(docids[i]); document != document_) {
      end_document();
      document_ = document;
    }
    for (; i < end; ++i) {
      const std::uint32_t set = column_.set(docids[i]);
      missing_paragraphs_ += set == 0 ? 1 : 0;
      missing_ = missing_ || set == 0;
      for (const std::uint32_t ordinal : column_.members(set)) {
        ++paragraphs_[ordinal];
        documents_[ordinal] += document_ != last_document_[ordinal] ? 1 : 0;
        last_document_[ordinal] = document_;
      }
    }
  }
}

void FacetCounter::end_document() {
  missing_documents_ += missing_ ? 1 : 0;
  missing_ = false;
  const std::size_t words = way_ == Way::by_mask ? column_.mask_width() : 0;
  for (std::size_t word = 0; word < words; ++word)
    for (std::uint64_t bits = std::exchange(held_[word], 0); bits != 0; bits &= bits - 1)
      ++documents_[word * 64 + static_cast<unsigned>(std::countr_zero(bits))];
}

}  // namespace pilcrow::internal
