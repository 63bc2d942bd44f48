#include "common/exit_code.h"

#include <unistd.h>

#include <exception>
#include <iostream>
#include <new>
#include <string>

#include "common/terminal.h"

namespace pilcrow::programs {

ExitCode exit_code_for(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument:
      return kUsage;
    case ErrorCode::not_found:
    case ErrorCode::unreadable:
    case ErrorCode::unsupported:
      return kInputProblems;
    case ErrorCode::index_missing:
    case ErrorCode::index_damaged:
    case ErrorCode::io:
    case ErrorCode::unavailable:
      return kIndexUnreadable;
    case ErrorCode::index_locked:
      return kIndexLocked;
    case ErrorCode::index_incompatible:
      return kIndexIncompatible;
    case ErrorCode::timeout:
      return kTimeout;
    case ErrorCode::cancelled:
      return kInterrupted;
    case ErrorCode::internal:
      return kDefect;
  }
  return kDefect;
}

namespace {

void complain(std::string_view name, const std::string& message) {
  std::cerr << broken_for(STDERR_FILENO, std::string(name) + ": " + message) << '\n';
}

int run_body(std::string_view name, const std::function<int()>& body) {
  try {
    return body();
  } catch (const UsageError& error) {
    complain(name, error.what() + ("\nTry '" + std::string(name) + " --help'."));
    return kUsage;
  } catch (const Error& error) {
    complain(name, error.what());
    return exit_code_for(error.code());
  } catch (const std::bad_alloc&) {
    complain(name, "out of memory");
    return kDefect;
  } catch (const std::exception& error) {
    complain(name, "unexpected error: " + std::string(error.what()) +
                       "\nThis is a defect of the program; please report it.");
    return kDefect;
  }
}

}  // namespace

int run_program(std::string_view name, const std::function<int()>& body) {
  const int code = run_body(name, body);
  if (!std::cout.flush()) {
    complain(name, "cannot write to standard output");
    return kOutputFailed;
  }
  return code;
}

}  // namespace pilcrow::programs
