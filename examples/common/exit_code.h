#pragma once

#include <functional>
#include <stdexcept>
#include <string_view>

#include "pilcrow/error.h"

namespace pilcrow::programs {

/// What the programs tell the shell. Scripts rely on these numbers.
enum ExitCode : int {
  kDone = 0,               ///< found, or done
  kNothingFound = 1,       ///< the search went well and matched nothing
  kUsage = 2,              ///< an option or a value that makes no sense
  kIndexUnreadable = 3,    ///< no index there, or it cannot be read or written
  kIndexLocked = 4,        ///< another program is writing to it
  kIndexIncompatible = 5,  ///< built with another format or analyzer
  kInputProblems = 6,      ///< some input could not be read; the rest is indexed
  kDefect = 70,            ///< a defect of the program
  kOutputFailed = 74,      ///< standard output could not be written
  kTimeout = 75,           ///< a time limit ran out
  kInterrupted = 130,      ///< stopped by the first interrupt, after a commit
};

/// The command line cannot be understood. `what()` says what is wrong and what would be right.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The exit code that a library error stands for.
ExitCode exit_code_for(ErrorCode code) noexcept;

/// Runs a program's body. Errors are printed to standard error as "name: message" and become exit
/// codes; so does standard output that could not be written.
int run_program(std::string_view name, const std::function<int()>& body);

}  // namespace pilcrow::programs
