#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/words.h"

namespace pilcrow::internal {

/// The folded form of one word, in whole blocks of eight bytes filled up with zeros, and its hash.
/// Of a longer word the first 64 bytes.
class FoldedWord {
 public:
  /// Folds a word of `text`: case, width, diacritics.
  void assign(std::string_view text, const Word& word);

  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(blocks_.data()), size_};
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool cut() const { return cut_; }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }
  /// The hash that a word consisting of the first `size` bytes would have. size <= size().
  [[nodiscard]] std::uint64_t prefix_hash(std::size_t size) const;
  /// The first four bytes, zeros where the word is shorter.
  [[nodiscard]] std::uint32_t head() const { return static_cast<std::uint32_t>(blocks_[0]); }

 private:
  void assign_folded(std::string_view folded);

  std::array<std::uint64_t, 8> blocks_{};
  std::size_t size_ = 0;
  std::uint64_t hash_ = 0;
  bool cut_ = false;
};

}  // namespace pilcrow::internal
