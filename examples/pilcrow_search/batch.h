#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "pilcrow/searcher.h"
#include "pilcrow_search/options.h"

namespace pilcrow::programs {

/// One line of a file of queries.
struct BatchQuery {
  std::string id{};
  std::string query{};
};

/// Reads `id<TAB>query` lines; empty ones are passed over. Throws UsageError, naming the line.
std::vector<BatchQuery> read_queries(std::istream& in, const std::string& name);

/// Runs all queries with the restrictions of the command line. True where any found something.
bool run_batch(std::ostream& out, const SearchOptions& options, const Searcher& searcher,
               const std::vector<BatchQuery>& queries);

/// The queries that the command line names.
std::vector<BatchQuery> open_queries(const BatchOptions& batch);

}  // namespace pilcrow::programs
