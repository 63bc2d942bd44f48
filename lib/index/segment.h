#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "index/impact.h"
#include "index/prepare.h"
#include "index/segment_part.h"

namespace pilcrow::internal {

/// An index on disk, one part of what a commit will publish: a database and a forward column over
/// consecutive paragraphs, docids from 1.
struct Segment {
  std::filesystem::path path;
  std::vector<SegmentDocument> documents;
  DocId paragraphs = 0;
  std::uint32_t shard = 0;  ///< of a set
};

/// Joins parts to a segment, in the order in which they come. Records and term lists go to disk at
/// once; postings wait in memory until all are there. One thread at a time.
class SegmentBuilder {
 public:
  // In the database.
  static constexpr std::string_view kRecordsFile = "docdata.glass";
  static constexpr std::string_view kTermListsFile = "termlist.glass";

  explicit SegmentBuilder(std::filesystem::path path);
  ~SegmentBuilder();
  SegmentBuilder(const SegmentBuilder&) = delete;
  SegmentBuilder& operator=(const SegmentBuilder&) = delete;

  void append(const SegmentPart& part);
  /// Roughly the memory of what waits.
  [[nodiscard]] std::size_t bytes() const;
  /// Writes everything; the builder is spent.
  Segment finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Average field lengths, in words, over the paragraphs of some documents, set into `constants`; at
/// least one word. Where there is nothing to measure, `constants` stay as they are.
void measure_averages(const std::vector<PreparedDocument>& documents, RankingConstants& constants);

}  // namespace pilcrow::internal
