#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "pilcrow/span.h"
#include "text/words.h"

namespace pilcrow::internal {

constexpr int kFirstYear = 1500;
constexpr int kLastYear = 2100;

/// Some years, both ends included, and the words that name them.
struct YearRange {
  int from = 0;
  int to = 0;
  std::uint32_t last = 0;  ///< the last of the words
};

/// A number in a text and what stands around it, which tells a year from other numbers. Words are
/// given by their number.
class NumberContext {
 public:
  NumberContext(std::string_view text, const std::vector<Word>& words)
      : text_(text), words_(words) {}

  [[nodiscard]] std::string_view word(std::uint32_t at) const;
  [[nodiscard]] bool has(std::uint32_t at) const { return at < words_.size(); }
  /// The bytes between a word and the one before, or the one behind it.
  [[nodiscard]] std::string_view gap_before(std::uint32_t at) const;
  [[nodiscard]] std::string_view gap_after(std::uint32_t at) const;
  [[nodiscard]] Span span(std::uint32_t first, std::uint32_t last) const;

  /// The year that four digits are, from 1500 to 2100.
  [[nodiscard]] std::optional<int> year(std::uint32_t at) const;

  /// "resolution 1973", "articles 1901 and 1902", "$2000", "A/2011", "No. 1540", "3.1415".
  [[nodiscard]] bool is_number_of_something(std::uint32_t at) const;
  /// "1998.5", "1998,500", "2000%", "1998/12", "1973 (2011)": the number goes on or is none.
  [[nodiscard]] bool goes_on_as_number(std::uint32_t at) const;
  /// "2000 troops", "2000 years", "nearly 2000", "877 1960 926"; "in 2000 troops left" is none.
  [[nodiscard]] bool is_amount(std::uint32_t at) const;
  /// The years that begin with `start` at a word: "1939-45", "1999-01", "1986/87", "between 1939
  /// and 1945", "from 1990 to 1995", "1990 through 1995".
  [[nodiscard]] std::optional<YearRange> range(std::uint32_t at, int start) const;

 private:
  [[nodiscard]] bool is_behind_sign(std::uint32_t at) const;
  [[nodiscard]] bool is_in_row(std::uint32_t at) const;
  [[nodiscard]] bool is_in_numbered_list(std::uint32_t at) const;
  [[nodiscard]] bool is_date(std::uint32_t at, std::string_view separator) const;
  [[nodiscard]] bool is_range_end(std::uint32_t at) const;
  [[nodiscard]] bool is_season(std::uint32_t at) const;
  [[nodiscard]] bool begins_a_date(std::uint32_t at, std::string_view separator) const;
  [[nodiscard]] std::optional<std::uint32_t> other_end(std::uint32_t at) const;

  std::string_view text_;
  const std::vector<Word>& words_;
};

/// The number that up to four digits are.
std::optional<int> small_number(std::string_view digits);

}  // namespace pilcrow::internal
