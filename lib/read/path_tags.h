#pragma once

#include <memory>
#include <string>

#include "pilcrow/document.h"

namespace pilcrow::internal {

/// `ReadOptions::tags_from_path`, compiled once and applied to every path.
class PathTags {
 public:
  /// Throws Error (invalid_argument) for a pattern that ICU does not take or that names no group.
  explicit PathTags(const std::string& pattern);
  ~PathTags();

  /// Adds what the groups matched in `path` as tags and fields. A field that the document has
  /// itself stays. Safe from several threads.
  void apply(const std::string& path, Document& document) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace pilcrow::internal
