#pragma once

#include <boost/program_options.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/search_request.h"
#include "pilcrow/searcher.h"

namespace pilcrow::programs {

/// True for the facets whose values are years.
bool is_numeric_facet(std::string_view facet);

/// Adds one restriction to those of a request; values of one facet are gathered in one filter.
/// `option` names the place in messages ("--year"). Years must be years or ranges. Throws
/// UsageError.
void add_filter(std::vector<FacetFilter>& filters, const std::string& option,
                const std::string& facet, const std::string& value, bool exclude);

/// The filters of a command line, checked as far as that goes without an index: years must be
/// years or ranges. Throws UsageError.
std::vector<FacetFilter> parse_filters(const boost::program_options::variables_map& given);

/// "country,topic" as requests for counts.
std::vector<FacetRequest> parse_facet_list(const std::string& list, std::size_t limit,
                                           FacetSort sort);

/// Throws UsageError where a request names a facet that the index does not have, or a value that
/// neither the built-in tables nor the index know (a slip of the pen, most likely; "nothing found"
/// would hide it).
void check_facets(const SearchRequest& request, const Searcher& searcher);

}  // namespace pilcrow::programs
