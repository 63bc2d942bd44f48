#include "search/posting_cache.h"

#include <iterator>
#include <utility>

namespace pilcrow::internal {

namespace {

// Where there is not room for all, full forms may take up this part of the budget.
constexpr std::size_t kShareOfFull = 4;
// Smaller lists are not worth it to be made compact.
constexpr std::size_t kLeastCompact = 1024;

}  // namespace

std::shared_ptr<const PostingList> PostingCache::find(const std::string& key) {
  std::shared_ptr<const CompactPostings> compact;
  {
    const std::lock_guard lock(mutex_);
    const auto it = entries_.find(key);
    if (it == entries_.end()) return nullptr;
    if (const auto& full = it->second->full) {
      full_.splice(full_.begin(), full_, it->second);
      return full;
    }
    compact = it->second->compact;
  }
  auto full = std::make_shared<const PostingList>(compact->expand());
  std::vector<Entry> leaving;
  {
    const std::lock_guard lock(mutex_);
    const auto it = entries_.find(key);
    if (it != entries_.end()) {
      if (it->second->full) return it->second->full;
      remove(compact_, it->second);
    }
    add(full_, {key, full, std::move(compact), false});
    leaving = make_room();
  }
  keep_compact(std::move(leaving));
  return full;
}

void PostingCache::insert(const std::string& key, std::shared_ptr<const PostingList> list,
                          bool at_hand) {
  std::vector<Entry> leaving;
  {
    const std::lock_guard lock(mutex_);
    if (list->bytes() + key.size() > budget_ || entries_.contains(key)) return;
    add(full_, {key, std::move(list), nullptr, at_hand});
    leaving = make_room();
  }
  keep_compact(std::move(leaving));
}

std::size_t PostingCache::used() const {
  const std::lock_guard lock(mutex_);
  return used_;
}

void PostingCache::add(Order& order, Entry entry) {
  used_ += entry.bytes();
  used_by_full_ += entry.full_bytes();
  order.push_front(std::move(entry));
  entries_.emplace(order.front().key, order.begin());
}

void PostingCache::remove(Order& order, Order::iterator entry) {
  used_ -= entry->bytes();
  used_by_full_ -= entry->full_bytes();
  entries_.erase(entry->key);
  order.erase(entry);
}

// Returns entries that were taken out and are worth it to be kept in their compact form, which is
// made while nobody has to wait for it.
std::vector<PostingCache::Entry> PostingCache::make_room() {
  std::vector<Entry> leaving;
  while (used_ > budget_) {
    if (compact_.empty() || used_by_full_ > budget_ / kShareOfFull) {
      const auto last = std::prev(full_.end());
      Entry entry = *last;
      remove(full_, last);
      if (entry.compact)
        add(compact_, {std::move(entry.key), nullptr, std::move(entry.compact), false});
      else if (!entry.at_hand && entry.full_bytes() >= kLeastCompact)
        leaving.push_back(std::move(entry));
    } else {
      remove(compact_, std::prev(compact_.end()));
    }
  }
  return leaving;
}

void PostingCache::keep_compact(std::vector<Entry> entries) {
  while (!entries.empty()) {
    for (Entry& entry : entries) {
      entry.compact = std::make_shared<const CompactPostings>(*entry.full);
      entry.full.reset();
    }
    const std::lock_guard lock(mutex_);
    for (Entry& entry : entries)
      if (!entries_.contains(entry.key)) add(compact_, std::move(entry));
    entries = make_room();
  }
}

}  // namespace pilcrow::internal
