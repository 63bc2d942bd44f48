#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "search/posting_list.h"

namespace pilcrow::internal {

/// Keeps decoded lists within a byte budget, least recently used out first. Thread-safe. A list
/// that is larger than the budget is handed out and not kept.
class PostingCache {
 public:
  explicit PostingCache(std::size_t budget) : budget_(budget) {}

  /// Null where it is not kept.
  std::shared_ptr<const PostingList> find(const std::string& key);
  void insert(const std::string& key, std::shared_ptr<const PostingList> list);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const PostingList> list;
  };

  std::size_t budget_;
  std::mutex mutex_;
  std::size_t used_ = 0;
  std::list<Entry> order_;  // most recently used first
  std::unordered_map<std::string, std::list<Entry>::iterator> entries_;
};

}  // namespace pilcrow::internal
