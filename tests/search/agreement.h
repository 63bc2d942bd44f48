#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "pilcrow/pilcrow.h"
#include "support/oracle.h"

namespace pilcrow::test {

/// Random requests, answered by a searcher and by brute force over the same paragraphs; what
/// differs fails the test. Returns how many were not compared because their expansion was cut.
std::size_t check_agreement(const Searcher& searcher, const Oracle& oracle, std::size_t queries,
                            unsigned seed);

// How many queries, and from which seed, is up to the environment:
//
//     PILCROW_AGREEMENT_QUERIES=5000 PILCROW_AGREEMENT_SEED=7 search_tests "*brute force*"

bool is_long_run();
/// So many queries as the environment asks for, or `otherwise`.
std::size_t query_count(std::size_t otherwise);
/// `seed`, moved on by the environment's.
unsigned query_seed(unsigned seed);

/// Speeches of the UN corpus, about 20,000 paragraphs; unpacked into `directory`. None where the
/// corpus is not there.
std::vector<Document> speeches(const std::filesystem::path& directory);

}  // namespace pilcrow::test
