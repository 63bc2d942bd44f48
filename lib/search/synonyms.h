#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pilcrow/synonyms.h"

namespace pilcrow::internal {

/// Words and phrases that stand for each other, looked up as they are typed. Immutable.
class Synonyms {
 public:
  /// Groups that share a member are one. Throws `invalid_argument` for a member without a word.
  explicit Synonyms(const SynonymGroups& groups);

  struct Member {
    std::string text;          ///< as given
    std::size_t words = 0;     ///< how many it has
    bool in_capitals = false;  ///< written in capitals only: an abbreviation
  };

  /// The group of what was typed, itself included, or nothing. `key`: as `fold_words` gives it.
  [[nodiscard]] const std::vector<Member>* find(const std::string& key) const;
  /// The number of words of the longest member.
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  std::vector<std::vector<Member>> groups_;
  std::unordered_map<std::string, std::size_t> group_of_;  // by folded member
  std::size_t longest_ = 0;
};

}  // namespace pilcrow::internal
