#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/tagger.h"

namespace pilcrow::test {

/// The built-in tagger with default options.
const Tagger& builtin();

/// What it finds in a paragraph.
std::vector<TagMention> mentions_in(std::string_view text, const std::string& language = "en");

/// The distinct values of one facet in a paragraph, sorted, with a space between them.
std::string values_in(std::string_view text, std::string_view facet,
                      const std::string& language = "en");

inline std::string countries_in(std::string_view text, const std::string& language = "en") {
  return values_in(text, facets::kCountry, language);
}
inline std::string years_in(std::string_view text) {
  return values_in(text, facets::kAbout);
}

/// The values of one facet among mentions, sorted, distinct, with a space between them.
std::string values_of(const std::vector<TagMention>& mentions, std::string_view facet);

/// The message of the pilcrow::Error that `work` throws; empty where it throws none.
std::string error_of(const std::function<void()>& work);

/// A paragraph with a text and nothing else.
Paragraph paragraph_of(std::string_view text);

}  // namespace pilcrow::test
