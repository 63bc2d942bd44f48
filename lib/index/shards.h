#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/columns.h"

namespace pilcrow::internal {

/// The shard of a set that a document belongs to; part of the format.
std::uint32_t shard_of(std::string_view id, std::uint32_t shards) noexcept;

/// Where a document stands among all of its set, in the order in which they were added. One index
/// of the same documents has them in this order, too, so that answers agree to the last tie.
struct DocumentOrder {
  std::uint32_t commit = 0;
  std::uint64_t sequence = 0;  ///< of the addition, within the commit
  std::uint32_t number = 0;    ///< of the document, within the addition

  friend auto operator<=>(const DocumentOrder&, const DocumentOrder&) = default;
};

/// As the value slot holds it: 16 bytes, big-endian.
std::string encode_order(const DocumentOrder& order);
DocumentOrder decode_order(std::string_view bytes) noexcept;

/// A document of a shard: the docid of its first paragraph, and its order.
struct OrderedDocument {
  DocId first = 0;
  DocumentOrder order{};
};

/// What `kOrderSlot` of a database holds, ascending by docid, from docid `from` on.
std::vector<OrderedDocument> read_orders(const Xapian::Database& database, DocId from = 1);
std::string encode_orders(const std::vector<OrderedDocument>& documents);
std::vector<OrderedDocument> decode_orders(std::string_view bytes);

/// Paragraphs with consecutive docids in a shard and in the whole.
struct DocidRun {
  std::uint32_t shard = 0;
  DocId local = 0;   ///< the first docid in the shard
  DocId global = 0;  ///< the first docid in the whole
  DocId count = 0;
};

/// Numbers the paragraphs of several indexes as those of one: documents by their order where they
/// have one, else index by index. Docids that are not in use have no number, and within an index
/// the numbers ascend with the docids.
class DocidMap {
 public:
  struct Source {
    const Columns* columns = nullptr;
    const std::vector<OrderedDocument>* documents = nullptr;
  };
  explicit DocidMap(std::span<const Source> sources);

  /// All runs in the order of their docids in the whole.
  [[nodiscard]] const std::vector<DocidRun>& runs() const { return runs_; }
  /// Those of one shard, ascending.
  [[nodiscard]] const std::vector<DocidRun>& runs_of(std::uint32_t shard) const {
    return by_shard_[shard];
  }
  [[nodiscard]] DocId last() const { return last_; }

  struct Place {
    std::uint32_t shard = 0;
    DocId docid = 0;
  };
  /// Where a paragraph of the whole is.
  [[nodiscard]] Place place(DocId global) const;
  /// The number of a shard's paragraph in the whole; 0: it has none.
  [[nodiscard]] DocId global(std::uint32_t shard, DocId local) const;

 private:
  void append(std::uint32_t shard, DocId local, DocId count);

  std::vector<DocidRun> runs_;
  std::vector<std::vector<DocidRun>> by_shard_;
  DocId last_ = 0;
};

}  // namespace pilcrow::internal
