#include "common/shards.h"

#include "common/exit_code.h"
#include "common/options.h"

namespace pilcrow::programs {

namespace po = boost::program_options;

namespace {

constexpr std::uint64_t kLongestWait = 3'600'000;

}  // namespace

po::options_description shard_options() {
  po::options_description options("Shards (INDEX may be a set, or xapian://host:port as well)");
  options.add_options()
      // clang-format off
      ("shard", texts_value("URL"), "a further index, searched as one with INDEX: a path, or "
                                    "xapian://host:port; repeatable")
      ("shard-timeout", text_value("MS"), "wait so long for a shard to answer (10000)")
      ("partial", "go on without shards that do not answer; the results name them");
  // clang-format on
  return options;
}

ShardOptions parse_shards(const po::variables_map& given) {
  ShardOptions options{.shards = values_of(given, "shard")};
  for (const std::string& shard : options.shards)
    if (shard.empty()) throw UsageError("--shard takes a path or xapian://host:port");
  if (const auto wait = value_of(given, "shard-timeout"))
    options.timeout =
        std::chrono::milliseconds(parse_count("--shard-timeout", *wait, 1, kLongestWait));
  options.partial = given.count("partial") != 0;
  return options;
}

void apply(const ShardOptions& shards, SearcherOptions& options) {
  options.shards = shards.shards;
  options.shard_timeout = shards.timeout;
  options.partial_results = shards.partial;
}

}  // namespace pilcrow::programs
