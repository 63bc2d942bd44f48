#include "index/glass_values.h"

#include "index/coding.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kValueChunkBytes = 2000;

}  // namespace

void GlassValues::append(DocId id, std::string_view value) {
  if (count_++ == 0) {
    lowest_ = highest_ = value;
  } else if (value < lowest_) {
    lowest_ = value;
  } else if (value > highest_) {
    highest_ = value;
  }
  if (chunks_.empty() || chunks_.back().second.size() >= kValueChunkBytes)
    chunks_.emplace_back(id, std::string());
  else
    put_varint(chunks_.back().second, id - last_ - 1);
  put_string(chunks_.back().second, value);
  last_ = id;
}

void GlassValues::write_statistics(GlassTable& table, std::uint32_t slot) const {
  std::string key("\0\xd0", 2);
  if (slot > 0) key += static_cast<char>(slot);
  std::string tag;
  put_varint(tag, count_);
  put_string(tag, lowest_);
  if (lowest_ != highest_) tag += highest_;
  table.add(key, tag);
}

void GlassValues::write_chunks(GlassTable& table, std::uint32_t slot) const {
  for (const auto& [first, chunk] : chunks_) {
    std::string key("\0\xd8", 2);
    put_varint(key, slot);
    put_sortable(key, first);
    table.add(key, chunk);
  }
}

}  // namespace pilcrow::internal
