#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "index/forward_column.h"
#include "search/number_finder.h"

namespace pilcrow::internal {

/// Finds a phrase in the sequences of a forward column. At most `kMostGroups` groups; longer
/// phrases are for somebody else.
///
/// A paragraph of the column's file is searched for the forms of the phrase's anchor, the group
/// that is quickest to find, and only what stands around it is decoded. Where that does not settle
/// it (variants of hyphenated words, paragraphs in memory), the paragraph is walked through.
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
  using Bytes = std::span<const unsigned char>;
  enum class Verdict { found, not_found, unsettled };

  void choose_anchor(const std::vector<std::vector<std::uint32_t>>& words);
  [[nodiscard]] Verdict look_for_anchor(Bytes bytes) const;
  [[nodiscard]] bool matches_around(const unsigned char* begin, const unsigned char* end,
                                    Bytes bytes) const;
  [[nodiscard]] bool walk(DocId id) const;

  const ForwardColumn& forward_;
  std::span<const std::uint8_t> spans_;  // by form of the column's file
  std::size_t count_;
  std::vector<std::uint32_t> marked_;    // forms with a bit in the table
  std::vector<std::uint8_t> groups_of_;  // by form: the groups it belongs to
  std::size_t anchor_ = 0;
  NumberFinder finder_;  // of the anchor's forms and of variants
};

}  // namespace pilcrow::internal
