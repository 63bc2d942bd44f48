#pragma once

#include <functional>

namespace pilcrow::test {

/// Runs `work` in a process of its own; its exit code, or 128 + the signal that ended it. An
/// exception is printed and gives `code_of_exception`. `seconds`: after so many it is ended; 0:
/// never.
int in_process(const std::function<int()>& work, int code_of_exception, unsigned seconds = 0);

/// How a process ends that Xapian has ended, after `tell_who_ended`.
inline constexpr int kEndedByXapian = 99;

/// From now on the process ends with `kEndedByXapian` where Xapian, and nobody between, calls
/// std::terminate: an exception left one of its destructors.
void tell_who_ended();

}  // namespace pilcrow::test
