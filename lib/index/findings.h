#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/note.h"

namespace pilcrow::internal {

/// Collects what is wrong with a generation; of many things the first hundred.
class Findings {
 public:
  Findings(std::filesystem::path generation, std::vector<Note>& notes)
      : generation_(std::move(generation)), notes_(notes) {}

  /// `file`: below the generation.
  void error(std::string_view file, const std::string& what) { add(Severity::error, file, what); }
  void warn(std::string_view file, const std::string& what) { add(Severity::warning, file, what); }

 private:
  static constexpr std::size_t kMost = 100;

  void add(Severity severity, std::string_view file, const std::string& what) {
    if (++count_ <= kMost) {
      notes_.push_back({severity, (generation_ / file).string(), what});
      return;
    }
    notes_.resize(kMost);
    notes_.push_back({Severity::error, "", std::to_string(count_ - kMost) + " more findings"});
  }

  std::filesystem::path generation_;
  std::vector<Note>& notes_;
  std::size_t count_ = 0;
};

}  // namespace pilcrow::internal
