#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "index/glass_table.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// The values of one slot by docid, as a glass database keeps them beside the postings.
class GlassValues {
 public:
  /// Docids ascend; no value is empty.
  void append(DocId id, std::string_view value);

  /// To be added to the postings table in the order of slots, below 128: the statistics of all of
  /// them before the chunks.
  void write_statistics(GlassTable& table, std::uint32_t slot) const;
  void write_chunks(GlassTable& table, std::uint32_t slot) const;

 private:
  std::vector<std::pair<DocId, std::string>> chunks_;  // by their first docid
  DocId last_ = 0;
  std::uint32_t count_ = 0;
  std::string lowest_;
  std::string highest_;
};

}  // namespace pilcrow::internal
