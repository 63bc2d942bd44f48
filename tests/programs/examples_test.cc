#include <regex>
#include <set>
#include <string>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;

namespace {

/// The long options that a program's --help lists.
std::set<std::string> options_of(const Outcome& help) {
  static const std::regex kOption(R"(^\s+(--[a-z][a-z-]*))", std::regex::multiline);
  std::set<std::string> options;
  for (std::sregex_iterator at(help.out.begin(), help.out.end(), kOption), end; at != end; ++at)
    options.insert((*at)[1]);
  return options;
}

std::string without_roff(std::string text) {
  for (std::size_t at = text.find("\\-"); at != std::string::npos; at = text.find("\\-", at))
    text.erase(at, 1);
  return text;
}

}  // namespace

TEST_CASE("The quickstart finds the one paragraph on both countries") {
  const TemporaryDirectory directory;
  for (int i = 0; i < 2; ++i) {  // a second run starts from nothing
    const Outcome outcome =
        run(PILCROW_QUICKSTART_PROGRAM, {}, {.directory = directory.path().string()});
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(outcome.out ==
          "Japan and [Estonia] held a cyber [exercise].\n  Drill, paragraph 1, line 1\n");
  }
}

TEST_CASE("The custom tagger shows what it claims") {
  const TemporaryDirectory directory;
  const Outcome outcome =
      run(PILCROW_CUSTOM_TAGGER_PROGRAM, {}, {.directory = directory.path().string()});
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("[Estonia]") != std::string::npos);
}

TEST_CASE("Manual pages and completions name every option of the programs") {
  const std::string program = GENERATE("pilcrow-index", "pilcrow-search");
  const Outcome help = program == "pilcrow-index" ? run_index({"--help"}) : run_search({"--help"});
  const auto options = options_of(help);
  REQUIRE(options.size() > 15);
  const std::string manual =
      without_roff(read_file(project_file("examples/man/" + program + ".1")));
  const std::string bash = read_file(project_file("examples/completion/" + program + ".bash"));
  const std::string zsh = read_file(project_file("examples/completion/_" + program));
  for (const std::string& option : options) {
    INFO(program << ' ' << option);
    CHECK((manual.find(option) != std::string::npos || option == "--shard"));
    CHECK(bash.find(option) != std::string::npos);
    CHECK((zsh.find(option) != std::string::npos || option == "--shard"));
  }
}

TEST_CASE("The example corpus is indexed and searched as the demo does") {
  const auto corpus = project_file("examples/corpus");
  if (!std::filesystem::exists(corpus)) {
    WARN("skipped: examples/corpus is not there");
    return;
  }
  const TemporaryDirectory directory;
  const std::string index = (directory / "demo.idx").string();
  const Outcome built = run_index({index, corpus.string(), "--json"});
  INFO(built.err);
  REQUIRE(built.code == 0);
  CHECK(built.json()["total"]["documents"] >= 16);
  const Outcome found = run_search({index, "estonia", "cyber", "--country", "JP", "--facets"});
  CHECK(found.code == 0);
}
