#pragma once

#include <cstdint>
#include <string>

namespace pilcrow {

/// Something that a person who types may be about to type.
struct Suggestion {
  enum class Kind {
    word,         ///< a word of the index
    facet_value,  ///< a value of a facet
  };

  Kind kind = Kind::word;
  /// What to put in place of the typed prefix: a word as people write it, or the label of a value.
  std::string text;
  std::string facet;             ///< facet_value only
  std::string value;             ///< facet_value only
  std::uint64_t paragraphs = 0;  ///< that hold the word in some form; that have the value
};

}  // namespace pilcrow
