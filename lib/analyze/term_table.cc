#include "analyze/term_table.h"

#include <cstring>

#include "analyze/hash.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kArenaBytes = 64 * 1024;
constexpr std::size_t kFirstSlots = 4096;

}  // namespace

std::uint32_t TermTable::intern(std::string_view key) {
  if (2 * (keys_.size() + 1) > slots_.size()) grow();
  const std::uint64_t full_hash = table_hash(key);
  const auto hash = static_cast<std::uint32_t>(full_hash);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].id != kNone) {
    if (slots_[at].hash == hash && keys_[slots_[at].id] == key) return slots_[at].id;
    at = (at + 1) & mask;
  }
  const auto id = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back(store(key));
  slots_[at] = {.hash = hash, .id = id};
  return id;
}

std::string_view TermTable::store(std::string_view key) {
  if (key.size() > block_left_) {
    blocks_.push_back(std::make_unique<char[]>(kArenaBytes));
    block_at_ = blocks_.back().get();
    block_left_ = kArenaBytes;
  }
  std::memcpy(block_at_, key.data(), key.size());
  const std::string_view stored(block_at_, key.size());
  block_at_ += key.size();
  block_left_ -= key.size();
  return stored;
}

void TermTable::grow() {
  std::vector<Slot> old(slots_.empty() ? kFirstSlots : 2 * slots_.size());
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id == kNone) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].id != kNone)
      at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::size_t TermTable::bytes() const noexcept {
  return blocks_.size() * kArenaBytes + keys_.capacity() * sizeof(std::string_view) +
         slots_.capacity() * sizeof(Slot);
}

void TermTable::clear() {
  slots_.clear();
  slots_.shrink_to_fit();
  keys_.clear();
  blocks_.clear();
  block_left_ = 0;
  block_at_ = nullptr;
}

}  // namespace pilcrow::internal
