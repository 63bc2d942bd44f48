#pragma once

#include <array>
#include <cstdint>
#include <span>
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

/// What the filters say of a match: it passes them all, fails more than one facet (or is excluded),
/// or else the number of the one facet whose including filter it fails.
using Verdict = std::uint32_t;
inline constexpr Verdict kPasses = UINT32_MAX;
inline constexpr Verdict kFails = UINT32_MAX - 1;

/// Where, among matches in the order of docids, those of each document end.
void find_document_ends(const Columns& columns, std::span<const DocId> docids,
                        std::vector<std::uint32_t>& ends);

/// Counts one facet while matches come in the order of docids. Paragraphs are counted by their set
/// of values, documents by the union of the sets that their paragraphs have.
class FacetCounter {
 public:
  FacetCounter(std::uint32_t facet, const Columns& columns);

  /// `ends` as from `find_document_ends`. Counted is what passes, and what fails this facet alone;
  /// `verdicts`: empty where there are no filters.
  void count(std::span<const DocId> docids, std::span<const std::uint32_t> ends,
             const std::vector<Verdict>& verdicts);

  FacetTally take();

 private:
  void count_document(std::span<const DocId> docids, const Verdict* verdicts);
  template <std::size_t kWidth>
  void count_by_mask(std::span<const DocId> docids, const Verdict* verdicts);
  void count_by_value(std::span<const DocId> docids, const Verdict* verdicts);
  [[nodiscard]] bool counts(const Verdict* verdicts, std::size_t i) const {
    return verdicts == nullptr || verdicts[i] == kPasses || verdicts[i] == facet_;
  }
  void end_document();

  std::uint32_t facet_;
  const Columns& columns_;
  const FacetColumn& column_;
  std::vector<std::uint32_t> paragraphs_;  // by set
  std::vector<std::uint32_t> documents_;   // by ordinal
  std::uint64_t missing_documents_ = 0;
  // The document that is being counted.
  DocId document_ = 0;
  bool missing_ = false;
  std::array<std::uint64_t, FacetColumn::kMaskedValues / 64> held_{};
  std::vector<DocId> last_document_;  // by ordinal, without masks
};

}  // namespace pilcrow::internal
