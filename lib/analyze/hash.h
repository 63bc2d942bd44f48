#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// FNV-1a, 64 bits. The same on every machine: part of terms and fingerprints.
inline constexpr std::uint64_t kStableHashSeed = 0xCBF29CE484222325U;
constexpr std::uint64_t stable_hash(std::string_view bytes,
                                    std::uint64_t hash = kStableHashSeed) noexcept {
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return hash;
}

/// Sixteen hexadecimal digits.
inline std::string to_hex(std::uint64_t value) {
  std::string digits(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4U)
    digits[i] = "0123456789abcdef"[value & 15U];
  return digits;
}

/// A fast hash for tables in memory; differs between machines.
inline std::uint64_t table_hash(std::string_view bytes) noexcept {
  constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = bytes.size() * kMultiplier;
  const auto mix = [&hash](std::uint64_t block) {
    hash = (hash ^ block) * kMultiplier;
    hash ^= hash >> 32U;
  };
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t block = 0;
  for (; left >= 8; left -= 8, at += 8) {
    std::memcpy(&block, at, 8);
    mix(block);
  }
  if (left >= 4) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::memcpy(&low, at, 4);
    std::memcpy(&high, at + left - 4, 4);
    mix(low | static_cast<std::uint64_t>(high) << 32U);
  } else if (left > 0) {
    mix(static_cast<std::uint64_t>(static_cast<unsigned char>(at[0])) |
        static_cast<std::uint64_t>(static_cast<unsigned char>(at[left / 2])) << 8U |
        static_cast<std::uint64_t>(static_cast<unsigned char>(at[left - 1])) << 16U);
  }
  return hash;
}

}  // namespace pilcrow::internal
