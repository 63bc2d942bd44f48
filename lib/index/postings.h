#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "index/coding.h"
#include "index/glass_table.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// A posting list being built, as glass writes it: the wdf of the first docid, then for each
/// further one the docids left out before it and its wdf, as varints.
class Postings {
 public:
  /// Docids ascend.
  void append(DocId id, std::uint32_t wdf) {
    if (count_++ == 0)
      first_ = id;
    else
      put_varint(bytes_, id - last_ - 1);
    last_ = id;
    total_ += wdf;
    put_varint(bytes_, wdf);
  }

  /// Appends a list whose docids, moved on by `offset`, are behind those here.
  void append(const Postings& more, DocId offset);

  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_.size(); }

  /// Adds the list to a postings table under `key`, in chunks of about two thousand bytes. `key`:
  /// that of the first chunk; `chunk_key`: what the docid is appended to for the others. `counted`:
  /// whether the head says how many postings there are (that of the lengths does not).
  void write(GlassTable& table, std::string_view key, std::string_view chunk_key,
             bool counted) const;

 private:
  std::string bytes_;
  DocId first_ = 0;
  DocId last_ = 0;
  std::uint32_t count_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace pilcrow::internal
