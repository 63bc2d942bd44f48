#pragma once

#include <boost/program_options.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "pilcrow/searcher.h"

namespace pilcrow::programs {

/// Further parts of what is searched, and what to do without them.
struct ShardOptions {
  std::vector<std::string> shards{};  ///< paths, or xapian://host:port
  std::chrono::milliseconds timeout = SearcherOptions{}.shard_timeout;
  bool partial = false;
};

/// --shard, --shard-timeout and --partial.
boost::program_options::options_description shard_options();

/// What was given of them. Throws UsageError.
ShardOptions parse_shards(const boost::program_options::variables_map& given);

void apply(const ShardOptions& shards, SearcherOptions& options);

}  // namespace pilcrow::programs
