#include "pilcrow/date.h"

#include <cstdio>

#include "read/dates.h"
#include "text/strings.h"

namespace pilcrow {

std::string_view to_string(DateOrigin origin) noexcept {
  switch (origin) {
    case DateOrigin::none:
      return "none";
    case DateOrigin::given:
      return "given";
    case DateOrigin::front_matter:
      return "front_matter";
    case DateOrigin::json_ld:
      return "json_ld";
    case DateOrigin::meta:
      return "meta";
    case DateOrigin::time_element:
      return "time_element";
    case DateOrigin::text:
      return "text";
    case DateOrigin::file_name:
      return "file_name";
  }
  return "none";
}

std::string to_string(const Date& date) {
  char buffer[48];
  if (date.month == 0) {
    std::snprintf(buffer, sizeof buffer, "%04d", date.year);
  } else if (date.day == 0) {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d", date.year, date.month);
  } else {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  }
  return buffer;
}

namespace {

/// A time of day behind a date: "T08:00:00Z", " 08:00", ", 8:30 GMT".
bool is_time(std::string_view rest) {
  if (!rest.empty() && (rest[0] == 'T' || rest[0] == 't' || rest[0] == ',')) rest.remove_prefix(1);
  rest = internal::trim(rest);
  std::size_t digits = 0;
  while (digits < rest.size() && internal::is_ascii_digit(rest[digits]))
    ++digits;
  return (digits == 1 || digits == 2) && digits + 2 < rest.size() && rest[digits] == ':' &&
         internal::is_ascii_digit(rest[digits + 1]) && rest.size() <= 40;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text, std::string_view language) {
  try {
    text = internal::trim(text);
    const auto found = internal::scan_date(text, language);
    if (!found) return std::nullopt;
    const std::string_view rest = text.substr(found->size);
    if (!internal::trim(rest).empty() && !(found->date.day > 0 && is_time(rest))) {
      return std::nullopt;
    }
    return found->date;
  } catch (...) {  // out of memory, or ICU without its data
    return std::nullopt;
  }
}

}  // namespace pilcrow
