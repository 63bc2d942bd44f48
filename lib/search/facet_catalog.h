#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/facet_totals.h"
#include "pilcrow/search_result.h"

namespace pilcrow::internal {

/// The values of every facet of an index with their counts over all paragraphs and their labels in
/// one language: what values are looked up in while somebody types. Immutable.
class FacetCatalog {
 public:
  /// `names`: the facets of the totals.
  FacetCatalog(const FacetTotals& totals, const std::vector<std::string>& names,
               std::string_view language);

  /// At most `limit` values of a facet of which the value, the label or a word of the label begins
  /// with a prefix as `fold_words` gives it (an empty one: all); most paragraphs first, then by
  /// value.
  [[nodiscard]] std::vector<FacetValue> with_prefix(std::uint32_t facet, std::string_view prefix,
                                                    std::size_t limit) const;

  [[nodiscard]] std::size_t facets() const { return facets_.size(); }

 private:
  struct Entry {
    FacetValue value;
    std::string folded;  // " value\n label of words", a space before every word
  };

  std::vector<std::vector<Entry>> facets_;  // most paragraphs first
};

}  // namespace pilcrow::internal
