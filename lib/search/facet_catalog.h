#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/columns.h"
#include "pilcrow/search_result.h"
#include "search/posting_cache.h"

namespace pilcrow::internal {

/// The values of every facet of an index with their counts over all paragraphs and their labels in
/// one language: what values are looked up in while somebody types. Immutable.
class FacetCatalog {
 public:
  /// `live`: all paragraphs of the index; `names`: its facets, in the order of the columns.
  FacetCatalog(const Columns& columns, const PostingList& live,
               const std::vector<std::string>& names, std::string_view language);

  /// What a prefix is compared with: words in lower case without accents, one space between them.
  /// Nothing where it holds no letter or digit.
  static std::string fold(std::string_view text);

  /// At most `limit` values of a facet of which the value, the label or a word of the label begins
  /// with a folded prefix (an empty one: all); most paragraphs first, then by value.
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
