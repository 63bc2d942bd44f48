#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "analyze/language.h"
#include "analyze/stemmer.h"

namespace pilcrow::internal {

/// Terms are never longer than this; Xapian takes 245 bytes with its prefixes.
inline constexpr std::size_t kMaxTermBytes = 64;

/// Turns single words into terms: case folding, stemming, then diacritics. One per thread and
/// language.
class TermMaker {
 public:
  TermMaker(std::string_view language, bool stem);

  /// The term of a word (valid UTF-8) and, where people who leave out its accents would get another
  /// stem, that stem as `without_accents`: sécurité is "secur", found by "securite" through
  /// "securit". Both are empty where the word is nothing but format characters.
  struct Terms {
    std::string term;
    std::string without_accents;
  };
  void make(std::string_view word, Terms& terms);

  /// The same without a stem; for names of things that are no words.
  void make_unstemmed(std::string_view word, std::string& term);

  [[nodiscard]] const LanguageRules& rules() const noexcept { return rules_; }

 private:
  const LanguageRules& rules_;
  Stemmer stemmer_;
  std::string folded_;
  std::string plain_;
};

}  // namespace pilcrow::internal
