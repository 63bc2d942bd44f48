#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/shards.h"
#include "common/terminal.h"
#include "pilcrow/search_request.h"

namespace pilcrow::programs {

enum class OutputFormat { text, json, jsonl };
enum class BatchFormat { trec, jsonl };

/// A file of queries to be run one after the other.
struct BatchOptions {
  std::filesystem::path queries{};  ///< "-": standard input
  BatchFormat format = BatchFormat::trec;
  std::string run_name = "pilcrow";
};

/// What the command line asks for.
struct SearchOptions {
  std::filesystem::path index{};
  SearchRequest request{};
  OutputFormat format = OutputFormat::text;
  bool full = false;
  bool facet_sort_given = false;
  ColorMode color = ColorMode::automatic;
  std::optional<std::size_t> width{};  ///< columns; 0: lines are not broken; none: the terminal's
  std::optional<BatchOptions> batch{};
  std::vector<std::filesystem::path> synonyms{};
  ShardOptions shards{};
  std::optional<std::string> document{};  ///< to be shown instead of a search
  bool documents = false;                 ///< a list of documents, not of paragraphs
};

/// Reads the command line. Nothing where --help or --version was asked for and answered.
/// Throws UsageError.
std::optional<SearchOptions> parse_search_options(const std::vector<std::string>& arguments);

}  // namespace pilcrow::programs
