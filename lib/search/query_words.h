#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "search/leaf.h"
#include "search/plan.h"
#include "search/posting_cache.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// A word that a query wants, as ranking sees it.
struct QueryWord {
  TermGroup group;
  std::uint32_t position = 0;  ///< in the query, words that were left out counted
  float weight = 0;            ///< of a unit of impact
  std::shared_ptr<const PostingList> list{};
};

/// At most so many words of a query take part in rescoring.
inline constexpr std::size_t kMostQueryWords = 64;

/// The words of a plan that may stand in the text of a paragraph, in the order of the query: not
/// those that are excluded, not those of title and headings. Of several readings the first.
std::vector<QueryWord> query_words(const Plan& plan, const Snapshot& snapshot);

}  // namespace pilcrow::internal
