#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// A short word as written and its term, in one half of a cache line.
struct alignas(32) ShortWord {
  std::uint64_t head = 0;  ///< with `tail` and `length` all bytes of the word
  std::uint64_t tail = 0;
  const char* term = nullptr;  ///< null: the word has no term
  std::uint32_t term_id = 0;
  std::uint8_t length = 0;  ///< 0: an empty slot
  std::uint8_t term_size = 0;
  bool stop_word = false;
  bool has_variant = false;
};
static_assert(sizeof(ShortWord) == 32);

/// Words of 1 to 16 bytes, which nearly all are, found with one look into memory. Not for several
/// threads.
class ShortWordTable {
 public:
  static constexpr std::size_t kMaxLength = 16;

  /// The slot of `word`: with its length set where the word is known. An empty one has head and
  /// tail filled in and is to be completed and given to `insert`.
  [[nodiscard]] ShortWord find(std::string_view word) const noexcept {
    ShortWord key = key_of(word);
    if (slots_.empty()) return key;
    for (std::size_t at = hash(key, word.size());; ++at) {
      const ShortWord& slot = slots_[at & (slots_.size() - 1)];
      if (slot.length == 0) return key;
      if (slot.head == key.head && slot.tail == key.tail && slot.length == word.size()) return slot;
    }
  }

  void insert(const ShortWord& word);
  void clear();
  [[nodiscard]] std::size_t bytes() const noexcept { return slots_.size() * sizeof(ShortWord); }

 private:
  // Reads the word's own bytes only, twice where it has less than a machine word.
  static ShortWord key_of(std::string_view word) noexcept {
    ShortWord key;
    const char* bytes = word.data();
    const std::size_t size = word.size();
    if (size >= 8) {
      std::memcpy(&key.head, bytes, 8);
      std::memcpy(&key.tail, bytes + size - 8, 8);
    } else if (size >= 4) {
      std::uint32_t first = 0;
      std::uint32_t last = 0;
      std::memcpy(&first, bytes, 4);
      std::memcpy(&last, bytes + size - 4, 4);
      key.head = first;
      key.tail = last;
    } else if (size > 0) {
      key.head = static_cast<unsigned char>(bytes[0]);
      key.tail = static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[size / 2])) << 8U |
                 static_cast<unsigned char>(bytes[size - 1]);
    }
    return key;
  }

  static std::size_t hash(const ShortWord& key, std::size_t length) noexcept {
    std::uint64_t mixed = (key.head ^ (length << 56U)) * 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 32U) ^ key.tail) * 0xD6E8FEB86659FD93U;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
  }

  void place(const ShortWord& word);

  std::vector<ShortWord> slots_;  // a power of two, at most half full
  std::size_t count_ = 0;
};

}  // namespace pilcrow::internal
