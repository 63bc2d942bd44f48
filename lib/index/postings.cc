#include "index/postings.h"

namespace pilcrow::internal {

namespace {

// Glass begins a new chunk behind so many bytes.
constexpr std::size_t kPostingChunkBytes = 2000;

}  // namespace

void Postings::append(const Postings& more, DocId offset) {
  if (more.empty()) return;
  if (count_ == 0)
    first_ = more.first_ + offset;
  else
    put_varint(bytes_, more.first_ + offset - last_ - 1);
  bytes_ += more.bytes_;
  last_ = more.last_ + offset;
  count_ += more.count_;
  total_ += more.total_;
}

void Postings::write(GlassTable& table, std::string_view key, std::string_view chunk_key,
                     bool counted) const {
  const auto* const begin = reinterpret_cast<const unsigned char*>(bytes_.data());
  const auto* const end = begin + bytes_.size();
  const unsigned char* at = begin;
  std::string tag;
  std::string later_key;
  DocId id = first_;
  for (bool is_first = true; at != end; is_first = false) {
    const DocId first = id;
    const unsigned char* const chunk = at;
    const unsigned char* chunk_end = at;
    DocId next = id;
    take_varint32(at, end);
    for (chunk_end = at; at != end; chunk_end = at) {
      next = id + take_varint32(at, end) + 1;
      if (static_cast<std::size_t>(chunk_end - chunk) >= kPostingChunkBytes) break;
      id = next;
      take_varint32(at, end);
    }
    tag.clear();
    if (is_first) {
      put_varint(tag, counted ? count_ : 0);
      put_varint(tag, counted ? total_ : 0);
      put_varint(tag, first - 1);
    }
    tag += chunk_end == end ? '1' : '0';
    put_varint(tag, id - first);
    tag.append(reinterpret_cast<const char*>(chunk), static_cast<std::size_t>(chunk_end - chunk));
    if (is_first) {
      table.add(key, tag);
    } else {
      later_key.assign(chunk_key);
      put_sortable(later_key, first);
      table.add(later_key, tag);
    }
    id = next;
  }
}

}  // namespace pilcrow::internal
