#include "search/facet_counter.h"

#include <bit>
#include <utility>

namespace pilcrow::internal {

void find_document_ends(const Columns& columns, std::span<const DocId> docids,
                        std::vector<std::uint32_t>& ends) {
  ends.clear();
  for (std::uint32_t i = 1; i < docids.size(); ++i)
    if (columns.first(docids[i]) != columns.first(docids[i - 1])) ends.push_back(i);
  if (!docids.empty()) ends.push_back(static_cast<std::uint32_t>(docids.size()));
}

FacetCounter::FacetCounter(std::uint32_t facet, const Columns& columns)
    : facet_(facet),
      columns_(columns),
      column_(columns.facets()[facet]),
      paragraphs_(column_.set_count()),
      documents_(column_.values().size()),
      last_document_(column_.masks().empty() ? column_.values().size() : 0) {}

void FacetCounter::count(std::span<const DocId> docids, std::span<const std::uint32_t> ends,
                         const std::vector<Verdict>& verdicts) {
  std::uint32_t begin = 0;
  for (const std::uint32_t end : ends) {
    if (const DocId document = columns_.first(docids[begin]); document != document_) {
      end_document();
      document_ = document;
    }
    count_document(docids.subspan(begin, end - begin),
                   verdicts.empty() ? nullptr : &verdicts[begin]);
    begin = end;
  }
}

FacetTally FacetCounter::take() {
  end_document();
  FacetTally tally;
  tally.facet = facet_;
  tally.missing_paragraphs = paragraphs_[0];
  tally.missing_documents = missing_documents_;
  tally.paragraphs.resize(documents_.size());
  for (std::uint32_t set = 0; set < paragraphs_.size(); ++set)
    if (paragraphs_[set] != 0)
      for (const std::uint32_t ordinal : column_.members(set))
        tally.paragraphs[ordinal] += paragraphs_[set];
  tally.documents = std::move(documents_);
  return tally;
}

void FacetCounter::count_document(std::span<const DocId> docids, const Verdict* verdicts) {
  if (column_.masks().empty()) return count_by_value(docids, verdicts);
  switch (column_.mask_width()) {
    case 1:
      return count_by_mask<1>(docids, verdicts);
    case 2:
      return count_by_mask<2>(docids, verdicts);
    default:
      return count_by_mask<4>(docids, verdicts);
  }
}

template <std::size_t kWidth>
void FacetCounter::count_by_mask(std::span<const DocId> docids, const Verdict* verdicts) {
  std::array<std::uint64_t, kWidth> held{};
  bool missing = false;
  for (std::size_t i = 0; i < docids.size(); ++i) {
    if (!counts(verdicts, i)) continue;
    const std::uint32_t set = column_.set(docids[i]);
    ++paragraphs_[set];
    missing = missing || set == 0;
    const std::uint64_t* mask = column_.masks().data() + set * kWidth;
    for (std::size_t word = 0; word < kWidth; ++word)
      held[word] |= mask[word];
  }
  for (std::size_t word = 0; word < kWidth; ++word)
    held_[word] |= held[word];
  missing_ = missing_ || missing;
}

// With many values: which of them a document has is looked at as they come.
void FacetCounter::count_by_value(std::span<const DocId> docids, const Verdict* verdicts) {
  for (std::size_t i = 0; i < docids.size(); ++i) {
    if (!counts(verdicts, i)) continue;
    const std::uint32_t set = column_.set(docids[i]);
    ++paragraphs_[set];
    missing_ = missing_ || set == 0;
    for (const std::uint32_t ordinal : column_.members(set)) {
      documents_[ordinal] += document_ != last_document_[ordinal] ? 1 : 0;
      last_document_[ordinal] = document_;
    }
  }
}

void FacetCounter::end_document() {
  missing_documents_ += missing_ ? 1 : 0;
  missing_ = false;
  for (std::size_t word = 0; word < held_.size(); ++word)
    for (std::uint64_t bits = std::exchange(held_[word], 0); bits != 0; bits &= bits - 1)
      ++documents_[word * 64 + static_cast<unsigned>(std::countr_zero(bits))];
}

}  // namespace pilcrow::internal
