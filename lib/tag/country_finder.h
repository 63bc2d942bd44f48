#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/tag.h"
#include "tag/ambiguous_names.h"
#include "tag/country_data.h"
#include "tag/mention_list.h"
#include "tag/phrase_matcher.h"
#include "text/words.h"

namespace pilcrow::internal {

/// A surface of the user's own: a line of a country file.
struct OwnCountryPattern {
  std::string surface;
  std::string code;  ///< "-" with kind `block`
  PatternKind kind = PatternKind::name;
};

/// What stands around a paragraph and helps with names that mean two things.
struct CountryContext {
  const Document* document = nullptr;
  const std::vector<std::string>* heading = nullptr;
};

/// Finds mentions of countries in texts of one language.
///
/// Two steps, so that several finders can share one pass over the words: `pick` chooses among the
/// phrases that begin at a word, `settle` turns what was picked into mentions.
///
/// Thread safety: const, safe from several threads.
class CountryFinder {
 public:
  /// `language`: ISO 639-1. English surfaces always apply; for an empty language those of scripts
  /// that only one language of the table uses do too.
  CountryFinder(std::string_view language, const std::vector<OwnCountryPattern>& own);

  [[nodiscard]] const PhraseMatcher& matcher() const { return matcher_; }

  /// The one of `matches` (all beginning at the same word) that counts: the longest that is allowed
  /// to stand there; null where there is none.
  [[nodiscard]] const PhraseMatch* pick(std::string_view text, const std::vector<Word>& words,
                                        const std::vector<PhraseMatch>& matches) const;

  /// Appends the mentions of the picked phrases, in the order of the text.
  void settle(std::string_view text, const std::vector<Word>& words,
              const std::vector<PhraseMatch>& picked, const CountryContext& context,
              MentionList& out) const;

  /// All mentions in a text of the document that is no paragraph: its title, its dateline.
  void find(std::string_view text, const Document& document, std::vector<TagMention>& out) const;

 private:
  struct Pattern {
    std::string surface;
    std::string code;
    PatternKind kind = PatternKind::name;
    bool one_word = false;
    bool dotted = false;  ///< "U.S."
    bool shy = false;     ///< "US": no country inside SHOUTED text
  };

  void add(std::string_view surface, std::string_view code, PatternKind kind);
  [[nodiscard]] const Pattern& pattern(const PhraseMatch& match) const {
    return patterns_[match.pattern];
  }
  [[nodiscard]] std::vector<PhraseMatch> pick_all(std::string_view text,
                                                  std::vector<Word>& words) const;
  [[nodiscard]] bool is_no_country(std::string_view text, const std::vector<Word>& words,
                                   const PhraseMatch& match) const;
  [[nodiscard]] bool is_person(std::string_view text, const std::vector<Word>& words,
                               const PhraseMatch& match) const;
  [[nodiscard]] bool is_of_another(std::string_view text, const std::vector<PhraseMatch>& picked,
                                   std::size_t at) const;
  // True where ", " stands between a pick and the next one.
  [[nodiscard]] bool is_joined(std::string_view text, const std::vector<PhraseMatch>& picked,
                               std::size_t at) const;
  [[nodiscard]] bool is_in_list(std::string_view text, const std::vector<PhraseMatch>& picked,
                                std::size_t at) const;
  [[nodiscard]] bool is_elsewhere(std::string_view text, const std::vector<PhraseMatch>& picked,
                                  std::size_t at) const;
  // The cities that some pick is said to be elsewhere: patterns, sorted.
  [[nodiscard]] std::vector<std::uint32_t> cities_elsewhere(
      std::string_view text, const std::vector<PhraseMatch>& picked) const;
  [[nodiscard]] bool is_placed_elsewhere(std::string_view text,
                                         const std::vector<PhraseMatch>& picked, std::size_t at,
                                         const std::vector<std::uint32_t>& elsewhere,
                                         const CountryContext& context) const;
  [[nodiscard]] std::string_view decide(std::string_view text,
                                        const std::vector<PhraseMatch>& picked, std::size_t at,
                                        const CountryContext& context,
                                        std::map<std::string_view, Evidence>& known) const;
  void weigh(const AmbiguousRule& rule, const std::vector<PhraseMatch>& picked,
             Evidence& evidence) const;
  void weigh_context(const AmbiguousRule& rule, const CountryContext& context,
                     Evidence& evidence) const;

  PhraseMatcher matcher_;
  std::vector<Pattern> patterns_;
};

/// The finder with the built-in table alone, made on first use and kept.
const CountryFinder& builtin_country_finder(std::string_view language);

}  // namespace pilcrow::internal
