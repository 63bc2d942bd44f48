#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "pilcrow/export.h"

namespace pilcrow {

/// A calendar date of which the day, or month and day, may be unknown (0).
struct Date {
  int year = 0;   ///< 1 to 9999
  int month = 0;  ///< 1 to 12; 0: unknown
  int day = 0;    ///< 1 to 31; 0: unknown

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

/// Where a document's date of publication came from, most trusted first.
enum class DateOrigin {
  none,          ///< no date is known
  given,         ///< by the caller, or the `published` field of a record
  front_matter,  ///< YAML or TOML front matter
  json_ld,       ///< `datePublished` in JSON-LD
  meta,          ///< article:published_time, DC.date, citation_publication_date, PDF metadata
  time_element,  ///< an HTML `<time>`
  text,          ///< the first lines of the text ("Dec 19, 2024 in CEIAS Insights")
  file_name,     ///< file name or URL ("/2024/12/", "EST_69_2014")
};

/// The name of an origin as it is written here, e.g. "front_matter".
PILCROW_API std::string_view to_string(DateOrigin origin) noexcept;

/// "2024", "2024-12" or "2024-12-19".
PILCROW_API std::string to_string(const Date& date);

/// Reads a text that is a date and nothing else (white space around it and a time behind an ISO
/// date are allowed): 2024-12-19, 2024-12-19T08:00:00Z, 2024-12, 2024, 19 December 2024,
/// 26-FEB-1987, Dec 19, 2024, 19.12.2024, 2024年12月19日, and month names of `language` (ISO 639-1;
/// English is always understood). All-numeric dates with slashes (01/04/63) are ambiguous and stay
/// unread, as does a day that the calendar does not have. Never throws.
PILCROW_API std::optional<Date> parse_date(std::string_view text, std::string_view language = "en");

}  // namespace pilcrow
