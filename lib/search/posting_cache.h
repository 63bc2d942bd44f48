#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// A posting list as plain arrays: docids ascending, and the impact of each.
struct PostingList {
  std::vector<DocId> docids;
  std::vector<std::uint8_t> impacts;

  [[nodiscard]] std::size_t bytes() const {
    return sizeof(PostingList) + docids.capacity() * sizeof(DocId) + impacts.capacity();
  }
};

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
