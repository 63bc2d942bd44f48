#include <csignal>
#include <filesystem>
#include <string>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace {

std::string record(int number) {
  return json{{"id", std::to_string(number)},
              {"text", "The anchor number " + std::to_string(number) + " lay on the sea bed."}}
             .dump() +
         "\n";
}

}  // namespace

TEST_CASE("The first interrupt commits what is complete") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  const TemporaryDirectory directory;
  const std::string index = (directory / "test.idx").string();
  RunningProgram running(PILCROW_INDEX_PROGRAM, {index, "-", "--json"});
  running.feed(record(1) + record(2) + record(3) + "{\"id\": \"4\", \"te");
  running.send(signal);
  const Outcome outcome = running.finish();
  INFO(outcome.err);
  CHECK(outcome.code == 130);
  CHECK(outcome.json()["interrupted"] == true);
  CHECK(outcome.json()["total"]["documents"] == 3);
  CHECK(outcome.err.empty());  // the line that was cut is no mistake of the input
  CHECK(run_search({index, "anchor", "--jsonl"}).json_lines().size() == 3);
}

TEST_CASE("The second interrupt stops at once and leaves the index as it was") {
  const TemporaryDirectory directory;
  const std::string index = (directory / "test.idx").string();
  REQUIRE(run_index({index, "-"}, {.input = record(1)}).code == 0);
  std::string many;
  for (int i = 2; i < 2000; ++i)
    many += record(i);
  write_file(directory / "many.jsonl", many);
  RunningProgram running(PILCROW_INDEX_PROGRAM, {index, "-", (directory / "many.jsonl").string()});
  running.feed("\n");  // it reads its standard input when the files are read
  running.send(SIGINT);
  running.send(SIGTERM);
  const Outcome outcome = running.finish();
  CHECK((outcome.signal == SIGTERM || outcome.signal == SIGINT));
  CHECK(run_search({index, "anchor", "--jsonl"}).json_lines().size() == 1);
  CHECK(run_index({index, "-"}, {.input = record(2)}).code == 0);  // no lock is left behind
}

TEST_CASE("A second writer is told that the index is locked") {
  const TemporaryDirectory directory;
  const std::string index = (directory / "test.idx").string();
  REQUIRE(run_index({index, "-"}, {.input = record(1)}).code == 0);
  RunningProgram first(PILCROW_INDEX_PROGRAM, {index, "-"});
  first.feed(record(2));
  const Outcome second = run_index({index, "-"}, {.input = record(3)});
  CHECK(second.code == 4);
  CHECK(second.err.find(index) != std::string::npos);
  CHECK(run_search({index, "anchor"}).code == 0);  // readers are never blocked
  CHECK(first.finish().code == 0);
  CHECK(run_search({index, "anchor", "--jsonl"}).json_lines().size() == 2);
}
