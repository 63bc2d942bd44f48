#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace pilcrow::internal {

/// Keeps what was made for a key; begins anew when there is too much of it. Thread-safe.
template <typename Key, typename Value>
class KeyedCache {
 public:
  /// At most so many values.
  explicit KeyedCache(std::size_t most) : most_(most) {}

  /// Null where it is not kept.
  [[nodiscard]] std::shared_ptr<const Value> find(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto known = values_.find(key);
    return known == values_.end() ? nullptr : known->second;
  }

  void insert(const Key& key, std::shared_ptr<const Value> value) {
    const std::lock_guard lock(mutex_);
    if (values_.size() >= most_) values_.clear();
    values_.emplace(key, std::move(value));
  }

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::unordered_map<Key, std::shared_ptr<const Value>> values_;
};

}  // namespace pilcrow::internal
