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

/// Where, among matches in the order of docids, those of each document end.
class DocumentEnds {
 public:
  explicit DocumentEnds(const Columns& columns) : columns_(columns) {}
  /// Valid until the next call.
  std::span<const std::uint32_t> find(std::span<const DocId> docids);

 private:
  const Columns& columns_;
  std::vector<std::uint32_t> ends_;
};

/// Counts one facet while matches come in the order of docids. Paragraphs are counted by their set
/// of values, documents by the union of the sets that their paragraphs have.
class FacetCounter {
 public:
  /// `most`: no more matches than these will be counted.
  FacetCounter(std::uint32_t facet, const Columns& columns, std::size_t most);

  /// `ends`: those of the documents of `docids`.
  void count(std::span<const DocId> docids, std::span<const std::uint32_t> ends);

  FacetTally take();

 private:
  // How a facet is counted best.
  enum class Way {
    by_value,     // one by one: few matches, or many values
    by_document,  // the paragraphs of a document have the same values
    by_mask,
  };

  void count_by_value(std::span<const DocId> docids, std::span<const std::uint32_t> ends);
  void count_by_document(std::span<const DocId> docids, std::span<const std::uint32_t> ends);
  template <std::size_t kWidth>
  void count_by_mask(std::span<const DocId> docids, std::span<const std::uint32_t> ends);
  void end_document();

  std::uint32_t facet_;
  const Columns& columns_;
  const FacetColumn& column_;
  Way way_;
  std::vector<std::uint32_t> paragraphs_;     // by set; by ordinal where counted by value
  std::vector<std::uint32_t> documents_;      // by ordinal
  std::vector<std::uint32_t> set_documents_;  // by set, where documents are counted so
  std::uint64_t missing_paragraphs_ = 0;
  std::uint64_t missing_documents_ = 0;
  // The document that is being counted.
  DocId document_ = 0;
  bool missing_ = false;
  std::array<std::uint64_t, FacetColumn::kMaskedValues / 64> held_{};
  std::vector<DocId> last_document_;  // by ordinal, where counted by value
};

}  // namespace pilcrow::internal
