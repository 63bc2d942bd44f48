#include "tag/folded_word.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

namespace pilcrow::internal {
namespace {

constexpr std::uint64_t kLowerBits = 0x2020202020202020ULL;

std::uint64_t mix(std::uint64_t hash, std::uint64_t block) {
  hash = (hash ^ block) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29);
}

// The low `size` bytes of a block; the first byte of the text is the lowest.
std::uint64_t low_bytes(std::uint64_t block, std::size_t size) {
  return size >= 8 ? block : block & ((std::uint64_t{1} << (8 * size)) - 1);
}

std::uint64_t load(const char* bytes, std::size_t size) {
  std::uint64_t block = 0;
  std::memcpy(&block, bytes, size);
  return block;
}

}  // namespace

static_assert(std::endian::native == std::endian::little, "FoldedWord packs bytes low end first");

void FoldedWord::assign(std::string_view text, const Word& word) {
  const std::size_t size = word.end - word.begin;
  if (word.ascii && size <= 16) {  // letters and digits: setting one bit lowers them
    const char* from = text.data() + word.begin;
    const bool room = word.begin + std::size_t{16} <= text.size();
    const std::size_t head = std::min<std::size_t>(size, 8);
    blocks_[0] = low_bytes((room ? load(from, 8) : load(from, head)) | kLowerBits, head);
    hash_ = mix(size, blocks_[0]);
    if (size > 8) {
      blocks_[1] =
          low_bytes((room ? load(from + 8, 8) : load(from + 8, size - 8)) | kLowerBits, size - 8);
      hash_ = mix(hash_, blocks_[1]);
    }
    size_ = size;
    cut_ = false;
    return;
  }
  thread_local std::string folded;
  folded.clear();
  fold_word(text.substr(word.begin, std::min<std::size_t>(size, 192)), true, folded);
  assign_folded(folded);
  cut_ = cut_ || size > 192;
}

void FoldedWord::assign_folded(std::string_view folded) {
  cut_ = folded.size() > sizeof(blocks_);
  size_ = std::min(folded.size(), sizeof(blocks_));
  hash_ = size_;
  blocks_[0] = 0;
  for (std::size_t at = 0; at < size_; at += 8) {
    blocks_[at / 8] = load(folded.data() + at, std::min<std::size_t>(8, size_ - at));
    hash_ = mix(hash_, blocks_[at / 8]);
  }
}

std::uint64_t FoldedWord::prefix_hash(std::size_t size) const {
  std::uint64_t hash = size;
  for (std::size_t at = 0; at < size; at += 8)
    hash = mix(hash, low_bytes(blocks_[at / 8], size - at));
  return hash;
}

}  // namespace pilcrow::internal
