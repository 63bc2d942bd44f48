#include "common/exit_code.h"

#include <exception>
#include <iostream>
#include <new>

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

int run_body(std::string_view name, const std::function<int()>& body) {
  try {
    return body();
  } catch (const UsageError& error) {
    std::cerr << name << ": " << error.what() << "\nTry '" << name << " --help'.\n";
    return kUsage;
  } catch (const Error& error) {
    std::cerr << name << ": " << error.what() << '\n';
    return exit_code_for(error.code());
  } catch (const std::bad_alloc&) {
    std::cerr << name << ": out of memory\n";
    return kDefect;
  } catch (const std::exception& error) {
    std::cerr << name << ": unexpected error: " << error.what()
              << "\nThis is a defect of the program; please report it.\n";
    return kDefect;
  }
}

}  // namespace

int run_program(std::string_view name, const std::function<int()>& body) {
  const int code = run_body(name, body);
  if (!std::cout.flush()) {
    std::cerr << name << ": cannot write to standard output\n";
    return kOutputFailed;
  }
  return code;
}

}  // namespace pilcrow::programs
