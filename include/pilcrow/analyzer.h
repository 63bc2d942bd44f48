#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/export.h"
#include "pilcrow/span.h"

namespace pilcrow {

/// One term of a text.
struct Token {
  std::string term;            ///< what the index holds: folded and stemmed
  Span bytes;                  ///< the word in the text it came from
  std::uint32_t position = 0;  ///< number of the word, from 0; variants of one word share it
};

/// How text becomes terms.
struct AnalyzerOptions {
  bool stem = true;
};

/// Turns text into terms with positions and byte offsets. Index, query, highlighting and tagging
/// see text through the same analyzer.
///
/// The rules: words as in Unicode TR29 (by dictionary in Japanese, Chinese, Thai), NFKC, case
/// folding, Snowball stemming in the text's language, then diacritics folded. Possessives and
/// elisions go; "cyber-attack" gives cyber and attack at two positions and cyberattack as a variant
/// of the first; "U.S." gives the term "u.s.", which "us" does not find and "US" does. Terms are
/// at most 64 bytes: longer words are cut and marked by a hash.
///
/// Thread safety: const, safe from several threads.
class PILCROW_API Analyzer {
 public:
  explicit Analyzer(AnalyzerOptions options = {});
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// The terms of `text`, in order. `language`: ISO 639-1; empty or unknown: not stemmed.
  [[nodiscard]] std::vector<Token> analyze(std::string_view text, std::string_view language) const;

  /// True for a word (as written) that the language's stop list names.
  [[nodiscard]] bool is_stop_word(std::string_view word, std::string_view language) const;

  /// Identifies everything that shapes terms: rules' version, stemmer, ICU, stop lists. Indexes are
  /// only used with the fingerprint they were built with.
  [[nodiscard]] std::string fingerprint() const;

  /// The languages with a stemmer of their own.
  [[nodiscard]] static std::vector<std::string> stemmed_languages();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The language of a text as ISO 639-1, or an empty string where it is not clear or this build has
/// no guesser. Looks at the first kilobytes only.
PILCROW_API std::string guess_language(std::string_view text);

}  // namespace pilcrow
