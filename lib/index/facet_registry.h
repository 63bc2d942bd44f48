#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/note.h"

namespace pilcrow::internal {

/// The facets of an index in the order of their slots. A facet met for the first time gets the next
/// slot. Thread-safe.
class FacetRegistry {
 public:
  static constexpr std::size_t kMaxFacets = 64;

  FacetRegistry(std::vector<std::string> names, NoteSink notes);

  /// The number of a facet, made where it is new; empty where the name cannot be a facet's or there
  /// are too many, which is noted once.
  std::optional<std::uint32_t> number(std::string_view name);
  [[nodiscard]] std::vector<std::string> names() const;

  /// Lower-case ASCII letters, digits, '-' and '_', a letter first, at most 40 bytes.
  static bool is_valid_name(std::string_view name);

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> names_;
  std::set<std::string, std::less<>> refused_;
  NoteSink notes_;
};

}  // namespace pilcrow::internal
