#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "search/compact_postings.h"
#include "search/posting_list.h"

namespace pilcrow::internal {

/// Keeps decoded lists within a byte budget. Where they do not fit, those least recently used are
/// kept in their compact form, and out of these the least recently used go first. Thread-safe. A
/// list that is larger than the budget is handed out and not kept.
class PostingCache {
 public:
  explicit PostingCache(std::size_t budget) : budget_(budget) {}

  /// Null where it is not kept.
  std::shared_ptr<const PostingList> find(const std::string& key);
  /// `at_hand`: the list is had again as easily as from a compact form, which is not kept then.
  void insert(const std::string& key, std::shared_ptr<const PostingList> list,
              bool at_hand = false);

  /// What the lists that are kept take up.
  [[nodiscard]] std::size_t used() const;

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const PostingList> full;         // null: only compact
    std::shared_ptr<const CompactPostings> compact;  // null: was not made yet
    bool at_hand = false;                            // is not to be kept in a compact form

    [[nodiscard]] std::size_t full_bytes() const { return full ? full->bytes() : 0; }
    [[nodiscard]] std::size_t bytes() const {
      return key.size() + full_bytes() + (compact ? compact->bytes() : 0);
    }
  };
  using Order = std::list<Entry>;  // most recently used first

  void add(Order& order, Entry entry);
  void remove(Order& order, Order::iterator entry);
  std::vector<Entry> make_room();
  void keep_compact(std::vector<Entry> entries);

  std::size_t budget_;
  mutable std::mutex mutex_;
  std::size_t used_ = 0;
  std::size_t used_by_full_ = 0;
  Order full_;
  Order compact_;
  std::unordered_map<std::string, Order::iterator> entries_;
};

}  // namespace pilcrow::internal
