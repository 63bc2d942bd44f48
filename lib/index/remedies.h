#pragma once

namespace pilcrow::internal {

/// How messages end about what cannot be read and can only be built again.
inline constexpr const char* kRebuild = "; build it again with pilcrow-index --rebuild";

}  // namespace pilcrow::internal
