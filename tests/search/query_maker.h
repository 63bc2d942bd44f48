#pragma once

#include <random>
#include <string>
#include <vector>

#include "pilcrow/pilcrow.h"
#include "support/oracle.h"

namespace pilcrow::test {

/// Random queries and requests over the words and values of an oracle's paragraphs.
class QueryMaker {
 public:
  QueryMaker(const Oracle& oracle, unsigned seed) : oracle_(oracle), random_(seed) {}

  OracleQuery query();
  FacetFilter filter();
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

 private:
  OracleQuery leaf();
  OracleQuery plain_leaf();
  OracleQuery word();
  OracleQuery phrase();
  OracleQuery prefix();
  OracleQuery fuzzy();
  OracleQuery near();
  OracleQuery facet();
  OracleQuery nested();

  /// So many words that stand one after the other in some text. `small`: of small letters only.
  std::vector<std::string> words_near(std::size_t count, bool small = true);
  [[nodiscard]] bool is_plain(const std::string& word, bool small) const;

  const Oracle& oracle_;
  std::mt19937 random_;
  Analyzer analyzer_;
};

}  // namespace pilcrow::test
