#include "index/facet_registry.h"

#include <algorithm>

namespace pilcrow::internal {

FacetRegistry::FacetRegistry(std::vector<std::string> names, NoteSink notes)
    : names_(std::move(names)), notes_(std::move(notes)) {}

std::optional<std::uint32_t> FacetRegistry::number(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto it = std::find(names_.begin(), names_.end(), name);
  if (it != names_.end()) return static_cast<std::uint32_t>(it - names_.begin());
  if (is_valid_name(name) && names_.size() < kMaxFacets) {
    names_.emplace_back(name);
    return static_cast<std::uint32_t>(names_.size() - 1);
  }
  if (refused_.emplace(name).second && notes_) {
    const std::string reason =
        is_valid_name(name) ? "the index has " + std::to_string(kMaxFacets) + " facets already"
                            : "names have lower-case letters, digits, '-' and '_'";
    notes_({Severity::warning, "",
            "tags of facet \"" + std::string(name) + "\" are left out: " + reason});
  }
  return std::nullopt;
}

std::vector<std::string> FacetRegistry::names() const {
  const std::lock_guard lock(mutex_);
  return names_;
}

bool FacetRegistry::is_valid_name(std::string_view name) {
  if (name.empty() || name.size() > 40 || name[0] < 'a' || name[0] > 'z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace pilcrow::internal
