#pragma once

#include <string_view>

#include "pilcrow/export.h"

namespace pilcrow {

/// The version of the library, e.g. "0.1.0".
PILCROW_API std::string_view version() noexcept;

}  // namespace pilcrow
