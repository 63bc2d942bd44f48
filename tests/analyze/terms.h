#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/analyzer.h"

namespace pilcrow::test {

/// The terms of a text in one line, variants behind a stroke: "cyber/cyberattack attack". Positions
/// without a term are "_".
inline std::string terms_of(std::string_view text, std::string_view language) {
  static const Analyzer analyzer;
  std::string line;
  std::uint32_t next_position = 0;
  for (const Token& token : analyzer.analyze(text, language)) {
    if (token.position + 1 == next_position) {
      line += '/';
    } else {
      for (; next_position < token.position; ++next_position)
        line += line.empty() ? "_" : " _";
      if (!line.empty()) line += ' ';
      next_position = token.position + 1;
    }
    line += token.term;
  }
  return line;
}

/// All terms of a text.
inline std::vector<std::string> all_terms(std::string_view text, std::string_view language) {
  static const Analyzer analyzer;
  std::vector<std::string> terms;
  for (const Token& token : analyzer.analyze(text, language))
    terms.push_back(token.term);
  return terms;
}

}  // namespace pilcrow::test
