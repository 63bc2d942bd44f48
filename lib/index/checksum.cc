#include "index/checksum.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

#include "index/coding.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

static_assert(std::endian::native == std::endian::little,
              "checksums are taken over little-endian words");

std::uint64_t checksum(std::string_view bytes) noexcept {
  constexpr std::size_t kLanes = 8;
  constexpr std::size_t kStripe = kLanes * sizeof(std::uint64_t);
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15ULL;
  std::array<std::uint64_t, kLanes> lanes{1, 2, 3, 4, 5, 6, 7, 8};
  const auto mix = [](std::uint64_t lane, std::uint64_t word) {
    lane = (lane ^ word) * kFactor;
    return lane ^ (lane >> 32U);
  };
  const auto take = [&](const char* stripe) {
    std::array<std::uint64_t, kLanes> words;
    std::memcpy(words.data(), stripe, kStripe);
    for (std::size_t i = 0; i < kLanes; ++i)
      lanes[i] = mix(lanes[i], words[i]);
  };
  const std::size_t whole = bytes.size() / kStripe * kStripe;
  for (std::size_t at = 0; at < whole; at += kStripe)
    take(bytes.data() + at);
  std::array<char, kStripe> rest{};
  if (whole < bytes.size()) std::memcpy(rest.data(), bytes.data() + whole, bytes.size() - whole);
  take(rest.data());
  std::uint64_t sum = bytes.size();
  for (const std::uint64_t lane : lanes)
    sum = mix(sum, lane);
  return sum;
}

std::string sealed(std::string_view magic, std::string_view body) {
  std::string bytes(magic);
  put_fixed(bytes, checksum(body));
  bytes.append(body);
  return bytes;
}

std::string_view unsealed(std::string_view magic, std::string_view bytes) {
  Decoder in(bytes);
  const bool known = in.bytes(magic.size()) == magic;
  const auto expected = in.fixed<std::uint64_t>();
  const std::string_view body = in.bytes(in.left());
  if (!known || checksum(body) != expected)
    throw Error(ErrorCode::index_damaged, "a file is not what was written");
  return body;
}

}  // namespace pilcrow::internal
