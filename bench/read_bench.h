#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pilcrow/document.h"

namespace pilcrow::bench {

/// How fast files of one format are read and split, by the processor time of one core.
struct ReadFigures {
  std::string format;  ///< "txt", "txt.gz", …
  std::size_t files = 0;
  std::size_t bytes = 0;           ///< of the files, unpacked
  double read_mb_per_s = 0;        ///< documents with their blocks
  double read_split_mb_per_s = 0;  ///< and their paragraphs
  std::size_t paragraphs = 0;
};

/// Writes `documents` as files of each format into a directory of its own, and reads them back.
/// Markup is added as pages have it: headings, links, navigation, a footer, JSON-LD. Formats that
/// this build cannot read are left out. Each figure is the best of `rounds`.
std::vector<ReadFigures> measure_readers(const std::vector<Document>& documents, int rounds);

/// What reading a JSONL stream of `megabytes` made of `documents` again and again costs.
struct StreamFigures {
  double megabytes = 0;
  double mb_per_s = 0;  ///< read and split
  std::uint64_t records = 0;
  double memory_before_mb = 0;  ///< resident
  double memory_peak_mb = 0;
};
StreamFigures measure_stream(const std::vector<Document>& documents, std::uint64_t megabytes);

}  // namespace pilcrow::bench
