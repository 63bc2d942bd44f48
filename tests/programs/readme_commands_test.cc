// What the README tells people to type is typed here.

#include <csignal>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace {

/// The text between two headings.
std::string section(const std::string& heading) {
  const std::string readme = read_file(project_file("README.md"));
  const auto begin = readme.find("\n## " + heading + "\n");
  REQUIRE(begin != std::string::npos);
  return readme.substr(begin, readme.find("\n## ", begin + 1) - begin);
}

/// The lines of all shell blocks that call one of the programs.
std::vector<std::string> commands() {
  static const std::regex kCall(R"((?:build/demo/examples/)?(pilcrow-(?:index|search|serve) .*))");
  std::vector<std::string> found;
  std::istringstream lines(read_file(project_file("README.md")));
  bool in_block = false;
  for (std::string line; std::getline(lines, line);) {
    std::smatch call;
    if (line.rfind("```", 0) == 0) {
      in_block = line == "```sh";
    } else if (in_block && std::regex_match(line, call, kCall)) {
      found.push_back(call[1]);
    }
  }
  return found;
}

/// The queries in the first column of the table in "Searching".
std::vector<std::string> queries() {
  static const std::regex kCode("`([^`]+)`");
  std::vector<std::string> found;
  std::istringstream lines(section("Searching"));
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    const std::string cell = line.substr(2, line.find(" | ", 2) - 2);
    for (std::sregex_iterator at(cell.begin(), cell.end(), kCode), end; at != end; ++at)
      found.push_back((*at)[1]);
  }
  return found;
}

/// A home with what the commands speak of.
class Home {
 public:
  Home() {
    namespace fs = std::filesystem;
    const std::string report =
        "Energy security at sea\n\nJapan and Estonia spoke about energy security in 2007, and the "
        "rise "
        "of the sea level worried the islands more than grain or wheat.\n";
    for (const char* folder : {"Documents/reports", "archive"}) {
      fs::create_directories(directory_ / folder);
      write_file(directory_ / (std::string(folder) + "/JPN_75_2020.txt"), report);
    }
  }

  /// Runs a line as a shell does; the server is asked to stop once it runs.
  [[nodiscard]] Outcome type(const std::string& line) const {
    const std::string programs =
        std::filesystem::path(PILCROW_SEARCH_PROGRAM).parent_path().string();
    RunningProgram shell("/bin/sh", {"-c", "exec " + line},
                         {.environment = {"PATH=" + programs + ":/usr/bin:/bin",
                                          "HOME=" + directory_.path().string()},
                          .directory = directory_.path().string()});
    if (line.rfind("pilcrow-serve", 0) == 0) {
      (void)shell.wait_for_output("Ctrl-C");
      shell.send(SIGTERM);
    }
    return shell.finish();
  }

 private:
  TemporaryDirectory directory_;
};

bool is_served(const std::string& line) {
#ifdef PILCROW_SERVE_PROGRAM
  (void)line;
  return true;
#else
  return line.rfind("pilcrow-serve", 0) != 0;
#endif
}

}  // namespace

TEST_CASE("Every command line of the README runs as it stands there") {
  const Home home;
  const auto lines = commands();
  REQUIRE(lines.size() >= 6);
  // What builds an index comes first, wherever it stands.
  for (const bool building : {true, false}) {
    for (const std::string& line : lines) {
      if ((line.rfind("pilcrow-index", 0) == 0) != building || !is_served(line)) continue;
      const Outcome outcome = home.type(line);
      INFO(line << '\n' << outcome.out << outcome.err);
      // The port of the page may be taken on this machine.
      const bool taken = outcome.err.find("cannot listen") != std::string::npos;
      CHECK((outcome.code == 0 || taken));
    }
  }
}

TEST_CASE("Every query of the README is read as it says, without a note of something else") {
  const Home home;
  REQUIRE(home.type("pilcrow-index --quiet my.idx archive --language en").code == 0);
  const auto typed = queries();
  REQUIRE(typed.size() >= 18);
  for (const std::string& query : typed) {
    const Outcome outcome =
        home.type("pilcrow-search my.idx --json --match all -- '" + query + "'");
    INFO(query << '\n' << outcome.out << outcome.err);
    CHECK((outcome.code == 0 || outcome.code == 1));
    const json answer = outcome.json();
    for (const json& note : answer["notes"]) {
      const std::string text = note;
      CHECK(text.find("read as") == std::string::npos);
      CHECK(text.find("unknown") == std::string::npos);
    }
  }
}
