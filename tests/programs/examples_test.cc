#include <csignal>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pilcrow/version.h"
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

/// The programs and where they are.
std::vector<std::pair<std::string, std::string>> programs() {
  return {{"pilcrow-index", PILCROW_INDEX_PROGRAM},
          {"pilcrow-search", PILCROW_SEARCH_PROGRAM},
#ifdef PILCROW_SERVE_PROGRAM
          {"pilcrow-serve", PILCROW_SERVE_PROGRAM}
#endif
  };
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

TEST_CASE("The example of likeness shows what it claims") {
  const TemporaryDirectory directory;
  const Outcome outcome =
      run(PILCROW_MORE_LIKE_THIS_PROGRAM, {}, {.directory = directory.path().string()});
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("An anchor on the sea bed") != std::string::npos);
  CHECK(outcome.out.find("orchard") == std::string::npos);
}

TEST_CASE("The watching example follows a folder: new, changed and gone files, once or on and on") {
  const TemporaryDirectory directory;
  const auto folder = directory / "folder";
  std::filesystem::create_directory(folder);
  const std::string index = (directory / "watched.idx").string();
  const auto look = [&] { return run(PILCROW_WATCH_PROGRAM, {index, folder.string(), "0"}); };
  const auto found = [&](const std::string& word) {
    return run_search({index, word, "--jsonl"}).json_lines().size();
  };
  write_file(folder / "a.txt", "An anchor lay on the sea bed.\n");
  write_file(folder / "a.md", "A lantern stood on the pier.\n");
  write_file(folder / "r.jsonl",
             "{\"id\":\"1\",\"text\":\"A walrus slept.\"}\n"
             "{\"id\":\"2\",\"text\":\"A zebra ran.\"}\n");
  CHECK(look().code == 0);
  CHECK(found("anchor") + found("lantern") + found("walrus") + found("zebra") == 4);
  CHECK(look().out.empty());  // nothing has changed

  write_file(folder / "a.txt", "A heron stood on the other shore.\n");
  write_file(folder / "r.jsonl", "{\"id\":\"2\",\"text\":\"A zebra ran away.\"}\n");
  std::filesystem::remove(folder / "a.md");
  CHECK(look().code == 0);
  CHECK(found("heron") == 1);
  CHECK(found("zebra") == 1);
  CHECK(found("anchor") + found("lantern") + found("walrus") == 0);

  RunningProgram watching(PILCROW_WATCH_PROGRAM, {index, folder.string(), "1"});
  write_file(folder / "b.txt", "A quagga was painted.\n");
  const std::string said = watching.wait_for_output("documents: 3");
  CHECK(said.find("b.txt") != std::string::npos);
  CHECK(found("quagga") == 1);
  watching.send(SIGINT);
  CHECK(watching.finish().code == 0);
}

TEST_CASE("Manual pages and completions name every option of the programs") {
  const auto [program, path] = GENERATE(from_range(programs()));
  const auto options = options_of(run(path, {"--help"}));
  REQUIRE(options.size() > 5);
  const std::string manual =
      without_roff(read_file(project_file("examples/man/" + program + ".1")));
  const std::string bash = read_file(project_file("examples/completion/" + program + ".bash"));
  const std::string zsh = read_file(project_file("examples/completion/_" + program));
  for (const std::string& option : options) {
    INFO(program << ' ' << option);
    CHECK(manual.find(option) != std::string::npos);
    CHECK(bash.find(option) != std::string::npos);
    CHECK(zsh.find(option) != std::string::npos);
  }
  const std::string version(pilcrow::version());
  CHECK(manual.find("\"Pilcrow " + version.substr(0, version.rfind('.')) + "\"") !=
        std::string::npos);
}

TEST_CASE("The questions of the demo have answers in the example corpus") {
  const TemporaryDirectory directory;
  const std::string index = (directory / "corpus.idx").string();
  const Outcome built = run_index({index, project_file("examples/corpus").string(), "--json"});
  INFO(built.err);
  REQUIRE(built.code == 0);
  CHECK(built.json()["total"]["documents"] >= 16);
  // Its questions as they stand there, each a call of "ask" over two lines.
  const std::string script =
      "ask() { shift; echo question; \"$0\" \"$1\" \"${@:2}\" || exit 9; }\n"
      "eval \"$(sed -n '/^ask \"/,/[^\\\\]$/p' \"$2\" | sed 's/^ask \"[^\"]*\"/ask x \"$1\"/')\"";
  const Outcome asked = run("/bin/bash", {"-c", script, PILCROW_SEARCH_PROGRAM, index,
                                          project_file("examples/demo.sh").string()});
  INFO(asked.out << asked.err);
  CHECK(asked.code == 0);
  std::size_t questions = 0;
  for (std::size_t at = 0; (at = asked.out.find("question\n", at)) != std::string::npos; ++at)
    ++questions;
  CHECK(questions == 3);
}
