#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "pilcrow/export.h"

namespace pilcrow {

/// What kind of thing went wrong. Programs branch on this, people read `what()`.
enum class ErrorCode {
  invalid_argument,    ///< an option or a value that makes no sense; the message names it
  not_found,           ///< a file or directory that does not exist
  unreadable,          ///< an input that cannot be read (permission, damage, encryption, format)
  unsupported,         ///< needs a part this build was made without (e.g. PDF)
  index_missing,       ///< no index at that path
  index_damaged,       ///< the index is there, and broken
  index_locked,        ///< another writer holds the index
  index_incompatible,  ///< another format version or another analyzer built it
  io,                  ///< the system refused (disk full, quota, permission)
  timeout,             ///< the time limit of a request ran out
  unavailable,         ///< a shard on another machine does not answer
  cancelled,           ///< the caller asked to stop
  internal,            ///< a defect of the library; please report it
};

/// The name of a code as it is written here, e.g. "index_locked".
PILCROW_API std::string_view to_string(ErrorCode code) noexcept;

/// The one exception that leaves this library. `what()` names the thing (file, line, word, option)
/// and what to do about it. No exception of a dependency reaches a caller.
class PILCROW_API Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace pilcrow
