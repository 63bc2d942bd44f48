#pragma once

#include <cstdint>
#include <vector>

#include "index/columns.h"

namespace pilcrow::internal {

/// The sets of one facet, each split in two for counting: what all paragraphs of its document have
/// (shared), which is counted once a document, and what a paragraph has beside that (own). Own sets
/// are far fewer than sets, and many paragraphs have none. To have no value counts as one more
/// value, behind all others.
class SplitFacet {
 public:
  /// Whether the facet has few enough values.
  static bool fits(const FacetColumn& column);
  SplitFacet(const Columns& columns, const FacetColumn& column);

  /// Words of a mask: 1, 2 or 4.
  [[nodiscard]] std::size_t width() const { return width_; }
  /// The number of the shared set of a document, by its first paragraph; set 0 is empty.
  [[nodiscard]] std::uint32_t shared(DocId first) const { return shared_[first]; }
  /// The number of a paragraph's own set; set 0 is empty.
  [[nodiscard]] std::uint32_t own(DocId id) const { return own_[id]; }

  [[nodiscard]] std::size_t shared_count() const { return shared_masks_.size() / width_; }
  [[nodiscard]] std::size_t own_count() const { return own_masks_.size() / width_; }

  /// The values of all sets as bits by ordinal.
  [[nodiscard]] const std::uint64_t* shared_masks() const { return shared_masks_.data(); }
  [[nodiscard]] const std::uint64_t* own_masks() const { return own_masks_.data(); }

 private:
  template <std::size_t kWidth>
  void split(const Columns& columns, const FacetColumn& column);
  void order_own_sets();

  std::size_t width_;
  std::vector<std::uint32_t> shared_;  // by docid, of first paragraphs
  std::vector<std::uint32_t> own_;     // by docid
  std::vector<std::uint64_t> shared_masks_;
  std::vector<std::uint64_t> own_masks_;
};

}  // namespace pilcrow::internal
