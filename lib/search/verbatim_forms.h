#pragma once

#include <cstdint>
#include <vector>

#include "index/forward_column.h"
#include "search/leaf.h"

namespace pilcrow::internal {

/// With which forms of the forward column a verbatim leaf can be written: what it says without
/// reading a text. A word can be part of a match only where what is asked for holds it as it is
/// written: of `=AIDS` all the aid and Aids are left out.
class VerbatimForms {
 public:
  VerbatimForms(const Leaf& leaf, const ForwardColumn& forward);

  /// False: a word written so is in no match.
  [[nodiscard]] bool possible(std::uint32_t form) const;
  /// True: a word written so is a match.
  [[nodiscard]] bool settles(std::uint32_t form) const;

 private:
  std::vector<std::uint32_t> possible_;  // ascending
  std::vector<std::uint32_t> settling_;
};

}  // namespace pilcrow::internal
