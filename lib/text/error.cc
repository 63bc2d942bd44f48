#include "pilcrow/error.h"

namespace pilcrow {

std::string_view to_string(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "invalid_argument";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::unreadable:
      return "unreadable";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::index_missing:
      return "index_missing";
    case ErrorCode::index_damaged:
      return "index_damaged";
    case ErrorCode::index_locked:
      return "index_locked";
    case ErrorCode::index_incompatible:
      return "index_incompatible";
    case ErrorCode::io:
      return "io";
    case ErrorCode::timeout:
      return "timeout";
    case ErrorCode::unavailable:
      return "unavailable";
    case ErrorCode::cancelled:
      return "cancelled";
    case ErrorCode::internal:
      return "internal";
  }
  return "unknown";
}

}  // namespace pilcrow
