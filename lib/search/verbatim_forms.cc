#include "search/verbatim_forms.h"

#include <algorithm>
#include <string_view>

namespace pilcrow::internal {

namespace {

// White space within a word is folded, which is for whoever reads the text to do.
bool can_stand_in(std::string_view verbatim, std::string_view surface) {
  return verbatim.find(surface) != std::string_view::npos ||
         surface.find_first_of(" \t\n\v\f\r") != std::string_view::npos;
}

}  // namespace

VerbatimForms::VerbatimForms(const Leaf& leaf, const ForwardColumn& forward) {
  for (const TermGroup& group : leaf.groups) {
    for (const std::string& term : group.terms) {
      const auto number = forward.find_term(term);
      if (!number) continue;
      for (const std::uint32_t form : forward.forms_of(*number)) {
        const std::string_view surface = forward.form(form).surface;
        if (!can_stand_in(leaf.verbatim, surface)) continue;
        possible_.push_back(form);
        if (leaf.groups.size() == 1 && surface == leaf.verbatim) settling_.push_back(form);
      }
    }
  }
  std::sort(possible_.begin(), possible_.end());
  std::sort(settling_.begin(), settling_.end());
}

bool VerbatimForms::possible(std::uint32_t form) const {
  return std::binary_search(possible_.begin(), possible_.end(), form);
}

bool VerbatimForms::settles(std::uint32_t form) const {
  return std::binary_search(settling_.begin(), settling_.end(), form);
}

}  // namespace pilcrow::internal
