#include <algorithm>
#include <charconv>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "common/options.h"
#include "pilcrow/tag.h"
#include "pilcrow_search/text_output.h"

namespace pilcrow::programs {

namespace {

constexpr std::size_t kLongestBar = 30;
constexpr std::size_t kLongestLabel = 44;  // "Climate & environment (climate-environment)"
constexpr std::size_t kRoomForBar = 12;
constexpr std::size_t kShortestLabel = 8;
constexpr std::size_t kNumberGap = 2;
constexpr std::size_t kNumberWidth = 8;  // with the gap; more where numbers are longer
constexpr std::size_t kPeaks = 5;

std::string right(std::uint64_t number, std::size_t width) {
  const std::string text = grouped(number);
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

/// "Japan (JP)"; the value alone where it is its own label, the label alone where both find no
/// room.
std::string name_of(const FacetValue& value, std::size_t room) {
  if (value.label.empty() || value.label == value.value) return printable(value.value);
  std::string name = printable(value.label) + " (" + printable(value.value) + ')';
  return display_width(name) <= room ? name : printable(value.label);
}

void print_values(std::ostream& out, const std::vector<FacetValue>& values,
                  const TextLayout& layout) {
  std::uint64_t most = 1;
  for (const FacetValue& value : values)
    most = std::max(most, value.paragraphs);
  const std::size_t number = std::max(kNumberWidth, grouped(most).size() + kNumberGap);
  std::size_t longest = 10;
  const std::size_t numbers = 4 + 2 * number + 2;
  const std::size_t label_room = layout.width == 0
                                     ? kLongestLabel
                                     : layout.width - std::min(layout.width, numbers + kRoomForBar);
  const std::size_t most_label = std::clamp(label_room, kShortestLabel, kLongestLabel);
  for (const FacetValue& value : values)
    longest = std::max(longest, display_width(name_of(value, most_label)));
  const std::size_t label = std::min(longest, most_label);
  const std::size_t taken = numbers + label;
  const std::size_t room =
      layout.width == 0 ? kLongestBar : layout.width - std::min(layout.width, taken);
  for (const FacetValue& value : values) {
    out << "  " << (value.selected ? "✓ " : "  ") << fit(name_of(value, label), label)
        << right(value.paragraphs, number) << right(value.documents, number);
    const std::string drawn = bar(static_cast<double>(value.paragraphs), static_cast<double>(most),
                                  std::min(room, kLongestBar));
    if (room > 0) out << "  " << layout.palette.accent << drawn << layout.palette.reset;
    out << '\n';
  }
}

/// Paragraphs per year, or nothing where a value is not a year.
std::map<int, std::uint64_t> by_year(const FacetCounts& counts) {
  std::map<int, std::uint64_t> years;
  for (const FacetValue& value : counts.values) {
    int year = 0;
    const char* end = value.value.data() + value.value.size();
    const auto [stop, error] = std::from_chars(value.value.data(), end, year);
    if (error != std::errc{} || stop != end || year < 0 || year > 9999) return {};
    years[year] += value.paragraphs;
  }
  return years;
}

/// The years from first to last as one line; several years to a column where there are many. Below
/// it a line under the chosen ones.
void print_histogram(std::ostream& out, const std::map<int, std::uint64_t>& years,
                     const std::set<int>& chosen, const TextLayout& layout) {
  const int first = years.begin()->first;
  const auto span = static_cast<std::size_t>(years.rbegin()->first - first) + 1;
  const std::size_t room = layout.width == 0 ? span : std::max<std::size_t>(layout.width, 36) - 16;
  const std::size_t per_column = (span + room - 1) / room;
  const auto column_of = [&](int year) {
    return static_cast<std::size_t>(year - first) / per_column;
  };
  std::vector<double> columns((span + per_column - 1) / per_column);
  for (const auto& [year, paragraphs] : years)
    columns[column_of(year)] += static_cast<double>(paragraphs);
  const Palette& palette = layout.palette;
  out << "    " << first << ' ' << palette.accent << sparkline(columns) << palette.reset << ' '
      << years.rbegin()->first << '\n';
  if (chosen.empty()) return;
  std::vector<const char*> line(column_of(*chosen.rbegin()) + 1, " ");
  for (const int year : chosen)
    line[column_of(year)] = "▔";
  out << std::string(4 + std::to_string(first).size() + 1, ' ') << palette.bold;
  for (const char* mark : line)
    out << mark;
  out << palette.reset << '\n';
}

std::set<int> chosen_years(const FacetCounts& counts) {
  std::set<int> chosen;
  for (const FacetValue& value : counts.values) {
    if (value.selected) chosen.insert(std::stoi(value.value));
  }
  return chosen;
}

/// The most frequent values (of the chosen ones, where there are any) in the order of time.
std::vector<FacetValue> peaks(const FacetCounts& counts, std::size_t number) {
  std::vector<FacetValue> values = counts.values;
  const bool any_chosen = std::any_of(values.begin(), values.end(),
                                      [](const FacetValue& value) { return value.selected; });
  std::erase_if(values, [&](const FacetValue& value) {
    return value.paragraphs == 0 || (any_chosen && !value.selected);
  });
  std::stable_sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
    return a.paragraphs > b.paragraphs;
  });
  values.resize(std::min(values.size(), number));
  std::sort(values.begin(), values.end(),
            [](const FacetValue& a, const FacetValue& b) { return a.value < b.value; });
  return values;
}

void print_rest(std::ostream& out, const FacetCounts& counts, std::size_t shown,
                const TextLayout& layout) {
  std::string rest;
  if (counts.distinct > shown) {
    rest = grouped(shown) + " of " + grouped(counts.distinct) + " values";
  }
  if (counts.missing_paragraphs > 0) {
    rest += (rest.empty() ? "" : "; ") +
            counted(counts.missing_paragraphs, "paragraph", "paragraphs") + " without one";
  }
  if (!rest.empty()) out << "    " << layout.palette.dim << rest << layout.palette.reset << '\n';
}

}  // namespace

void print_facet(std::ostream& out, const FacetCounts& counts, const TextLayout& layout) {
  const Palette& palette = layout.palette;
  out << palette.bold << printable(counts.facet) << palette.reset << palette.dim
      << "  (paragraphs, documents)" << palette.reset << '\n';
  const bool numeric = counts.facet == facets::kYear || counts.facet == facets::kAbout;
  const std::map<int, std::uint64_t> years =
      layout.histogram && numeric ? by_year(counts) : std::map<int, std::uint64_t>{};
  std::vector<FacetValue> values = counts.values;
  if (years.size() > 1) {
    print_histogram(out, years, chosen_years(counts), layout);
    values = peaks(counts, std::min(layout.facet_limit, kPeaks));
  }
  print_values(out, values, layout);
  print_rest(out, counts, values.size(), layout);
  out << '\n';
}

}  // namespace pilcrow::programs
