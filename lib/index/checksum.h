#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// A 64-bit checksum at the speed of memory, against damage, not against malice. Every step is a
/// bijection of the state and of the word taken in, so that a change within any one word of eight
/// bytes always shows. Part of the format.
std::uint64_t checksum(std::string_view bytes) noexcept;

/// A small file as it is written: its magic, the checksum of its body, the body.
std::string sealed(std::string_view magic, std::string_view body);

/// The body of a sealed file. Throws `index_damaged` where the magic or the checksum is another.
std::string_view unsealed(std::string_view magic, std::string_view bytes);

}  // namespace pilcrow::internal
