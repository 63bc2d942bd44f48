#include "pilcrow/search_request.h"

#include <string>

namespace pilcrow {

namespace {

FacetFilter filter(std::string_view facet, std::string_view value) {
  return {.facet = std::string(facet), .values = {std::string(value)}};
}

}  // namespace

FacetFilter country(std::string_view value) {
  return filter(facets::kCountry, value);
}

FacetFilter topic(std::string_view value) {
  return filter(facets::kTopic, value);
}

FacetFilter year(std::string_view value_or_range) {
  return filter(facets::kYear, value_or_range);
}

FacetFilter about(std::string_view value_or_range) {
  return filter(facets::kAbout, value_or_range);
}

std::vector<FacetRequest> default_facets() {
  std::vector<FacetRequest> requests;
  for (const std::string_view facet : {facets::kCountry, facets::kTopic, facets::kYear}) {
    requests.push_back({.facet = std::string(facet)});
  }
  return requests;
}

}  // namespace pilcrow
