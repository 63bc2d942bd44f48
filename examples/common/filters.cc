#include "common/filters.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "common/exit_code.h"
#include "common/options.h"
#include "pilcrow/tag.h"

namespace pilcrow::programs {

namespace po = boost::program_options;

namespace {

constexpr std::size_t kValuesShown = 12;

/// A year of one to four digits; empty text: an open end.
std::optional<int> parse_year_end(std::string_view text) {
  if (text.empty() || text.size() > 4 ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  int year = 0;
  for (const char digit : text)
    year = year * 10 + (digit - '0');
  return year;
}

void check_years(const std::string& option, const std::string& text) {
  const std::string remedy =
      " takes a year (2024) or a range (2020..2024, 2022.., ..1990), not '" + text + "'";
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) {
    if (!parse_year_end(text)) throw UsageError(option + remedy);
    return;
  }
  const std::string first = text.substr(0, dots);
  const std::string last = text.substr(dots + 2);
  const std::optional<int> from = parse_year_end(first);
  const std::optional<int> to = parse_year_end(last);
  const bool readable = (from || first.empty()) && (to || last.empty()) && (from || to);
  if (!readable) throw UsageError(option + remedy);
  if (from && to && *from > *to) {
    throw UsageError(option + ": the range " + text + " ends before it begins; did you mean " +
                     last + ".." + first + "?");
  }
}

void check_facet_name(const std::string& facet, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), facet) != known.end()) return;
  throw UsageError("this index has no facet '" + facet + "'; it has " + alternatives(known));
}

bool known_to_the_tables(const std::string& facet, const std::string& value) {
  bool known = false;
  const std::string normal = normalize_facet_value(facet, value, &known);
  if (known) return true;
  const std::vector<std::string> expanded = expand_facet_value(facet, value);
  return expanded.size() != 1 || expanded.front() != normal;
}

void check_value(const std::string& facet, const std::string& value, const Searcher& searcher) {
  if (is_numeric_facet(facet) || known_to_the_tables(facet, value)) return;
  const std::vector<FacetValue> values = searcher.facet_values(facet, "", SIZE_MAX);
  const std::string normal = normalize_facet_value(facet, value);
  for (const FacetValue& there : values) {
    if (there.value == normal || there.value == value) return;
  }
  std::string message = "no " + facet + " is called '" + value + "'";
  if (values.empty()) throw UsageError(message + "; this index has no values of " + facet);
  message += "; this index has ";
  for (std::size_t i = 0; i < std::min(values.size(), kValuesShown); ++i) {
    const FacetValue& there = values[i];
    message += (i > 0 ? ", " : "") + there.value;
    if (there.label != there.value && !there.label.empty()) message += " (" + there.label + ")";
  }
  if (values.size() > kValuesShown) {
    message += " and " + std::to_string(values.size() - kValuesShown) + " more";
  }
  throw UsageError(message);
}

}  // namespace

bool is_numeric_facet(std::string_view facet) {
  return facet == facets::kYear || facet == facets::kAbout;
}

void add_filter(std::vector<FacetFilter>& filters, const std::string& option,
                const std::string& facet, const std::string& value, bool exclude) {
  if (is_numeric_facet(facet)) check_years(option, value);
  if (value.empty()) throw UsageError(option + " takes a value");
  for (FacetFilter& filter : filters) {
    if (filter.facet == facet && filter.exclude == exclude) {
      filter.values.push_back(value);
      return;
    }
  }
  filters.push_back({.facet = facet, .values = {value}, .exclude = exclude});
}

std::vector<FacetFilter> parse_filters(const po::variables_map& given) {
  std::vector<FacetFilter> filters;
  for (const std::string facet : {"country", "topic", "year", "about"}) {
    for (const std::string& value : values_of(given, facet))
      add_filter(filters, "--" + facet, facet, value, false);
  }
  for (const std::string option : {"facet", "exclude"}) {
    for (const std::string& text : values_of(given, option)) {
      const auto [facet, value] = parse_assignment("--" + option, text);
      add_filter(filters, "--" + option, facet, value, option == "exclude");
    }
  }
  return filters;
}

std::vector<FacetRequest> parse_facet_list(const std::string& list, std::size_t limit,
                                           FacetSort sort) {
  std::vector<FacetRequest> requests;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string facet = list.substr(begin, end - begin);
    if (facet.empty()) {
      throw UsageError("--facets takes names with commas between them, as in country,year, not '" +
                       list + "'");
    }
    requests.push_back({.facet = facet, .limit = limit, .sort = sort});
    begin = end + 1;
  }
  return requests;
}

void check_facets(const SearchRequest& request, const Searcher& searcher) {
  const std::vector<std::string> known = searcher.facets();
  for (const FacetRequest& facet : request.facets)
    check_facet_name(facet.facet, known);
  for (const FacetFilter& filter : request.where) {
    check_facet_name(filter.facet, known);
    for (const std::string& value : filter.values)
      check_value(filter.facet, value, searcher);
  }
}

}  // namespace pilcrow::programs
