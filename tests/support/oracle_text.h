#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/analyzer.h"
#include "support/oracle_query.h"

namespace pilcrow::test {

/// A text as the oracle sees it: all its tokens with what stands in the text for each. Whether a
/// word, phrase or NEAR occurs is decided by trying every place.
class OracleText {
 public:
  OracleText() = default;
  OracleText(const std::string& text, const Analyzer& analyzer, const std::string& language);

  /// Of a word, phrase, prefix, fuzzy word or NEAR. `terms`: of each of its parts, or its own.
  [[nodiscard]] bool holds(const OracleQuery& leaf,
                           const std::vector<std::vector<std::string>>& terms) const;

  [[nodiscard]] const std::map<std::string, std::uint32_t>& tf() const { return tf_; }
  [[nodiscard]] std::uint32_t length() const { return length_; }

 private:
  struct Place {
    std::string term{};
    std::string surface{};
    std::string folded{};
    std::uint32_t position = 0;
    std::uint32_t next = 0;
    bool own = false;  // not a variant
    Span bytes{};
  };
  // First and last position of an occurrence.
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };

  [[nodiscard]] std::vector<Range> occurrences(const OracleQuery& part,
                                               const std::vector<std::string>& terms) const;
  [[nodiscard]] std::vector<Range> verbatim(const std::string& form) const;
  [[nodiscard]] bool near(const OracleQuery& query,
                          const std::vector<std::vector<Range>>& parts) const;

  std::string text_;
  std::vector<Place> places_;
  std::map<std::string, std::uint32_t> tf_;
  std::uint32_t length_ = 0;
};

/// Insertions, deletions, substitutions and swaps of neighbors between two words, by the whole
/// table.
int edits_between(std::u32string_view a, std::u32string_view b);

/// The terms of a query's words, one for each position.
std::vector<std::string> terms_of(const std::string& words, const Analyzer& analyzer,
                                  const std::string& language);

}  // namespace pilcrow::test
