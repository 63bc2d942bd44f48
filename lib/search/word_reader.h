#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/leaf.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// A word or phrase in terms: each reading is one way in which the text of the index may hold it
/// ("cyber-attack": the phrase cyber attack, the word cyberattack). Empty: there is no word in it.
using Readings = std::vector<std::vector<TermGroup>>;

/// Reads what was typed, in all languages of the index.
Readings read_word(std::string_view typed, const Snapshot& snapshot);

/// True for a term of two characters of a script without spaces, which overlap with those of their
/// neighbors.
bool is_character_pair(std::string_view term);

/// What a character pair counts among others: Hiragana are endings and particles, a pair that holds
/// one straddles the end of a word. 1 for every other term.
float character_pair_weight(std::string_view term);

/// True where the word is on the stop list of the index's first language.
bool is_stop_word(std::string_view typed, const Snapshot& snapshot);

/// The words of the index that begin with something, or lie within some edits of it: their terms,
/// most frequent first, at most `kMostExpansions`; `cut` tells whether there were more.
struct Expansion {
  TermGroup group;
  std::vector<std::string> words;  ///< folded, the most frequent `kMostWordsShown`
  bool cut = false;
};
inline constexpr std::size_t kMostExpansions = 100;
inline constexpr std::size_t kMostWordsShown = 20;
/// Of what was typed. Kept for some time: see `Vocabulary::near`.
std::shared_ptr<const Expansion> expand_prefix(std::string_view typed, const Snapshot& snapshot);
std::shared_ptr<const Expansion> expand_fuzzy(std::string_view typed, int edits,
                                              const Snapshot& snapshot);

/// A word of the index that is spelled almost like another one.
struct Lookalike {
  std::string word;  ///< folded
  std::string term;
  double score = 0;  ///< by frequency and edits
};

/// The likeliest words that `typed` may have been meant to be, best first: one edit away, or two
/// for words of six letters and more; they occur at least twice.
std::vector<Lookalike> lookalikes(std::string_view typed, const Snapshot& snapshot);

}  // namespace pilcrow::internal
