#include "index/checked_blocks.h"

#include "index/checksum.h"

namespace pilcrow::internal {

std::vector<std::uint64_t> CheckedBlocks::sums_of(std::string_view bytes) {
  std::vector<std::uint64_t> sums;
  sums.reserve(static_cast<std::size_t>(count(bytes.size())));
  for (std::size_t at = 0; at < bytes.size(); at += kBlock)
    sums.push_back(checksum(bytes.substr(at, kBlock)));
  return sums;
}

bool CheckedBlocks::hold(std::string_view bytes, std::span<const std::uint64_t> sums) {
  for (std::size_t block = 0; block < sums.size(); ++block)
    if (checksum(bytes.substr(block * kBlock, kBlock)) != sums[block]) return false;
  return true;
}

CheckedBlocks::CheckedBlocks(std::string_view bytes, std::span<const std::uint64_t> sums)
    : bytes_(bytes), sums_(sums), looked_at_(std::make_unique<std::atomic<bool>[]>(sums.size())) {}

void CheckedBlocks::look_at_block(std::size_t block) const {
  if (checksum(bytes_.substr(block * kBlock, kBlock)) != sums_[block]) throw CacheDamaged();
  looked_at_[block].store(true, std::memory_order_relaxed);
}

}  // namespace pilcrow::internal
