#pragma once

#include <future>
#include <utility>

namespace pilcrow::internal {

/// Calls both, one of them in another thread, and returns when both are done. Throws what one of
/// them threw.
template <typename One, typename Other>
void in_parallel(One&& one, Other&& other) {
  std::future<void> result = std::async(std::launch::async, std::forward<Other>(other));
  std::forward<One>(one)();
  result.get();
}

}  // namespace pilcrow::internal
