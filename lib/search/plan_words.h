#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "search/leaf.h"
#include "search/plan.h"
#include "search/query.h"
#include "search/snapshot.h"
#include "search/word_reader.h"

namespace pilcrow::internal {

/// A way in which a word or phrase of a query may stand in a text.
struct Phrasing {
  std::vector<TermGroup> groups;  ///< one after the other
  std::string verbatim;           ///< not empty: exactly so
};

/// Words side by side that are a synonym together.
struct SynonymRun {
  std::size_t length = 0;  ///< of how many words; 0: there is none
  std::vector<Phrasing> synonyms;
};

/// Turns the words of a query into terms of an index: stems, expansions, synonyms. What it decides
/// is noted and explained in the plan.
class WordPlanner {
 public:
  WordPlanner(const Snapshot& snapshot, Plan& plan, bool explains)
      : snapshot_(snapshot), plan_(plan), explains_(explains) {}

  /// All phrasings of a word, phrase, prefix or fuzzy word; none where it holds no word, or stands
  /// for no word of the index.
  std::vector<Phrasing> phrasings(const Node& query);

  /// The longest run of plain words from `first` on that has synonyms as a whole; two words at
  /// least.
  SynonymRun synonym_run(const std::vector<Node>& words, std::size_t first);

  /// True for a word that has synonyms and is meant so as it is typed.
  [[nodiscard]] bool has_synonyms(const std::string& typed) const;

  void explain(std::string line);

 private:
  std::vector<Phrasing> readings(const Node& query);
  std::vector<Phrasing> expansion(const Node& query);
  void add_synonyms(const std::string& typed, const std::string& key, std::vector<Phrasing>& out);
  [[nodiscard]] bool means(const Synonyms::Member& member, const std::string& typed) const;
  void note(std::string message);
  void explain_expansion(const std::string& shown, const Expansion& expansion);
  void explain_readings(const std::string& typed, const Readings& readings);

  const Snapshot& snapshot_;
  Plan& plan_;
  bool explains_;
};

}  // namespace pilcrow::internal
