#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace pilcrow::internal {

/// Ends a search that takes too long, or that nobody waits for any more: checked while it is
/// planned, evaluated and presented.
class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds limit, std::function<bool()> cancelled = {})
      : at_(limit.count() > 0 ? std::optional(std::chrono::steady_clock::now() + limit)
                              : std::nullopt),
        cancelled_(std::move(cancelled)) {}
  /// Throws `timeout` where the time is over, `cancelled` where the caller says so.
  void check() const;

 private:
  std::optional<std::chrono::steady_clock::time_point> at_;
  std::function<bool()> cancelled_;
};

}  // namespace pilcrow::internal
