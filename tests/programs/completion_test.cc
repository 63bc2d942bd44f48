// Completion in a real bash: what the Tab key offers. The zsh twin is held to the same options by
// the test of manual pages and completions.

#include <sstream>
#include <string>
#include <vector>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using Words = std::vector<std::string>;

namespace {

/// What is offered for the last of `words`, which are cut as bash cuts them: "=" stands alone.
Words offered(const Words& words, const std::string& program, const std::string& directory) {
  std::string function = '_' + program;
  function[8] = '_';
  std::string script = "compopt() { :; }; source " +
                       project_file("examples/completion/" + program + ".bash").string() +
                       "; COMP_WORDS=(";
  for (const std::string& word : words)
    script += " '" + word + "'";
  script += "); COMP_CWORD=" + std::to_string(words.size() - 1) + "; " + function +
            "; if (( ${#COMPREPLY[@]} )); then printf '%s\\n' \"${COMPREPLY[@]}\"; fi";
  const Outcome outcome = run("/bin/bash", {"-c", script}, {.directory = directory});
  INFO(script << '\n' << outcome.err);
  CHECK(outcome.err.empty());
  Words lines;
  std::istringstream stream(outcome.out);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

bool has_bash() {
  return run("/bin/bash", {"-c", "[[ ${BASH_VERSINFO[0]} -ge 4 ]]"}).code == 0;
}

}  // namespace

TEST_CASE("Tab completes options, their choices and files in bash") {
  if (!has_bash()) {
    WARN("skipped: there is no bash");
    return;
  }
  const TemporaryDirectory directory;
  write_file(directory / "notes.txt", "A lantern.\n");
  const std::string here = directory.path().string();
  const auto search = [&](Words words) {
    words.insert(words.begin(), "pilcrow-search");
    return offered(words, "pilcrow-search", here);
  };
  CHECK(search({"x.idx", "--per"}) == Words{"--per-document"});
  CHECK(search({"x.idx", "--sort", ""}) == Words{"relevance", "newest", "oldest"});
  CHECK(search({"x.idx", "--sort", "=", "n"}) == Words{"newest"});
  CHECK(search({"x.idx", "--match", "="}) == Words{"auto", "all", "any"});
  CHECK(search({"x.idx", "--exclude", "t"}) == Words{"topic="});
  CHECK(search({"x.idx", "--limit", ""}).empty());
  CHECK(search({"no"}) == Words{"notes.txt"});
  CHECK(offered({"pilcrow-index", "--language", "j"}, "pilcrow-index", here) == Words{"ja"});
  CHECK(offered({"pilcrow-index", "my.idx", "no"}, "pilcrow-index", here) == Words{"notes.txt"});
  CHECK(offered({"pilcrow-serve", "--ho"}, "pilcrow-serve", here) == Words{"--host"});
}

TEST_CASE("Tab offers the values that the index holds") {
  if (!has_bash()) return;
  const TemporaryDirectory directory;
  const std::string index = (directory / "test.idx").string();
  const std::string record =
      R"({"id":"a","text":"Estonia and Japan met in 2007.","published":"2024-05-06","language":"en"})";
  REQUIRE(run_index({index, "-"}, {.input = record + "\n"}).code == 0);
  const auto search = [&](Words words) {
    words.insert(words.begin(), {PILCROW_SEARCH_PROGRAM, index});
    return offered(words, "pilcrow-search", directory.path().string());
  };
  CHECK(search({"--country", ""}) == Words{"EE", "JP"});
  CHECK(search({"--country", "j"}) == Words{"JP"});
  CHECK(search({"--year", "=", ""}) == Words{"2024"});
  CHECK(search({"--exclude", "about", "="}) == Words{"2007"});
}
