#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pilcrow/date.h"

namespace pilcrow::internal {

/// What a by-line or date line says.
struct Byline {
  std::string author;
  std::optional<Date> date;
  bool updated = false;  ///< the date is that of a change
};

/// Reads a line as it stands above an article: "by Anna Zaccaro", "Von A. Muster | 19. Dezember
/// 2024", "Publié le 19 décembre 2024 à 10h32", "Suva, 2 September 2024", "5 min read". Nothing for
/// any other line. Takes folded text.
std::optional<Byline> read_byline(std::string_view line, std::string_view language);

/// The name in a line that begins with "by" or the like in one of many languages, or nothing.
std::string byline_author(std::string_view line);

/// A line that begins with a date, or with "Published", "Stand" and the like before one.
bool is_date_line(std::string_view line, std::string_view language);

/// Two to four words that could be somebody's name.
bool is_person_name(std::string_view line);

}  // namespace pilcrow::internal
