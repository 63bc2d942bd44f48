#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pilcrow/search_request.h"

namespace pilcrow::programs {

/// The parameters of an address, decoded: what stands behind its question mark.
using Parameters = std::multimap<std::string, std::string>;

/// Bounds of what one request may ask for.
inline constexpr std::size_t kMostQueryBytes = 2000;
inline constexpr std::uint64_t kMostHitsServed = 100;
inline constexpr std::uint64_t kMostOffset = 10'000;
inline constexpr std::size_t kMostFilterValues = 200;
inline constexpr std::uint64_t kMostFacetValues = 2'000;
inline constexpr std::uint64_t kMostParagraphsServed = 200;

/// Takes parameters out one by one. All members throw UsageError, which names the parameter.
class ParameterReader {
 public:
  explicit ParameterReader(const Parameters& given) : given_(given) {}

  /// The value of a parameter that may be given once.
  std::optional<std::string> text(const std::string& name, std::size_t most_bytes);
  /// The values of a parameter that may be repeated.
  std::vector<std::string> texts(const std::string& name, std::size_t most_bytes);
  std::uint64_t count(const std::string& name, std::uint64_t otherwise, std::uint64_t least,
                      std::uint64_t most);
  /// The place of the value in `choices`; 0 where the parameter is not given.
  std::size_t choice(const std::string& name, const std::vector<std::string>& choices);

  /// To be called at the end: a parameter that nobody took is a slip of the pen.
  void finish() const;

 private:
  const Parameters& given_;
  std::set<std::string> known_;
};

/// What is searched for and where: q, match, and the restrictions country, topic, year, about,
/// facet=NAME=VALUE, exclude=NAME=VALUE.
SearchRequest read_restrictions(ParameterReader& parameters);

/// All of a search: the restrictions, and limit, offset, sort, per_document, context, facets
/// (NAME or NAME:LIMIT, with commas between), facet_limit, facet_sort, explain.
SearchRequest read_search_request(ParameterReader& parameters);

}  // namespace pilcrow::programs
