#pragma once

#include <string_view>
#include <vector>

#include "pilcrow/analyzer.h"
#include "pilcrow/span.h"
#include "search/leaf.h"

namespace pilcrow::internal {

/// One occurrence of a leaf in a text: the ranges to mark (a phrase is one range, from its first to
/// its last word; the words of NEAR are marked one by one).
struct LeafMatch {
  std::size_t leaf = 0;
  std::vector<Span> bytes;
};

/// All occurrences of `leaves` in `text`, in the order of the text. The one place that decides
/// whether a phrase, NEAR or a verbatim form occurs: the engine uses it too. Leaves of another
/// field than `field` are passed over; leaves of `anywhere` count in every field. What counts as a
/// match is written at `LeafMatcher`. Linear in the text; of each leaf the first 10,000 matches.
std::vector<LeafMatch> find_matches(std::string_view text, std::string_view language,
                                    const Analyzer& analyzer, const std::vector<Leaf>& leaves,
                                    Field field);

/// True where `leaf` occurs in a token sequence (as `Analyzer::analyze` gave it for `text`).
bool occurs(const Leaf& leaf, const std::vector<Token>& tokens, std::string_view text);

/// The ranges of the matches, merged where they touch or overlap; ascending.
std::vector<Span> merge_highlights(const std::vector<LeafMatch>& matches);

/// The window to show: one to three whole sentences, at most about `target_bytes`, that hold the
/// most distinct leaves (weighted), then the most matches, then the earliest. It begins with a
/// sentence that holds a match and is filled up with those that follow, or precede, as far as there
/// is room. A sentence longer than that is cut at word borders around its matches. Without matches:
/// the beginning. No border runs through a match, a word, or a character as people see it, unless a
/// single word is longer than the room. `matches` as `find_matches` gives them; leaves without a
/// weight weigh 1.
Span choose_snippet(std::string_view text, const std::vector<LeafMatch>& matches,
                    const std::vector<double>& leaf_weights, std::size_t target_bytes = 300);

}  // namespace pilcrow::internal
