#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/export.h"
#include "pilcrow/span.h"

namespace pilcrow {

/// The built-in facets. An index may declare further ones (`IndexOptions::facets`).
namespace facets {
inline constexpr std::string_view kCountry =
    "country";                                       ///< ISO 3166-1 alpha-2, also withdrawn codes
inline constexpr std::string_view kTopic = "topic";  ///< id of a topic, e.g. "hybrid-cyber"
inline constexpr std::string_view kYear = "year";    ///< year of publication, e.g. "2024"
inline constexpr std::string_view kAbout = "about";  ///< years that the text speaks of
}  // namespace facets

/// One value of one facet.
struct Tag {
  std::string facet{};
  std::string value{};

  friend auto operator<=>(const Tag&, const Tag&) = default;
};

/// Why a paragraph carries a tag.
struct TagMention {
  Tag tag{};
  std::string kind{};  ///< "name", "demonym", "capital", "strong", "weak", "given", "published", …
  std::string surface{};  ///< the words that caused it, as written; empty for a given tag
  Span bytes{};           ///< where they stand in `Paragraph::text`; empty for a given tag
};

/// The name of a facet value for people in `language` (ISO 639-1; English where nothing better is
/// known): ("country", "JP") → "Japan", ("topic", "hybrid-cyber") → "Hybrid & cyber". A value that
/// has no label is returned as it is.
PILCROW_API std::string facet_label(std::string_view facet, std::string_view value,
                                    std::string_view language = "en");

/// The form of a value as it is stored: ("country", "EST" | "Estonia" | "Eesti" | "ee") → "EE",
/// ("topic", "Cyber") → "hybrid-cyber". Values of other facets, and those it does not know, come
/// back unchanged but for white space around them; `known` (may be null) tells.
PILCROW_API std::string normalize_facet_value(std::string_view facet, std::string_view value,
                                              bool* known = nullptr);

/// The values that a query value stands for: a group of countries ("NATO", "baltic") gives its
/// members today, anything else its normalised self. Never empty.
PILCROW_API std::vector<std::string> expand_facet_value(std::string_view facet,
                                                        std::string_view value);

}  // namespace pilcrow
