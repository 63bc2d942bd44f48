#pragma once

#include <boost/program_options.hpp>
#include <string>
#include <vector>

#include "base/report.h"

namespace pilcrow::bench {

/// What a subcommand is given: its arguments, and the whole command line for its report.
struct CommandLine {
  std::vector<std::string> arguments;
  std::string whole;
};

/// The subcommands. Each returns an exit code of the programs, and throws UsageError or
/// pilcrow::Error.
int run_index(const CommandLine& line);
int run_search(const CommandLine& line);
int run_quality(const CommandLine& line);
int run_compare(const CommandLine& line);
int run_throughput(const CommandLine& line);
int run_shards(const CommandLine& line);
/// What `search` starts to see how long a program takes to its first answer: opens an index, asks
/// once, ends.
int run_first_answer(const CommandLine& line);

/// --json, --output and --help.
boost::program_options::options_description output_options();

/// Prints a report as the options say: a table for people, or JSON with --json; JSON into a file as
/// well with --output.
void publish(const Report& report, const boost::program_options::variables_map& given);

/// Writes a line about the progress of a run to standard error.
void say(const std::string& text);

}  // namespace pilcrow::bench
