#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analyze/token_stream.h"
#include "index/impact.h"
#include "index/inverter.h"
#include "index/prepare.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// A document in a segment: docids `first` to `first + count − 1` are its paragraphs.
struct SegmentDocument {
  std::string id;
  std::uint64_t sequence = 0;
  DocId first = 0;
  DocId count = 0;
  std::uint64_t text_bytes = 0;
};

/// A small index on disk, one part of what a commit will publish: a Xapian database and a forward
/// column over consecutive paragraphs, docids from 1.
struct Segment {
  std::filesystem::path path;
  std::vector<SegmentDocument> documents;
  DocId paragraphs = 0;
  std::uint32_t shard = 0;  ///< of a set
};

/// Inverts documents into a segment. One thread at a time.
class SegmentBuilder {
 public:
  /// `stream` is used until `finish`.
  SegmentBuilder(std::filesystem::path path, const SegmentContext& context, TokenStream& stream);
  ~SegmentBuilder();
  SegmentBuilder(const SegmentBuilder&) = delete;
  SegmentBuilder& operator=(const SegmentBuilder&) = delete;

  void add(const PreparedDocument& document);
  [[nodiscard]] DocId paragraphs() const;
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
