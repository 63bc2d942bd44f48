#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "index/forward_column.h"
#include "search/leaf.h"
#include "search/near.h"
#include "search/written_postings.h"

namespace pilcrow::internal {

/// Finds a NEAR leaf in the sequences of a forward column. Verbatim parts are found by their words
/// only: what is found is then to be looked at in the text.
class NearScanner {
 public:
  NearScanner(const Leaf& leaf, const ForwardColumn& forward);

  [[nodiscard]] bool occurs(DocId id);

 private:
  // What a group accepts: terms, or forms.
  struct Group {
    std::vector<std::uint32_t> terms;  // sorted
    std::optional<AcceptedForms> forms;

    [[nodiscard]] bool accepts(const ForwardToken& token) const;
  };

  const ForwardColumn& forward_;
  std::vector<Group> groups_;
  std::vector<NearPart> parts_;
  std::uint32_t distance_;
  std::vector<ForwardToken> tokens_;
  std::vector<std::vector<GroupHit>> hits_;  // by group
};

}  // namespace pilcrow::internal
