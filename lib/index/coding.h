#pragma once

// Variable-length integers and strings as they stand in records, columns and the forward column.

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "pilcrow/error.h"

namespace pilcrow::internal {

/// 7 bits a byte, lowest first, the high bit says that more follows.
inline void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

/// Reads a varint below 2^32 and moves `at` behind it; never beyond `end`.
inline std::uint32_t take_varint32(const unsigned char*& at, const unsigned char* end) {
  std::uint32_t value = 0;
  for (unsigned shift = 0; at != end && shift < 35; shift += 7) {
    const unsigned char byte = *at++;
    value |= static_cast<std::uint32_t>(byte & 0x7fU) << shift;
    if (byte < 0x80) break;
  }
  return value;
}

/// Length as varint, then the bytes.
inline void put_string(std::string& out, std::string_view bytes) {
  put_varint(out, bytes.size());
  out.append(bytes);
}

/// A fixed-width integer, little-endian.
template <typename T>
void put_fixed(std::string& out, T value) {
  static_assert(std::is_unsigned_v<T>);
  for (std::size_t i = 0; i < sizeof(T); ++i)
    out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
}

/// A fixed-width integer, big-endian: its bytes sort as the numbers do.
template <typename T>
void put_big_endian(std::string& out, T value) {
  static_assert(std::is_unsigned_v<T>);
  for (std::size_t i = sizeof(T); i-- > 0;)
    out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
}

/// Takes a big-endian integer off the front; of fewer bytes than it has, as many as there are.
template <typename T>
T take_big_endian(std::string_view& bytes) {
  static_assert(std::is_unsigned_v<T>);
  const std::string_view own = bytes.substr(0, sizeof(T));
  T value = 0;
  for (const char c : own)
    value = static_cast<T>((value << 8U) | static_cast<unsigned char>(c));
  bytes.remove_prefix(own.size());
  return value;
}

/// An array as it stands in memory (all platforms here are little-endian), without its length.
template <typename T>
void put_raw(std::string& out, std::span<const T> array) {
  static_assert(std::has_unique_object_representations_v<T>);
  out.append(reinterpret_cast<const char*>(array.data()), array.size_bytes());
}

/// Reads what the functions above wrote. Whatever the bytes are, it stays inside them and throws
/// `index_damaged` where they end too early.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  [[nodiscard]] bool done() const noexcept { return at_ == end_; }
  [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) fail();
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80) return value;
    }
    fail();
  }

  std::string_view string() { return bytes(varint()); }

  std::string_view bytes(std::uint64_t size) {
    if (size > left()) fail();
    const std::string_view result(at_, static_cast<std::size_t>(size));
    at_ += size;
    return result;
  }

  template <typename T>
  T fixed() {
    const std::string_view raw = bytes(sizeof(T));
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      value = static_cast<T>(
          value | static_cast<T>(static_cast<T>(static_cast<unsigned char>(raw[i])) << (8 * i)));
    return value;
  }

 private:
  [[noreturn]] static void fail() {
    throw Error(ErrorCode::index_damaged, "a stored record ends too early");
  }

  const char* at_;
  const char* end_;
};

}  // namespace pilcrow::internal
