#include "commands/command.h"

#include <fstream>
#include <iostream>

#include "common/options.h"
#include "pilcrow/error.h"

namespace pilcrow::bench {

namespace po = boost::program_options;

po::options_description output_options() {
  po::options_description options("Output");
  options.add_options()
      // clang-format off
      ("json", "the report as JSON on standard output")
      ("output", po::value<std::string>()->value_name("FILE"), "the report as JSON into a file, too")
      ("version", "the version, and end")
      ("help", "this text, and end");
  // clang-format on
  return options;
}

void publish(const Report& report, const po::variables_map& given) {
  if (const auto file = programs::value_of(given, "output")) {
    std::ofstream out(*file);
    out << report.to_json().dump(1) << '\n';
    out.close();
    if (!out) throw Error(ErrorCode::io, "cannot write " + *file);
  }
  if (given.count("json") != 0)
    std::cout << report.to_json().dump(1) << '\n';
  else
    report.print(std::cout);
}

void say(const std::string& text) {
  std::cerr << "pilcrow-bench: " << text << '\n';
}

}  // namespace pilcrow::bench
