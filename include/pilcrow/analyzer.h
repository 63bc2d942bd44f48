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
/// The rules, in order:
/// - Words are those of Unicode TR29; Thai and its kin are cut by ICU's dictionary. Japanese,
/// Chinese
///   and Korean give overlapping pairs of characters, and single Han characters as variants, so
///   that any piece of a text finds it.
/// - NFKC and case folding (with the Turkish i in Turkish), Snowball stemming in the text's
///   language, then diacritics folded: é is found by e. Letters that a language tells apart stay
///   there (Swedish å ä ö, Estonian õ, Spanish ñ); in another language they are accents. Where a
///   word without its accents has another stem, that is a variant: securite finds sécurité.
/// - Possessives ('s) and elisions (l', d', qu' in French, Italian, Catalan) go. Other apostrophes
///   join: O'Brien gives obrien.
/// - "cyber-attack" gives cyber and attack at two positions and cyberattack as a variant of the
///   first, also where the hyphen breaks a line.
/// - Dotted abbreviations are one word: N.A.T.O. gives nato. Where that is another word they keep
///   their dots: "U.S." gives "u.s.", which "us" does not find and "US" (not in a text of capitals)
///   does, by a variant.
/// - Numbers lose their separators as the language writes them: 1,000 gives 1000, 3.5 and German
///   3,5 give 3.5.
/// - Terms are at most 64 bytes: longer words are cut and marked by a hash.
///
/// Broken UTF-8 separates words. Variants come after the word's own term, at its position.
///
/// Thread safety: const, safe from several threads.
class PILCROW_API Analyzer {
 public:
  explicit Analyzer(AnalyzerOptions options = {});
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// The terms of `text`, in order. `language`: ISO 639-1, a region is passed over ("en-GB"); empty
  /// or unknown: not stemmed. Throws Error (invalid_argument) for texts of 4 GiB and more.
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
