#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/query.h"

namespace pilcrow::internal {

/// How a word of the text has to be written, beyond the term it became: security and secured share
/// a term, and only one of them begins with "securi".
struct WrittenForm {
  std::string folded;          ///< as `fold_word` gives it, without accents
  std::optional<int> edits{};  ///< within so many edits; none: begins with it

  /// `word`: folded in the same way.
  [[nodiscard]] bool accepts(std::string_view word) const;
  friend bool operator==(const WrittenForm&, const WrittenForm&) = default;
};

/// One word of a leaf: the index terms that may stand at its position (the stems of the word in the
/// languages of the index, the expansions of a prefix or of a fuzzy word).
struct TermGroup {
  std::vector<std::string> terms;
  std::optional<WrittenForm> written{};  ///< set: of these, words that are written so
};

/// A part of a NEAR: groups that follow one another, `groups` of them from `first` on.
struct NearPart {
  std::size_t first = 0;
  std::size_t groups = 1;
  std::string verbatim;  ///< not empty: it must read exactly so
};

/// A leaf of a query after analysis: what the engine looks up, the highlighter marks and the
/// snippet is chosen by. One group is a word; several are a phrase (in order, adjacent) or, with
/// `near`, words and phrases within `distance` words of each other in any order.
struct Leaf {
  std::vector<TermGroup> groups;
  bool near = false;
  int distance = 0;
  std::vector<NearPart> parts;  ///< near: where empty, each group is a part
  Field field = Field::anywhere;
  std::string verbatim;  ///< not empty: the match must read exactly so (white space folded)
};

}  // namespace pilcrow::internal
