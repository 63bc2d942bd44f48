#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "search/snapshot.h"

namespace pilcrow::internal {

/// A word of titles or headings.
struct FieldWord {
  std::string folded;  ///< as `fold_word` gives it, without accents
  std::string term;
  std::uint32_t occurrences = 0;
};

/// Words of titles and headings as they are written there, which the forward column does not know:
/// those of terms that `candidate` accepts. Titles and headings are read for it, of each term 50,
/// of all terms 2,000 at most.
std::vector<FieldWord> field_words(const Snapshot& snapshot,
                                   const std::function<bool(std::string_view term)>& candidate);

}  // namespace pilcrow::internal
