#include "search/histogram.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace pilcrow::internal {

namespace {

// Numbers further from 0 are no years and nothing to draw.
constexpr int kLargest = 1'000'000;

std::optional<int> whole_number(const std::string& text) {
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
  for (const std::string& value : column.values)
    numbers.push_back(whole_number(value));
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

// A column that holds bars in place of numbers, each once for a paragraph.
FacetColumn bars_of(const FacetColumn& column, const std::vector<std::optional<int>>& numbers,
                    int first, int last, int width) {
  FacetColumn bars;
  bars.values.resize(empty_bars(first, last, width).size());
  const int begin = floor_to(first, width);
  for (std::size_t id = 1; id + 1 < column.offsets.size(); ++id) {
    const std::size_t own = bars.ordinals.size();
    for (std::uint32_t i = column.offsets[id]; i < column.offsets[id + 1]; ++i) {
      const auto number = numbers[column.ordinals[i]];
      if (!number || *number < first || *number > last) continue;
      const auto bar = static_cast<std::uint32_t>((*number - begin) / width);
      if (std::find(bars.ordinals.begin() + static_cast<std::ptrdiff_t>(own), bars.ordinals.end(),
                    bar) == bars.ordinals.end())
        bars.ordinals.push_back(bar);
    }
    bars.offsets.push_back(static_cast<std::uint32_t>(bars.ordinals.size()));
  }
  return bars;
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
  const FacetColumn wide = bars_of(column, numbers, *first, *last, width);
  const auto counted = count_columns(matches, plan, {{tally.facet, &wide}}, snapshot);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    bars[i].paragraphs = counted.front().paragraphs[i];
    bars[i].documents = counted.front().documents[i];
  }
  return bars;
}

}  // namespace pilcrow::internal
