#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// What a surface of the country table is. All but the last four give a tag.
enum class PatternKind : std::uint8_t {
  name,
  former,
  demonym,
  capital,
  city,
  region,       ///< a state or province that has cities named after those of other countries
  institution,  ///< stands for its country: "White House"
  group,        ///< "the Baltic states": tags all its members
  state,        ///< a state as it stands behind a comma: ", Calif."
  ambiguous,    ///< decided by what stands around it
  context,      ///< decides ambiguous ones
  block         ///< a longer phrase that is no country
};

/// The name of a kind as it stands in `TagMention::kind` and in users' files, e.g. "demonym".
std::string_view to_string(PatternKind kind) noexcept;
std::optional<PatternKind> pattern_kind(std::string_view name) noexcept;

/// A row of the compiled-in table of surfaces.
struct CountryPattern {
  std::string_view surface;
  std::string_view code;  ///< "EE"; a group "EE+LV+LT"; ambiguous "?GEORGIA"; context "?GEORGIA=GE"
  PatternKind kind;
  std::string_view language;
};

std::span<const CountryPattern> country_patterns();

/// True for a code that the table knows, withdrawn ones too.
bool is_country_code(std::string_view code);

/// The code that "EE", "ee", "EST", "Estonia", "Eesti" stand for; nothing where it is not known.
std::optional<std::string> country_code(std::string_view value);

/// The name for people, in the language or else in English; empty for an unknown code.
std::string country_label(std::string_view code, std::string_view language);

/// Where a state is gone, itself and its successors; otherwise nothing.
std::vector<std::string> with_successors(std::string_view code);

/// Today's members of a group, by any of its names; empty where there is none. Sorted.
std::vector<std::string> group_members(std::string_view name);
/// The members in a year.
std::vector<std::string> group_members(std::string_view name, int year);
/// The name of a group for people; empty where there is none.
std::string group_label(std::string_view name);

/// A name as names are compared: folded words with one space between them, no leading article.
std::string name_key(std::string_view name);

}  // namespace pilcrow::internal
