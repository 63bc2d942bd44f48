#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tag/mention_list.h"
#include "text/words.h"

namespace pilcrow::internal {

/// True for a word that `find_years` has to look at: a number, or the name of a decade.
bool may_be_year(std::string_view text, const Word& word);

/// Appends the years that the text speaks of at words[at] (facet about; kinds "year", "range",
/// "decade") and returns how many words were used, at least 1.
///
/// Four digits from 1500 to 2100, "FY2024"; ranges "1939-45", "1999-01", "1986/87", "between 1939
/// and 1945" give each year between (at most 100, of a wider one only both ends), as do "1990s",
/// "the '90s" and "the nineties". Not years: what follows "resolution", "$", "No.", "para.",
/// "article", "p." or a slash, further numbers of such a list ("resolutions 1695, 1718 and 1874"),
/// parts of document symbols, decimals and larger numbers, and amounts ("2000 troops", "2000
/// years") unless a word like "in" or "since" stands before them. "resolution 1973 (2011)" speaks
/// of 2011.
std::uint32_t find_years(std::string_view text, const std::vector<Word>& words, std::uint32_t at,
                         MentionList& out);

}  // namespace pilcrow::internal
