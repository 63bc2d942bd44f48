#pragma once

#include <memory>
#include <string>

#include "search/posting_cache.h"

namespace pilcrow::internal {

/// A term that adds to the score of a paragraph that matches anyway.
struct ExtraTerm {
  std::string term;
  std::shared_ptr<const PostingList> list;
  float weight = 0;  ///< of a unit of impact
};

}  // namespace pilcrow::internal
