#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/forward_column.h"

namespace pilcrow::internal {

/// For a term the other terms of an index that hold it or are part of it: Versorgung and
/// Wasserversorgung; for a pair of Han characters the single ones. Both terms have at least
/// `kShortestRelated` bytes. Looked up in the vocabulary at the first asking and kept: thread-safe.
class RelatedTerms {
 public:
  static constexpr std::size_t kShortestRelated = 5;
  /// At most so many of one term: those whose length differs least from its own.
  static constexpr std::size_t kMostRelated = 30;

  using Terms = std::shared_ptr<const std::vector<std::string>>;
  [[nodiscard]] Terms of(const std::string& term, const ForwardColumn& forward) const;

 private:
  static std::vector<std::string> look_up(const std::string& term, const ForwardColumn& forward);

  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, Terms> known_;
};

}  // namespace pilcrow::internal
