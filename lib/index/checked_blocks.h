#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// How much of a file is looked through when it is loaded.
enum class FileCheck {
  whole,
  as_read,  ///< what is large, when it is first read
};

/// A part of a file that was loaded with `FileCheck::as_read` is not what was written: the file has
/// to be loaded as a whole, which makes anew what it holds. Never leaves the library.
class CacheDamaged : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "a cached table is damaged"; }
};

/// Bytes of a file with a checksum for each block of 8 KiB: whoever reads a part of them looks at
/// the blocks of that part alone, once. Thread-safe.
class CheckedBlocks {
 public:
  static constexpr std::size_t kBlock = 8192;

  static constexpr std::uint64_t count(std::uint64_t bytes) {
    return (bytes + kBlock - 1) / kBlock;
  }
  static std::vector<std::uint64_t> sums_of(std::string_view bytes);
  /// True where every block of the bytes has the checksum that is written of it.
  static bool hold(std::string_view bytes, std::span<const std::uint64_t> sums);

  /// Both must outlive it, and there are as many sums as blocks.
  CheckedBlocks(std::string_view bytes, std::span<const std::uint64_t> sums);

  /// To be called before the bytes [begin, end) are read. Throws CacheDamaged.
  void look_at(std::size_t begin, std::size_t end) const {
    for (std::size_t block = begin / kBlock; block * kBlock < end; ++block)
      if (!looked_at_[block].load(std::memory_order_relaxed)) look_at_block(block);
  }
  /// The same for numbers that are among the bytes.
  void look_at(std::span<const std::uint32_t> numbers) const {
    const auto begin = reinterpret_cast<const char*>(numbers.data()) - bytes_.data();
    look_at(static_cast<std::size_t>(begin),
            static_cast<std::size_t>(begin) + numbers.size_bytes());
  }

 private:
  void look_at_block(std::size_t block) const;

  std::string_view bytes_;
  std::span<const std::uint64_t> sums_;
  std::unique_ptr<std::atomic<bool>[]> looked_at_;
};

}  // namespace pilcrow::internal
