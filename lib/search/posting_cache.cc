#include "search/posting_cache.h"

namespace pilcrow::internal {

std::shared_ptr<const PostingList> PostingCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto it = entries_.find(key);
  if (it == entries_.end()) return nullptr;
  order_.splice(order_.begin(), order_, it->second);
  return it->second->list;
}

void PostingCache::insert(const std::string& key, std::shared_ptr<const PostingList> list) {
  const std::lock_guard lock(mutex_);
  const std::size_t size = list->bytes() + key.size();
  if (size > budget_ || entries_.contains(key)) return;
  order_.push_front({key, std::move(list)});
  entries_.emplace(key, order_.begin());
  used_ += size;
  while (used_ > budget_) {
    const Entry& last = order_.back();
    used_ -= last.list->bytes() + last.key.size();
    entries_.erase(last.key);
    order_.pop_back();
  }
}

}  // namespace pilcrow::internal
