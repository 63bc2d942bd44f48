#include "index/shards.h"

#include <algorithm>
#include <limits>

#include "index/coding.h"
#include "index/schema.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kOrderBytes = 16;

// Goes through the documents of one index: runs of ordinals that ascend by one.
class DocumentWalker {
 public:
  explicit DocumentWalker(const DocidMap::Source& source)
      : columns_(*source.columns), documents_(*source.documents) {
    next();
  }

  [[nodiscard]] bool done() const { return count_ == 0; }
  [[nodiscard]] DocId first() const { return first_; }
  [[nodiscard]] DocId count() const { return count_; }
  [[nodiscard]] const DocumentOrder& order() const { return order_; }

  void next() {
    DocId id = first_ + count_;
    id = std::max<DocId>(id, 1);
    while (id <= columns_.last() && columns_.ordinal(id) == 0)
      ++id;
    first_ = id;
    for (count_ = 0; id <= columns_.last() && is_next(id); ++id)
      ++count_;
    while (at_ < documents_.size() && documents_[at_].first < first_)
      ++at_;
    if (at_ < documents_.size() && documents_[at_].first == first_)
      order_ = std::max(order_, documents_[at_].order);
  }

 private:
  [[nodiscard]] bool is_next(DocId id) const {
    return id == first_ || (columns_.ordinal(id) != 0 && columns_.first(id) == first_ &&
                            columns_.ordinal(first_) == 1);
  }

  const Columns& columns_;
  const std::vector<OrderedDocument>& documents_;
  std::size_t at_ = 0;
  DocId first_ = 0;
  DocId count_ = 0;
  DocumentOrder order_;
};

}  // namespace

std::uint32_t shard_of(std::string_view id, std::uint32_t shards) noexcept {
  return shards < 2 ? 0 : static_cast<std::uint32_t>(schema::hash64(id) % shards);
}

std::string encode_order(const DocumentOrder& order) {
  std::string bytes;
  put_big_endian(bytes, order.commit);
  put_big_endian(bytes, order.sequence);
  put_big_endian(bytes, order.number);
  return bytes;
}

DocumentOrder decode_order(std::string_view bytes) noexcept {
  DocumentOrder order;
  if (bytes.size() != kOrderBytes) return order;
  order.commit = take_big_endian<std::uint32_t>(bytes);
  order.sequence = take_big_endian<std::uint64_t>(bytes);
  order.number = take_big_endian<std::uint32_t>(bytes);
  return order;
}

std::vector<OrderedDocument> read_orders(const Xapian::Database& database, DocId from) {
  std::vector<OrderedDocument> documents;
  auto it = database.valuestream_begin(schema::kOrderSlot);
  const auto end = database.valuestream_end(schema::kOrderSlot);
  if (it != end) it.skip_to(from);
  for (; it != end; ++it)
    documents.push_back({it.get_docid(), decode_order(*it)});
  return documents;
}

std::string encode_orders(const std::vector<OrderedDocument>& documents) {
  std::string bytes;
  DocId before = 0;
  for (const OrderedDocument& document : documents) {
    put_varint(bytes, document.first - before);
    bytes += encode_order(document.order);
    before = document.first;
  }
  return bytes;
}

std::vector<OrderedDocument> decode_orders(std::string_view bytes) {
  std::vector<OrderedDocument> documents;
  DocId first = 0;
  for (Decoder in(bytes); !in.done();) {
    first += static_cast<DocId>(in.varint());
    documents.push_back({first, decode_order(in.bytes(kOrderBytes))});
  }
  return documents;
}

DocidMap::DocidMap(std::span<const Source> sources) : by_shard_(sources.size()) {
  std::vector<DocumentWalker> walkers;
  for (const Source& source : sources)
    walkers.emplace_back(source);
  for (;;) {
    std::size_t least = sources.size();
    for (std::size_t i = 0; i < walkers.size(); ++i)
      if (!walkers[i].done() &&
          (least == sources.size() || walkers[i].order() < walkers[least].order()))
        least = i;
    if (least == sources.size()) break;
    append(static_cast<std::uint32_t>(least), walkers[least].first(), walkers[least].count());
    walkers[least].next();
  }
}

void DocidMap::append(std::uint32_t shard, DocId local, DocId count) {
  if (count > std::numeric_limits<DocId>::max() - 1 - last_)
    throw Error(ErrorCode::unsupported,
                "the shards hold more than four billion paragraphs, which one searcher cannot "
                "number; search fewer of them at once");
  const DocidRun run{shard, local, last_ + 1, count};
  const auto add_to = [&run](std::vector<DocidRun>& runs) {
    if (!runs.empty()) {
      DocidRun& before = runs.back();
      if (before.shard == run.shard && before.local + before.count == run.local &&
          before.global + before.count == run.global) {
        before.count += run.count;
        return;
      }
    }
    runs.push_back(run);
  };
  add_to(runs_);
  add_to(by_shard_[shard]);
  last_ += count;
}

DocidMap::Place DocidMap::place(DocId global) const {
  const auto behind =
      std::upper_bound(runs_.begin(), runs_.end(), global,
                       [](DocId id, const DocidRun& run) { return id < run.global; });
  if (behind == runs_.begin()) return {};
  const DocidRun& run = *(behind - 1);
  return {run.shard, run.local + (global - run.global)};
}

DocId DocidMap::global(std::uint32_t shard, DocId local) const {
  const auto& runs = by_shard_[shard];
  const auto behind =
      std::upper_bound(runs.begin(), runs.end(), local,
                       [](DocId id, const DocidRun& run) { return id < run.local; });
  if (behind == runs.begin()) return 0;
  const DocidRun& run = *(behind - 1);
  return local - run.local < run.count ? run.global + (local - run.local) : 0;
}

}  // namespace pilcrow::internal
