// Values of facets as people type them.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "pilcrow/tag.h"
#include "search/query_lexer.h"

namespace pilcrow::internal {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_year(std::string_view text) {
  return is_digits(text) && text.size() <= 4;
}

struct WrittenRange {
  std::string first;
  std::string last;
};

/// Compares numbers of any length.
bool less_number(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::optional<WrittenRange> split_at(std::string_view value, std::string_view separator) {
  const std::size_t at = value.find(separator);
  if (at == std::string_view::npos) return std::nullopt;
  return WrittenRange{std::string(value.substr(0, at)),
                      std::string(value.substr(at + separator.size()))};
}

/// "2020..2024", "2022..", "..1990" of any facet.
std::optional<WrittenRange> plain_range(std::string_view value) {
  auto range = split_at(value, "..");
  if (!range || (range->first.empty() && range->last.empty())) return std::nullopt;
  const auto fits = [](const std::string& bound) { return bound.empty() || is_digits(bound); };
  if (!fits(range->first) || !fits(range->last)) return std::nullopt;
  return range;
}

/// The same in the other writings that are used for years.
std::optional<WrittenRange> year_range(std::string_view value) {
  if (value.starts_with(">=") && is_year(value.substr(2))) {
    return WrittenRange{std::string(value.substr(2)), ""};
  }
  if (value.starts_with("<=") && is_year(value.substr(2))) {
    return WrittenRange{"", std::string(value.substr(2))};
  }
  if (value.starts_with('>') && is_year(value.substr(1))) {
    return WrittenRange{std::to_string(std::stoi(std::string(value.substr(1))) + 1), ""};
  }
  if (value.starts_with('<') && is_year(value.substr(1))) {
    return WrittenRange{"",
                        std::to_string(std::max(std::stoi(std::string(value.substr(1))) - 1, 0))};
  }
  for (const std::string_view separator : {"...", "..", "…", "–", "-"}) {
    auto range = split_at(value, separator);
    if (!range) continue;
    const bool fits = (range->first.empty() || is_year(range->first)) &&
                      (range->last.empty() || is_year(range->last)) &&
                      !(range->first.empty() && range->last.empty());
    if (fits) return range;
  }
  return std::nullopt;
}

}  // namespace

bool read_facet_value(std::string_view facet, std::string& value, QueryNotes& notes) {
  const bool years = facet == facets::kYear || facet == facets::kAbout;
  auto range = years ? year_range(value) : plain_range(value);
  if (!range) {
    if (!years || is_year(value)) return true;
    notes.add(Severity::info, "“" + value + "” is neither a year nor a range like 2020..2024; “" +
                                  std::string(facet) + ":" + value + "” was read as words");
    return false;
  }
  if (!range->first.empty() && !range->last.empty() && less_number(range->last, range->first)) {
    std::swap(range->first, range->last);
    notes.add(Severity::info,
              "the range “" + value + "” was read as " + range->first + ".." + range->last);
  }
  value = range->first + ".." + range->last;
  return true;
}

}  // namespace pilcrow::internal
