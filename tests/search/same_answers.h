#pragma once

#include <cstddef>
#include <string>

#include "pilcrow/pilcrow.h"
#include "support/oracle.h"

namespace pilcrow::test {

/// A whole answer as text: hits with scores, texts, snippets and context, totals, facets,
/// suggestion, explanation. What differs from run to run (time) is left out.
std::string whole_answer(const Searcher& searcher, const SearchRequest& request);

/// Asks both searchers the same random requests; every byte of their answers must be the same.
/// `oracle`: of the same documents, for queries that find something. `updated`: documents were
/// replaced or removed since the indexes were built; how often words occur, by which related ones
/// are weighed, then depends on when old text goes, so that these are left out.
void check_same_answers(const Searcher& expected, const Searcher& actual, const Oracle& oracle,
                        std::size_t queries, unsigned seed, bool updated = false);

/// The same for everything beside searches: documents, paragraphs, likeness, completion, values of
/// facets, numbers.
void check_same_lookups(const Searcher& expected, const Searcher& actual);

}  // namespace pilcrow::test
