#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// Strings by number: equal strings have equal numbers, counted from 0. Views stay valid until
/// `clear`. An open-addressing table over an arena; not for several threads.
class TermTable {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  /// The number of `key`; adds it where it is new. Keys are at most kMaxKeyBytes long.
  std::uint32_t intern(std::string_view key);

  [[nodiscard]] std::string_view operator[](std::uint32_t id) const noexcept { return keys_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

  /// Bytes that the table holds, about.
  [[nodiscard]] std::size_t bytes() const noexcept;
  void clear();

  static constexpr std::size_t kMaxKeyBytes = 256;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t id = kNone;
  };

  std::string_view store(std::string_view key);
  void grow();

  std::vector<Slot> slots_;
  std::vector<std::string_view> keys_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
  char* block_at_ = nullptr;
};

}  // namespace pilcrow::internal
