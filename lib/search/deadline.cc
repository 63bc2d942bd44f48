#include "search/deadline.h"

#include "pilcrow/error.h"

namespace pilcrow::internal {

void Deadline::check() const {
  if (at_ && std::chrono::steady_clock::now() >= *at_)
    throw Error(ErrorCode::timeout, "the search ran out of its time; allow more, or ask for less");
  if (cancelled_ && cancelled_()) throw Error(ErrorCode::cancelled, "the search was cancelled");
}

}  // namespace pilcrow::internal
