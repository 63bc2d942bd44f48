// Filters on facets: names and values as people give them, resolved against an index.

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "pilcrow/error.h"
#include "search/plan.h"

namespace pilcrow::internal {

namespace {

// "A..B", "A..", "..B" with whole numbers.
struct NumberRange {
  long from = 0;
  long to = 0;
};

std::optional<long> whole_number(std::string_view digits) {
  long value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<NumberRange> parse_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const std::string_view left = text.substr(0, dots);
  const std::string_view right = text.substr(dots + 2);
  NumberRange range{-1000000, 1000000};
  if (!left.empty()) {
    const auto value = whole_number(left);
    if (!value) return std::nullopt;
    range.from = *value;
  }
  if (!right.empty()) {
    const auto value = whole_number(right);
    if (!value) return std::nullopt;
    range.to = *value;
  }
  if (left.empty() && right.empty()) return std::nullopt;
  return range;
}

}  // namespace

std::uint32_t facet_number(const Snapshot& snapshot, const std::string& facet) {
  const auto& names = snapshot.manifest().facets;
  const auto it = std::find(names.begin(), names.end(), facet);
  if (it != names.end()) return static_cast<std::uint32_t>(it - names.begin());
  std::string message = "no facet \"" + facet + "\" in this index; there are";
  for (std::size_t i = 0; i < names.size(); ++i)
    message += (i > 0 ? ", " : " ") + names[i];
  throw Error(ErrorCode::invalid_argument, message);
}

PlanFilter resolve_filter(const FacetFilter& filter, const Snapshot& snapshot,
                          std::vector<Note>& notes) {
  PlanFilter result;
  result.facet = facet_number(snapshot, filter.facet);
  result.exclude = filter.exclude;
  const FacetColumn& column = snapshot.columns().facets()[result.facet];
  result.accepted.assign(column.values().size(), 0);
  const auto accept = [&](const std::string& value) {
    result.values.push_back(value);
    if (const std::int64_t ordinal = column.find(value); ordinal >= 0)
      result.accepted[static_cast<std::size_t>(ordinal)] = 1;
  };
  for (const std::string& value : filter.values) {
    if (const auto range = parse_range(value)) {
      if (range->from > range->to)
        notes.push_back({Severity::warning, "",
                         "the range " + value + " holds nothing: it ends before it begins"});
      for (const std::string& known : column.values()) {
        const auto number = whole_number(known);
        if (number && *number >= range->from && *number <= range->to) accept(known);
      }
    } else {
      for (const std::string& expanded : expand_facet_value(filter.facet, value))
        accept(expanded);
    }
  }
  std::sort(result.values.begin(), result.values.end());
  result.values.erase(std::unique(result.values.begin(), result.values.end()), result.values.end());
  return result;
}

}  // namespace pilcrow::internal
