#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "index/forward_column.h"
#include "search/leaf.h"
#include "search/posting_cache.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// The forms of a forward column that a group with a written form stands for.
class AcceptedForms {
 public:
  AcceptedForms(const TermGroup& group, const ForwardColumn& forward);

  [[nodiscard]] bool holds(std::uint32_t form) const {
    return form < accepted_.size() && accepted_[form];
  }
  /// Terms of the group of which each word in a text is written so.
  [[nodiscard]] const std::vector<std::string>& whole_terms() const { return whole_; }
  /// Terms of which some are, some are not.
  [[nodiscard]] const std::vector<std::string>& mixed_terms() const { return mixed_; }

 private:
  std::vector<bool> accepted_;  // by form
  std::vector<std::string> whole_;
  std::vector<std::string> mixed_;
};

/// The paragraphs that hold a word of a group with a written form, in the text, the headings or the
/// title (`prefix` empty) or in one of these (`prefix`: that of the field); impacts as of the
/// terms.
std::shared_ptr<const PostingList> written_postings(const TermGroup& group, std::string_view prefix,
                                                    const Snapshot& snapshot);

}  // namespace pilcrow::internal
