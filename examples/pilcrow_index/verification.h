#pragma once

#include <iosfwd>

#include "pilcrow_index/options.h"

namespace pilcrow::programs {

/// Looks through the index and says what is wrong with it, for people or as JSON. The exit code.
int verify(std::ostream& out, const IndexRunOptions& options);

}  // namespace pilcrow::programs
