#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pilcrow/note.h"
#include "pilcrow/search_request.h"
#include "search/deadline.h"
#include "search/leaf.h"
#include "search/query.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

enum class PlanKind {
  everything,
  nothing,
  leaf,          ///< a word or phrase: `leaf` numbers it
  alternatives,  ///< readings of one thing: the best score counts
  all_of,        ///< intersection; `negate` children are taken away
  any_of,        ///< union; scores add up; `negate` children stand for all else
  bag,           ///< all_of or any_of as the request's match says
  negate,        ///< one child
  facet,         ///< paragraphs with one of the values; no score
};

/// A query after analysis, ready to be evaluated.
struct PlanNode {
  PlanKind kind = PlanKind::everything;
  std::size_t leaf = 0;
  std::uint32_t position = 0;  ///< words: number in the query, words left out counted
  FacetFilter filter;
  std::vector<PlanNode> children;
};

/// A filter on one facet that holds for all of a query.
struct PlanFilter {
  std::uint32_t facet = 0;  ///< number of the facet
  bool exclude = false;
  std::vector<std::uint8_t> accepted;  ///< by ordinal of the facet's column: 1 where it is named
  std::vector<std::string> values;     ///< as named, normalized and expanded (ranges resolved)
};

struct Plan {
  PlanNode root;
  std::vector<Leaf> leaves;
  std::vector<std::string> typed;     ///< the words wanted, as typed; not those of a field
  std::vector<TermGroup> stop_words;  ///< words left out of a bag
  std::vector<PlanFilter> filters;    ///< at most one including and one excluding per facet
  std::vector<Note> notes;
  std::vector<std::string> explanation;
};

/// Analyzes a parsed query against an index: words become the terms of the index's languages, top
/// level facet words and the request's filters become `filters`. `match`: how bags will combine,
/// `all` or `any`.
Plan make_plan(const ParsedQuery& query, const SearchRequest& request, Match match,
               const Snapshot& snapshot, const Deadline& deadline);

/// The number of a facet of the index; throws `invalid_argument` naming those there are.
std::uint32_t facet_number(const Snapshot& snapshot, const std::string& facet);

/// The ordinals of a facet's column that a filter's values name, ranges and groups resolved.
PlanFilter resolve_filter(const FacetFilter& filter, const Snapshot& snapshot,
                          std::vector<Note>& notes);

}  // namespace pilcrow::internal
