#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyze/token_stream.h"
#include "pilcrow/analyzer.h"
#include "search/highlight.h"
#include "search/leaf.h"

namespace pilcrow::internal {

inline constexpr std::size_t kMaxMatchesPerLeaf = 10'000;

/// A token as matching needs it.
struct MatchToken {
  std::string_view term;
  std::uint32_t begin = 0;  ///< bytes of the word in the text
  std::uint32_t end = 0;
  std::uint32_t position = 0;
  std::uint32_t next = 0;  ///< position of the word that follows; more than `position` + 1 for a
                           ///< variant that spans several words
};

/// The tokens of `Analyzer::analyze` with the position that follows each. The first token at a
/// position is the word's own; a later one that ends behind it spans further words.
std::vector<MatchToken> match_tokens(const std::vector<Token>& tokens);
/// The same from the analyzer's inside; the terms are views into its stream.
std::vector<MatchToken> match_tokens(std::span<const TokenRef> tokens);

/// Finds the leaves of one query in any number of texts; see `find_matches`. Keeps references to
/// the leaves.
///
/// What counts as a match, everywhere:
/// - a group matches a token whose term it holds; where it asks for a written form, only the word's
///   own token and only where the word is written so;
/// - a word matches at every such position, once, with its widest token;
/// - a phrase matches where its groups match tokens that follow one another: each begins at the
///   position that follows the one before it. The variant cyberattack of "cyber-attack on" spans
///   two positions and is followed by "on", as "attack" is;
/// - NEAR/n matches where all its parts, words or phrases, match at different positions of which
/// the
///   last is at most n behind the first, each phrase counting as one word. There is one match for
///   each position that completes one; the other parts are those closest before it;
/// - a verbatim leaf matches where, besides, the text reads like `Leaf::verbatim`, white space
///   folded: its words and what stands between and directly around them.
class LeafMatcher {
 public:
  /// Leaves of another field than `field` are passed over.
  LeafMatcher(const std::vector<Leaf>& leaves, Field field);

  /// All matches in the order of the text, at most `limit_per_leaf` of each leaf: its first.
  [[nodiscard]] std::vector<LeafMatch> find(const std::vector<MatchToken>& tokens,
                                            std::string_view text,
                                            std::size_t limit_per_leaf = kMaxMatchesPerLeaf) const;

 private:
  struct GroupRef {
    std::size_t leaf;
    std::size_t group;
  };

  const std::vector<Leaf>& leaves_;
  std::unordered_map<std::string_view, std::vector<GroupRef>> groups_;
};

}  // namespace pilcrow::internal
