#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "index/forward_column.h"

namespace pilcrow::internal {

/// Finds a phrase in the sequences of a forward column, in one pass over a paragraph's forms
/// without taking it apart into tokens: for each position it keeps as bits which groups of the
/// phrase would continue a match there. At most `kMostGroups` groups; longer phrases are for
/// somebody else.
class PhraseScanner {
 public:
  static constexpr std::size_t kMostGroups = 8;

  /// `groups`: the numbers of the terms that may stand at each place of the phrase.
  PhraseScanner(const std::vector<std::vector<std::uint32_t>>& groups,
                const ForwardColumn& forward);
  ~PhraseScanner();
  PhraseScanner(const PhraseScanner&) = delete;
  PhraseScanner& operator=(const PhraseScanner&) = delete;

  [[nodiscard]] bool occurs(DocId id) const;

 private:
  const ForwardColumn& forward_;
  std::uint8_t last_ = 0;                // the bit of the last group
  std::vector<std::uint32_t> marked_;    // forms with a bit in the table
  std::vector<std::uint8_t> groups_of_;  // by form: the groups it belongs to
};

}  // namespace pilcrow::internal
