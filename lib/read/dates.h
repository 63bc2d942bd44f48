#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "pilcrow/date.h"

namespace pilcrow::internal {

/// A date that stands at the beginning of a text, and the bytes it takes.
struct FoundDate {
  Date date;
  std::size_t size = 0;
};

/// Reads the longest date at the beginning of `text`: the forms of `parse_date`.
std::optional<FoundDate> scan_date(std::string_view text, std::string_view language);

/// The same; where the language is not known, in the month names of the most common ones.
std::optional<FoundDate> scan_date_in_any(std::string_view text, std::string_view language);

/// A place or a label of few words, a comma and a date at the beginning of `line`: "Suva, 2
/// September 2024", "Paris, le 12 décembre 2025", "Briefing note, 4 May 2016".
std::optional<FoundDate> scan_place_and_date(std::string_view line, std::string_view language);

/// A date (at least year and month) anywhere in a short line: a date line or by-line.
std::optional<Date> find_date(std::string_view line, std::string_view language);

/// The date that a path or URL names: `/2024/12/19/`, `2024-12-19`, `EST_69_2014`. The file name
/// goes before its folders.
std::optional<Date> date_from_name(std::string_view name);

/// True where the calendar has this date; unknown parts are 0.
bool is_valid(const Date& date) noexcept;

}  // namespace pilcrow::internal
