#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/shards.h"

namespace pilcrow::programs {

/// What the command line of pilcrow-serve asks for.
struct ServeOptions {
  std::filesystem::path index{};
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;                 ///< 0: any that is free
  std::vector<std::string> allowed_hosts{};  ///< further names that a browser may call this server
  ShardOptions shards{};
  bool log = false;  ///< one line per request on standard error
};

/// Reads the command line. Nothing where --help or --version was asked for and answered.
/// Throws UsageError.
std::optional<ServeOptions> parse_serve_options(const std::vector<std::string>& arguments);

}  // namespace pilcrow::programs
