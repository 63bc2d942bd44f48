#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/tag.h"
#include "tag/mention_list.h"
#include "tag/phrase_matcher.h"
#include "tag/topic_lists.h"

namespace pilcrow::internal {

/// Finds the topics of texts of one language. Used as `CountryFinder` is: `collect` what begins at
/// each word, then `settle`.
///
/// Thread safety: const, safe from several threads.
class TopicFinder {
 public:
  /// Phrases in English and in `language` (ISO 639-1) apply.
  TopicFinder(const std::vector<Topic>& topics, std::string_view language);

  [[nodiscard]] const PhraseMatcher& matcher() const { return matcher_; }

  /// What was found so far in one text; reused from text to text.
  struct State {
    std::vector<std::uint32_t> free_from;  ///< by topic: the first word not yet taken
    std::vector<PhraseMatch> taken;
  };
  void begin(State& state) const;
  /// Takes, for each topic, the longest of the matches that begin at one word.
  void collect(std::vector<PhraseMatch>& matches, State& state) const;
  /// Appends the mentions of the topics that reached what they need, in the order of the text.
  void settle(std::string_view text, const State& state, MentionList& out) const;

 private:
  struct Pattern {
    std::uint32_t topic = 0;
    int weight = 0;
  };
  struct Kept {
    std::string id;
    int needed = 2;
  };
  PhraseMatcher matcher_;
  std::vector<Pattern> patterns_;
  std::vector<Kept> topics_;
};

}  // namespace pilcrow::internal
