#include "search/near_scanner.h"

#include <algorithm>

namespace pilcrow::internal {

NearScanner::NearScanner(const Leaf& leaf, const ForwardColumn& forward)
    : forward_(forward),
      parts_(near_parts(leaf)),
      distance_(static_cast<std::uint32_t>(std::max(0, leaf.distance))),
      hits_(leaf.groups.size()) {
  for (const TermGroup& group : leaf.groups) {
    Group& numbered = groups_.emplace_back();
    for (const std::string& term : group.terms)
      if (const auto number = forward.find_term(term)) numbered.terms.push_back(*number);
    std::sort(numbered.terms.begin(), numbered.terms.end());
    if (group.written) numbered.forms.emplace(group, forward);
  }
}

bool NearScanner::Group::accepts(const ForwardToken& token) const {
  if (forms) return forms->holds(token.form);
  return std::binary_search(terms.begin(), terms.end(), token.term);
}

bool NearScanner::occurs(DocId id) {
  for (auto& hits : hits_)
    hits.clear();
  forward_.tokens(id, tokens_);
  for (const ForwardToken& token : tokens_)
    for (std::size_t g = 0; g < groups_.size(); ++g)
      if (groups_[g].accepts(token)) hits_[g].push_back({g, 0, 0, token.position, token.next});
  std::vector<std::vector<Occurrence>> occurrences;
  for (const NearPart& part : parts_) {
    occurrences.push_back(find_part(part, hits_));
    if (occurrences.back().empty()) return false;
  }
  return NearChooser(std::move(occurrences), distance_).any();
}

}  // namespace pilcrow::internal
