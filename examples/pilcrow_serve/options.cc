#include "pilcrow_serve/options.h"

#include "common/exit_code.h"
#include "common/options.h"

namespace pilcrow::programs {

namespace po = boost::program_options;

namespace {

constexpr std::uint64_t kHighestPort = 65535;

const char* const kUsageText =
    R"(Usage: pilcrow-serve [options] INDEX

Serves one page to search INDEX in a browser, and the same search as JSON under
/api/. It is meant for the people at this machine: there is no login.
)";

const char* const kExamplesText =
    R"(Examples:
  pilcrow-serve speeches.idx
  pilcrow-serve --port 9000 speeches.idx
  pilcrow-serve xapian://one:7001 --shard xapian://two:7001 --partial
  curl 'http://127.0.0.1:8080/api/search?q=sea+level&country=JP&facets=topic'

The index may be rewritten meanwhile: what is new shows within a second. Ctrl-C
stops the server.

Exit codes: 0 stopped, 2 usage or an address that cannot be listened on, 3 index
missing or unreadable, 5 index of another format or analyzer.
)";

po::options_description serve_options() {
  po::options_description options("Options");
  options.add_options()
      // clang-format off
      ("host", po::value<std::string>()->value_name("ADDRESS"),
       "address to listen on; others than 127.0.0.1 let other machines in (127.0.0.1)")
      ("port", po::value<std::string>()->value_name("N"), "port; 0 takes one that is free (8080)")
      ("allow-host", po::value<std::vector<std::string>>()->composing()->value_name("NAME"),
       "a further name under which browsers reach this server; repeatable")
      ("log", "write a line for each request to standard error")
      ("help", "show this help and leave")
      ("version", "show the version and leave");
  // clang-format on
  return options;
}

}  // namespace

std::optional<ServeOptions> parse_serve_options(const std::vector<std::string>& arguments) {
  po::options_description visible = serve_options();
  visible.add(shard_options());
  const po::variables_map given = parse_command_line(arguments, visible, "index");
  if (answer_help(given, {"pilcrow-serve", kUsageText, kExamplesText}, visible)) {
    return std::nullopt;
  }
  const std::vector<std::string> places = paths_of(given, "index");
  if (places.empty()) throw UsageError("which index? Usage: pilcrow-serve [options] INDEX");
  if (places.size() > 1) {
    throw UsageError("one index at a time: what is '" + places[1] + "' for?");
  }
  ServeOptions options{.index = places.front()};
  if (const auto host = value_of(given, "host")) options.host = *host;
  if (options.host.empty()) throw UsageError("--host takes an address, as in 127.0.0.1");
  if (const auto port = value_of(given, "port")) {
    options.port = static_cast<std::uint16_t>(parse_count("--port", *port, 0, kHighestPort));
  }
  options.allowed_hosts = values_of(given, "allow-host");
  options.shards = parse_shards(given);
  options.log = given.count("log") != 0;
  return options;
}

}  // namespace pilcrow::programs
