#include "search/histogram.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace pilcrow::internal {

namespace {

// Numbers further from 0 are no years and nothing to draw.
constexpr int kLargest = 1'000'000;

std::optional<int> year_number(const std::string& text) {
  int value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value > kLargest || value < -kLargest)
    return std::nullopt;
  return value;
}

// The values of a column as numbers, by ordinal.
std::vector<std::optional<int>> numbers_of(const FacetColumn& column) {
  std::vector<std::optional<int>> numbers;
  for (const std::string& value : column.values())
    numbers.push_back(year_number(value));
  return numbers;
}

int floor_to(int number, int width) {
  const int rest = number % width;
  return number - (rest < 0 ? rest + width : rest);
}

// 1, 2, 5, 10, 20 … until the bars are few enough.
int width_for(int first, int last, std::size_t most_bars) {
  for (int width = 1;; width *= 10) {
    for (const int step : {1, 2, 5}) {
      const int wide = width * step;
      const int span = floor_to(last, wide) - floor_to(first, wide);
      const auto bars = static_cast<std::size_t>(span / wide) + 1;
      if (bars <= std::max<std::size_t>(most_bars, 1) || wide > 2 * kLargest) return wide;
    }
  }
}

std::vector<HistogramBar> empty_bars(int first, int last, int width) {
  std::vector<HistogramBar> bars;
  for (int from = floor_to(first, width); from <= last; from += width)
    bars.push_back({from, from + width - 1, 0, 0});
  return bars;
}

// The bars in which each set of values has one, by set.
std::vector<std::vector<std::size_t>> bars_by_set(const FacetColumn& column,
                                                  const std::vector<std::optional<int>>& numbers,
                                                  const std::vector<HistogramBar>& bars) {
  const int width = bars.front().to - bars.front().from + 1;
  std::vector<std::vector<std::size_t>> by_set(column.set_count());
  for (std::uint32_t set = 0; set < by_set.size(); ++set) {
    for (const std::uint32_t ordinal : column.members(set)) {
      const auto number = numbers[ordinal];
      if (!number || *number < bars.front().from || *number > bars.back().to) continue;
      const auto bar = static_cast<std::size_t>((*number - bars.front().from) / width);
      if (std::find(by_set[set].begin(), by_set[set].end(), bar) == by_set[set].end())
        by_set[set].push_back(bar);
    }
  }
  return by_set;
}

}  // namespace

std::vector<HistogramBar> make_histogram(const FacetTally& tally, std::size_t most_bars,
                                         const Matches& matches, const Plan& plan,
                                         const Snapshot& snapshot) {
  const FacetColumn& column = snapshot.columns().facets()[tally.facet];
  const auto numbers = numbers_of(column);
  std::optional<int> first;
  std::optional<int> last;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!numbers[i] || tally.paragraphs[i] == 0) continue;
    first = std::min(first.value_or(*numbers[i]), *numbers[i]);
    last = std::max(last.value_or(*numbers[i]), *numbers[i]);
  }
  if (!first) return {};
  const int width = width_for(*first, *last, most_bars);
  std::vector<HistogramBar> bars = empty_bars(*first, *last, width);
  if (width == 1) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (!numbers[i] || tally.paragraphs[i] == 0) continue;
      HistogramBar& bar = bars[static_cast<std::size_t>(*numbers[i] - *first)];
      bar.paragraphs += tally.paragraphs[i];
      bar.documents += tally.documents[i];
    }
    return bars;
  }
  const auto by_set = bars_by_set(column, numbers, bars);
  std::vector<DocId> last_document(bars.size(), 0);
  for_each_counted(matches, plan, tally.facet, snapshot, [&](DocId id) {
    const DocId document = snapshot.columns().first(id);
    for (const std::size_t bar : by_set[column.set(id)]) {
      ++bars[bar].paragraphs;
      bars[bar].documents += document != last_document[bar] ? 1 : 0;
      last_document[bar] = document;
    }
  });
  return bars;
}

}  // namespace pilcrow::internal
