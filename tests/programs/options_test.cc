// Options that no other test needs, and that there is none without a test.

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/terminal.h"
#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;
using Texts = std::vector<std::string>;

namespace {

std::string dated_record(const std::string& id, const std::string& text) {
  return json{{"id", id}, {"text", text}, {"published", "2024-01-01"}, {"language", "en"}}.dump() +
         "\n";
}

/// An index of three records in a directory of its own.
struct Records {
  Records() {
    const std::string records =
        dated_record("pact",
                     "Estonia and Japan signed a pact on undersea cables, and Latvia joined.") +
        dated_record("drill", "Soldiers of Estonia and Latvia trained in deep snow.") +
        dated_record("plant",
                     "Latvia closed its last coal power plant; electricity comes from wind.");
    REQUIRE(run_index({index(), "-"}, {.input = records}).code == 0);
  }
  [[nodiscard]] std::string index() const { return (directory / "test.idx").string(); }
  [[nodiscard]] std::set<std::string> found(Texts arguments) const {
    arguments.insert(arguments.begin(), index());
    arguments.emplace_back("--jsonl");
    std::set<std::string> ids;
    for (const json& hit : run_search(arguments).json_lines())
      ids.insert(hit["document"]);
    return ids;
  }

  TemporaryDirectory directory;
};

Texts values_of(const json& facet) {
  Texts values;
  for (const json& value : facet["values"])
    values.push_back(value["value"]);
  return values;
}

std::set<std::string> options_of(const std::string& program) {
  static const std::regex kOption(R"(^\s+(--[a-z][a-z-]*))", std::regex::multiline);
  const std::string help = run(program, {"--help"}).out;
  std::set<std::string> options;
  for (std::sregex_iterator at(help.begin(), help.end(), kOption), end; at != end; ++at)
    options.insert((*at)[1]);
  return options;
}

Texts program_files() {
  return {PILCROW_INDEX_PROGRAM, PILCROW_SEARCH_PROGRAM,
#ifdef PILCROW_SERVE_PROGRAM
          PILCROW_SERVE_PROGRAM
#endif
  };
}

/// The text of all tests of programs but those of completions, which use nothing.
std::string texts_of_tests() {
  std::string texts;
  for (const auto& entry : std::filesystem::directory_iterator(project_file("tests/programs"))) {
    const auto& path = entry.path();
    if (path.extension() != ".cc" || path.filename() == "completion_test.cc") continue;
    texts += read_file(path);
  }
  return texts;
}

}  // namespace

TEST_CASE("the option --topic restricts; the list of a facet is as long and sorted as asked") {
  const Records archive;
  CHECK(archive.found({"--topic", "energy"}) == std::set<std::string>{"plant"});
  CHECK(archive.found({"latvia", "--exclude", "topic=energy"}) ==
        std::set<std::string>{"drill", "pact"});
  const auto countries = [&](Texts options) {
    options.insert(options.begin(), {archive.index(), "--facets=country", "--json"});
    const json facet = run_search(options).json()["facets"]["country"];
    CHECK(facet["distinct"] == 3);
    return values_of(facet);
  };
  CHECK(countries({}) == Texts{"LV", "EE", "JP"});
  CHECK(countries({"--facet-limit", "1"}) == Texts{"LV"});
  CHECK(countries({"--facet-sort", "value"}) == Texts{"EE", "JP", "LV"});
}

TEST_CASE("the option --countries adds names to the built-in ones") {
  const TemporaryDirectory directory;
  write_file(directory / "names.tsv", "Land of the Lanterns\tJP\tname\n");
  write_file(directory / "text.txt", "The Land of the Lanterns wrote to Estonia.\n");
  const std::string text = (directory / "text.txt").string();
  const auto countries = [&](Texts options) {
    options.insert(options.begin(), {"--dry-run", text, "--language", "en"});
    return run_index(options).json_lines().front()["tags"]["country"];
  };
  CHECK(countries({}) == json{"EE"});
  CHECK(countries({"--countries", (directory / "names.tsv").string()}) == json({"EE", "JP"}));
  write_file(directory / "bad.tsv", "Nowhere\n");
  const Outcome bad =
      run_index({"--dry-run", text, "--countries", (directory / "bad.tsv").string()});
  CHECK(bad.code == 2);
  CHECK(bad.err.find("bad.tsv:1") != std::string::npos);
}

TEST_CASE("the option --lock-wait waits for another writer") {
  const Records archive;
  RunningProgram first(PILCROW_INDEX_PROGRAM, {archive.index(), "-"});
  first.feed(dated_record("anchor", "An anchor lay on the sea bed."));
  RunningProgram second(PILCROW_INDEX_PROGRAM, {archive.index(), "-", "--lock-wait", "60"});
  CHECK(run_index({archive.index(), "-"}, {.input = dated_record("c", "No.")}).code == 4);
  CHECK(first.finish().code == 0);
  second.feed(dated_record("lantern", "A lantern stood on the pier."));
  CHECK(second.finish().code == 0);
  CHECK(archive.found({"anchor", "OR", "lantern"}) == std::set<std::string>{"anchor", "lantern"});
}

TEST_CASE("A short option is told from a file, and no index gets its name") {
  const Records archive;
  const std::string text = (archive.directory / "a.txt").string();
  write_file(text, "A lantern stood on the pier of Tallinn.\n");
  const Outcome refused = run_index({"-q", archive.index(), text});
  CHECK(refused.code == 2);
  CHECK(refused.err.find("'-q'") != std::string::npos);
#ifdef PILCROW_SERVE_PROGRAM
  CHECK(run(PILCROW_SERVE_PROGRAM, {"-p", archive.index()}).code == 2);
#endif
  CHECK_FALSE(std::filesystem::exists("-q"));
  CHECK(run_index({archive.index(), text}).code == 0);
  CHECK(archive.found({"lantern"}).size() == 1);
}

TEST_CASE("The help of every program fits a terminal of 80 columns") {
  for (const std::string& program : program_files()) {
    std::istringstream help(run(program, {"--help"}).out);
    for (std::string line; std::getline(help, line);) {
      INFO(program << ": " << line);
      CHECK(pilcrow::programs::display_width(line) <= 80);
    }
  }
}

TEST_CASE("Every option of the programs is used by a test") {
  const std::string tests = texts_of_tests();
  for (const std::string& program : program_files()) {
    const auto options = options_of(program);
    CHECK(options.size() > 5);
    for (const std::string& option : options) {
      INFO(program << ' ' << option);
      CHECK((tests.find('"' + option + '"') != std::string::npos ||
             tests.find('"' + option + '=') != std::string::npos));
    }
  }
}
