#include "pilcrow_serve/parameters.h"

#include <chrono>

#include "common/exit_code.h"
#include "common/filters.h"
#include "common/options.h"

namespace pilcrow::programs {

namespace {

constexpr std::size_t kMostNameBytes = 300;
constexpr std::uint64_t kMostContextServed = 10;
constexpr std::size_t kMostFacets = 20;
constexpr std::chrono::seconds kTimeLimit{10};

/// "country:12" → 12 values of country.
FacetRequest read_facet(const std::string& text, std::size_t limit, FacetSort sort) {
  const std::size_t colon = text.find(':');
  FacetRequest facet{.facet = text.substr(0, colon), .limit = limit, .sort = sort};
  if (facet.facet.empty()) {
    throw UsageError("facets takes names with commas between them, as in country,year:500");
  }
  if (colon != std::string::npos) {
    facet.limit = static_cast<std::size_t>(
        parse_count("facets=" + facet.facet, text.substr(colon + 1), 0, kMostFacetValues));
  }
  return facet;
}

std::vector<FacetRequest> read_facets(ParameterReader& parameters) {
  const auto limit = static_cast<std::size_t>(
      parameters.count("facet_limit", FacetRequest{}.limit, 0, kMostFacetValues));
  const FacetSort sort = parameters.choice("facet_sort", {"count", "value"}) == 0
                             ? FacetSort::count
                             : FacetSort::value;
  const auto list = parameters.text("facets", kMostNameBytes);
  std::vector<FacetRequest> facets;
  if (!list || list->empty()) return facets;
  for (std::size_t begin = 0; begin <= list->size();) {
    const std::size_t end = std::min(list->find(',', begin), list->size());
    facets.push_back(read_facet(list->substr(begin, end - begin), limit, sort));
    begin = end + 1;
  }
  if (facets.size() > kMostFacets) {
    throw UsageError("facets takes at most " + std::to_string(kMostFacets) + " names");
  }
  return facets;
}

}  // namespace

std::vector<std::string> ParameterReader::texts(const std::string& name, std::size_t most_bytes) {
  known_.insert(name);
  std::vector<std::string> values;
  const auto [begin, end] = given_.equal_range(name);
  for (auto at = begin; at != end; ++at) {
    if (at->second.size() > most_bytes) {
      throw UsageError(name + " is too long: " + std::to_string(at->second.size()) +
                       " bytes, where " + std::to_string(most_bytes) + " are allowed");
    }
    values.push_back(at->second);
  }
  return values;
}

std::optional<std::string> ParameterReader::text(const std::string& name, std::size_t most_bytes) {
  std::vector<std::string> values = texts(name, most_bytes);
  if (values.size() > 1) throw UsageError(name + " may be given once only");
  if (values.empty()) return std::nullopt;
  return std::move(values.front());
}

std::uint64_t ParameterReader::count(const std::string& name, std::uint64_t otherwise,
                                     std::uint64_t least, std::uint64_t most) {
  const auto value = text(name, kMostNameBytes);
  return value ? parse_count(name, *value, least, most) : otherwise;
}

std::size_t ParameterReader::choice(const std::string& name,
                                    const std::vector<std::string>& choices) {
  const auto value = text(name, kMostNameBytes);
  return value ? parse_choice(name, *value, choices) : 0;
}

void ParameterReader::finish() const {
  for (const auto& [name, value] : given_) {
    if (known_.count(name) != 0) continue;
    throw UsageError("there is no parameter '" + name.substr(0, kMostNameBytes) +
                     "' here; there are " +
                     alternatives(std::vector<std::string>(known_.begin(), known_.end())));
  }
}

SearchRequest read_restrictions(ParameterReader& parameters) {
  SearchRequest request{.query = parameters.text("q", kMostQueryBytes).value_or("")};
  request.match = std::vector{Match::automatic, Match::all,
                              Match::any}[parameters.choice("match", {"auto", "all", "any"})];
  std::size_t number = 0;
  const auto add = [&](const std::string& place, const std::string& facet, const std::string& value,
                       bool exclude) {
    if (++number > kMostFilterValues) {
      throw UsageError("too many restrictions: at most " + std::to_string(kMostFilterValues));
    }
    add_filter(request.where, place, facet, value, exclude);
  };
  for (const std::string facet : {"country", "topic", "year", "about"}) {
    for (const std::string& value : parameters.texts(facet, kMostNameBytes))
      add(facet, facet, value, false);
  }
  for (const std::string place : {"facet", "exclude"}) {
    for (const std::string& text : parameters.texts(place, kMostNameBytes)) {
      const auto [facet, value] = parse_assignment(place, text);
      add(place, facet, value, place == "exclude");
    }
  }
  request.time_limit = kTimeLimit;
  return request;
}

SearchRequest read_search_request(ParameterReader& parameters) {
  SearchRequest request = read_restrictions(parameters);
  const auto number = [&](const std::string& name, std::size_t otherwise, std::uint64_t most) {
    return static_cast<std::size_t>(parameters.count(name, otherwise, 0, most));
  };
  request.limit = number("limit", request.limit, kMostHitsServed);
  request.offset = number("offset", 0, kMostOffset);
  request.per_document = number("per_document", 0, kMostHitsServed);
  request.context = number("context", 0, kMostContextServed);
  request.sort =
      std::vector{Sort::relevance, Sort::newest,
                  Sort::oldest}[parameters.choice("sort", {"relevance", "newest", "oldest"})];
  request.explain = parameters.choice("explain", {"0", "1"}) == 1;
  request.facets = read_facets(parameters);
  return request;
}

}  // namespace pilcrow::programs
