#pragma once

#include <functional>
#include <optional>

#include "pilcrow/error.h"

namespace pilcrow::test {

/// The error that `work` throws.
inline std::optional<Error> error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

}  // namespace pilcrow::test
