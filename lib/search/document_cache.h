#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "index/record.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// Keeps the records of documents that hits came from, within a byte budget: those used lately, by
/// the docid of their first paragraph. Thread-safe.
class DocumentCache {
 public:
  explicit DocumentCache(std::size_t budget) : budget_(budget) {}

  /// Null where it is not kept.
  std::shared_ptr<const DocumentRecord> find(DocId first);
  /// `bytes`: about how much memory it takes.
  void insert(DocId first, std::shared_ptr<const DocumentRecord> record, std::size_t bytes);

 private:
  using Kept = std::pair<std::shared_ptr<const DocumentRecord>, std::size_t>;
  void keep(DocId first, Kept kept);

  std::size_t budget_;
  std::mutex mutex_;
  // What was used since the older half was last thrown away, and that half.
  std::unordered_map<DocId, Kept> young_;
  std::unordered_map<DocId, Kept> old_;
  std::size_t young_bytes_ = 0;
};

}  // namespace pilcrow::internal
