#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace pilcrow::internal {

static_assert(std::endian::native == std::endian::little,
              "the forward column is stored little-endian");

/// What the file begins with; keeps what follows aligned.
inline constexpr std::string_view kForwardMagic("PFWD2\n\0\0", 8);
/// The first version: one checksum for all of it, none for blocks of sequences. It is still read.
inline constexpr std::string_view kFirstForwardMagic("PFWD1\n\0\0", 8);

/// The file: magic, checksum of all up to the sequences, six counts, then arrays. Those of 8-byte
/// numbers come first, then those of 4, so that they are aligned in the mapping; text and sequences
/// follow.
struct ForwardHeader {
  std::uint64_t paragraphs;  // docids 1 to paragraphs
  std::uint64_t terms;
  std::uint64_t forms;
  std::uint64_t term_bytes;
  std::uint64_t form_bytes;
  std::uint64_t sequence_bytes;
};

}  // namespace pilcrow::internal
