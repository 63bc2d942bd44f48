// pilcrow-bench: how fast, how small and how good; beside other engines.

#include <array>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "commands/command.h"
#include "common/exit_code.h"
#include "pilcrow/version.h"

namespace {

using namespace pilcrow::bench;

struct Subcommand {
  std::string_view name;
  std::string_view summary;  ///< empty: not for people
  int (*run)(const CommandLine&);
};

constexpr std::array<Subcommand, 7> kSubcommands{{
    {"index", "building, updating and deleting; sizes and memory", run_index},
    {"search", "latency and throughput by class of query and task", run_search},
    {"quality", "ranking on judged collections; tags against gold tags", run_quality},
    {"compare", "the same queries over the same paragraphs in other engines", run_compare},
    {"throughput", "bytes a second of the readers, the analyzer and the taggers", run_throughput},
    {"shards", "latency, throughput and traffic over shards, local or served", run_shards},
    {"first-answer", "", run_first_answer},
}};

void print_usage(std::ostream& out) {
  out << "pilcrow-bench SUBCOMMAND [options]\n\n";
  for (const Subcommand& one : kSubcommands) {
    if (one.summary.empty()) continue;
    out << "  " << one.name << std::string(12 - one.name.size(), ' ') << one.summary << '\n';
  }
  out << "\npilcrow-bench SUBCOMMAND --help lists the options of one.\n";
}

std::string quoted(const std::string& argument) {
  if (!argument.empty() && argument.find_first_of(" \t\"'$*?()<>|&;\\") == std::string::npos)
    return argument;
  return "'" + argument + "'";
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    print_usage(std::cerr);
    return pilcrow::programs::kUsage;
  }
  if (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    print_usage(std::cout);
    return pilcrow::programs::kDone;
  }
  if (arguments[0] == "--version") {
    std::cout << "pilcrow-bench " << pilcrow::version() << '\n';
    return pilcrow::programs::kDone;
  }
  CommandLine line{{arguments.begin() + 1, arguments.end()}, "pilcrow-bench"};
  for (const std::string& argument : arguments)
    line.whole += " " + quoted(argument);
  for (const Subcommand& one : kSubcommands)
    if (one.name == arguments[0]) return one.run(line);
  throw pilcrow::programs::UsageError("no subcommand \"" + arguments[0] +
                                      "\"; pilcrow-bench --help lists them");
}

}  // namespace

int main(int argc, char* argv[]) {
  return pilcrow::programs::run_program(
      "pilcrow-bench", [&] { return run(std::vector<std::string>(argv + 1, argv + argc)); });
}
