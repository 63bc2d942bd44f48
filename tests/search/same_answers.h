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
/// `oracle`: of the same documents, for queries that find something.
void check_same_answers(const Searcher& expected, const Searcher& actual, const Oracle& oracle,
                        std::size_t queries, unsigned seed);

/// The same for everything beside searches: documents, paragraphs, likeness, completion, values of
/// facets, numbers.
void check_same_lookups(const Searcher& expected, const Searcher& actual);

}  // namespace pilcrow::test
