#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pilcrow/reader.h"
#include "pilcrow/tagger.h"

namespace pilcrow::programs {

/// What the command line asks for.
struct IndexRunOptions {
  std::filesystem::path index{};          ///< empty in a dry run without one
  std::vector<std::string> paths{};       ///< files, directories, or "-" for standard input
  ReadOptions read{};                     ///< language, tags, tags from the path
  std::string default_language = "auto";  ///< ISO 639-1, or "auto"
  TaggerOptions tagger{};
  unsigned shards = 0;  ///< 0: one index, or as it is
  unsigned jobs = 0;
  std::chrono::seconds lock_wait{0};
  bool rebuild = false;
  bool prune = false;
  bool optimize = false;
  bool dry_run = false;
  bool verify = false;
  bool durable = true;
  bool json = false;
  bool quiet = false;
  bool progress = true;
};

/// Reads the command line. Nothing where --help or --version was asked for and answered.
/// Throws UsageError.
std::optional<IndexRunOptions> parse_index_options(const std::vector<std::string>& arguments);

}  // namespace pilcrow::programs
