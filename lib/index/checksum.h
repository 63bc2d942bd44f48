#pragma once

#include <cstdint>
#include <string_view>

namespace pilcrow::internal {

/// A 64-bit checksum at the speed of memory, against damage, not against malice. Every step is a
/// bijection of the state and of the word taken in, so that a change within any one word of eight
/// bytes always shows. Part of the format.
std::uint64_t checksum(std::string_view bytes) noexcept;

}  // namespace pilcrow::internal
