#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "search/leaf.h"

namespace pilcrow::internal {

/// A token that a group of a leaf holds. Bytes are those of a text where there is one.
struct GroupHit {
  std::size_t group = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t position = 0;
  std::uint32_t next = 0;  ///< position of the word that follows
};

/// Where a part of a NEAR stands: a word, or a phrase from its first to its last word.
struct Occurrence {
  std::uint32_t first = 0;  ///< positions
  std::uint32_t last = 0;
  std::uint32_t begin = 0;  ///< bytes
  std::uint32_t end = 0;

  friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

/// The parts of a NEAR leaf; one for each group where it names none.
std::vector<NearPart> near_parts(const Leaf& leaf);

/// Where groups [part.first, part.first + part.groups) follow one another. `hits`: by group, each
/// ascending by position.
std::vector<Occurrence> find_part(const NearPart& part,
                                  const std::vector<std::vector<GroupHit>>& hits);

/// Chooses one occurrence of each part so that no two share a position and that the last word is at
/// most `distance` behind the first, a phrase counting as one word.
class NearChooser {
 public:
  /// `occurrences`: by part.
  NearChooser(std::vector<std::vector<Occurrence>> occurrences, std::uint32_t distance);

  /// The positions on which an occurrence ends, ascending.
  [[nodiscard]] std::vector<std::uint32_t> ends() const;

  /// The choice whose last word is at `end`, with the other parts as close before it as may be; in
  /// the order of the text. Empty where there is none.
  std::vector<Occurrence> ending_at(std::uint32_t end);

  /// True where there is any choice.
  bool any();

 private:
  [[nodiscard]] std::vector<const Occurrence*> within_reach(std::size_t part) const;
  bool place_words();
  bool place_word(std::size_t part);
  bool choose(std::size_t part);
  [[nodiscard]] bool is_free(const Occurrence& occurrence) const;
  [[nodiscard]] bool close_enough() const;

  std::vector<std::vector<Occurrence>> occurrences_;  // ascending by last
  std::uint32_t distance_;
  std::size_t tries_;          // of a part: more are not needed, the others cannot block them all
  std::uint32_t longest_ = 0;  // what phrases may add to the distance at most
  std::uint32_t end_ = 0;
  std::size_t fixed_ = 0;
  std::size_t steps_ = 0;
  std::vector<std::vector<const Occurrence*>> reach_;  // by part, the latest first
  std::vector<const Occurrence*> chosen_;              // by part
  std::vector<char> visited_;                          // by part
};

}  // namespace pilcrow::internal
