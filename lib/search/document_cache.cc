#include "search/document_cache.h"

namespace pilcrow::internal {

std::shared_ptr<const DocumentRecord> DocumentCache::find(DocId first) {
  const std::lock_guard lock(mutex_);
  if (const auto it = young_.find(first); it != young_.end()) return it->second.first;
  const auto it = old_.find(first);
  if (it == old_.end()) return nullptr;
  Kept kept = std::move(it->second);
  old_.erase(it);
  auto record = kept.first;
  keep(first, std::move(kept));
  return record;
}

void DocumentCache::insert(DocId first, std::shared_ptr<const DocumentRecord> record,
                           std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (bytes <= budget_ / 2) keep(first, {std::move(record), bytes});
}

void DocumentCache::keep(DocId first, Kept kept) {
  if (young_bytes_ + kept.second > budget_ / 2) {
    old_ = std::exchange(young_, {});
    young_bytes_ = 0;
  }
  const std::size_t bytes = kept.second;
  if (young_.emplace(first, std::move(kept)).second) young_bytes_ += bytes;
}

}  // namespace pilcrow::internal
