// What the programs do on a terminal, which the other tests do not give them.

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "common/terminal.h"
#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace {

std::string anchor_record(int number) {
  return json{{"id", std::to_string(number)},
              {"title", "Anchor " + std::to_string(number)},
              {"published", "2021-03-04"},
              {"language", "en"},
              {"text", "The anchor number " + std::to_string(number) +
                           " lay on the sea bed off Estonia.\n\nNobody in the town of the harbor "
                           "went out to sea before the lantern was lit again, for the wind came "
                           "from the north and the ice had not yet gone from the bay."}}
             .dump() +
         "\n";
}

std::string records(int number) {
  std::string lines;
  for (int i = 0; i < number; ++i)
    lines += anchor_record(i);
  return lines;
}

/// The lines that a terminal showed, each of them to the end of its last state.
std::vector<std::string> shown_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    line.erase(std::remove(line.begin(), line.end(), '\r'), line.end());
    lines.push_back(line);
  }
  return lines;
}

/// An index of two documents, and what pilcrow-search shows of it on a terminal.
class Shown {
 public:
  Shown() { REQUIRE(run_index({index(), "-"}, {.input = records(2)}).code == 0); }
  [[nodiscard]] std::string index() const { return (directory_ / "test.idx").string(); }
  [[nodiscard]] std::string at(unsigned short columns, std::vector<std::string> environment = {
                                                           "TERM=xterm", "NO_COLOR="}) const {
    const Outcome outcome =
        run_search({index(), "anchor", "lantern", "--facets"},
                   {.environment = std::move(environment), .terminal_columns = columns});
    CHECK(outcome.code == 0);
    return outcome.out;
  }

 private:
  TemporaryDirectory directory_;
};

}  // namespace

TEST_CASE("Progress tells documents, paragraphs, MB, MB/s, and is wiped out in the end") {
  const TemporaryDirectory directory;
  RunningProgram running(PILCROW_INDEX_PROGRAM, {(directory / "test.idx").string(), "-"},
                         {.terminal_columns = 100});
  running.feed(records(30'000));  // more than what the writer looks at before it goes on
  const std::string seen = running.wait_for_output(" paragraphs, ");
  CHECK(contains(seen, " documents, "));
  CHECK(contains(seen, " MB, "));
  CHECK(contains(seen, "B/s"));
  const Outcome outcome = running.finish();
  CHECK(outcome.code == 0);
  const std::size_t wiped = outcome.out.rfind("\r\x1b[K");
  REQUIRE(wiped != std::string::npos);
  CHECK(contains(outcome.out.substr(wiped), "30,000 documents, 30,000 paragraphs"));
  CHECK_FALSE(contains(outcome.out.substr(wiped), "B/s,"));
}

TEST_CASE("Progress keeps to one line of a terminal, and is left out where it is not wanted") {
  const TemporaryDirectory directory;
  write_file(directory / "many.jsonl", records(30'000));
  const auto index = [&](unsigned short columns, std::vector<std::string> options) {
    options.insert(options.begin(), {(directory / "test.idx").string(),
                                     (directory / "many.jsonl").string(), "--rebuild"});
    return run_index(options, {.terminal_columns = columns}).out;
  };
  const std::string narrow = index(40, {});
  std::istringstream states(narrow);
  std::size_t shown = 0;
  for (std::string state; std::getline(states, state, '\r');) {
    // What follows the last one is the summary.
    if (state.rfind("\x1b[K", 0) != 0 || contains(state, "test.idx")) continue;
    INFO(state);
    CHECK(pilcrow::programs::display_width(state) < 40);
    ++shown;
  }
  CHECK(shown > 0);
  CHECK_FALSE(contains(index(80, {"--no-progress"}), "\x1b[K"));
  CHECK(index(80, {"--quiet"}).empty());
}

TEST_CASE("A terminal is colored unless NO_COLOR is set or it cannot show color") {
  const Shown shown;
  CHECK(contains(shown.at(80), "\x1b[1m"));
  CHECK_FALSE(contains(shown.at(80, {"TERM=xterm", "NO_COLOR=1"}), "\x1b"));
  CHECK_FALSE(contains(shown.at(80, {"TERM=dumb", "NO_COLOR="}), "\x1b"));
}

TEST_CASE("The page of pilcrow-search fits the terminal; a wide one does not stretch the text") {
  const Shown shown;
  for (const std::size_t columns : {40, 60, 80, 140}) {
    std::size_t widest = 0;
    for (const std::string& line : shown_lines(shown.at(static_cast<unsigned short>(columns)))) {
      INFO(columns << ": " << line);
      CHECK(pilcrow::programs::display_width(line) <= columns);
      widest = std::max(widest, pilcrow::programs::display_width(line));
    }
    CHECK(widest <= 100);
  }
}
