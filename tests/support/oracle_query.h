#pragma once

#include <string>
#include <vector>

#include "pilcrow/search_request.h"

namespace pilcrow::test {

/// A query as the oracle understands it: made by hand or at random, and spelled in the query
/// language by `spell`.
struct OracleQuery {
  enum class Kind {
    word,
    phrase,
    prefix,
    fuzzy,    ///< `number` edits
    near,     ///< words, phrases, prefixes within `number` words
    all,      ///< AND
    any,      ///< OR
    bag,      ///< side by side
    without,  ///< the first but not the second
    negate,   ///< one part; in a bag, or beside OR
    facet,    ///< of a value
  };
  enum class Field { anywhere, title, heading };

  Kind kind = Kind::word;
  std::string text{};                ///< word, phrase, prefix, fuzzy
  std::vector<OracleQuery> parts{};  ///< near, all, any, bag, without, negate
  Field field = Field::anywhere;
  bool verbatim = false;
  int number = 0;
  std::string facet{};

  friend bool operator==(const OracleQuery&, const OracleQuery&) = default;
};

std::string spell(const OracleQuery& query);

}  // namespace pilcrow::test
