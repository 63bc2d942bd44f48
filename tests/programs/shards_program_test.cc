#include <filesystem>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"
#include "support/shard_server.h"

using namespace pilcrow::test;

namespace {

const std::vector<std::string> kQuery = {"cyber", "attack", "--facets", "--json"};

Outcome search_at(const std::vector<std::string>& places,
                  const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{places.front()};
  for (std::size_t i = 1; i < places.size(); ++i) {
    arguments.emplace_back("--shard");
    arguments.push_back(places[i]);
  }
  arguments.insert(arguments.end(), kQuery.begin(), kQuery.end());
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_search(arguments);
}

/// Everything but the time.
nlohmann::json answer(const Outcome& outcome) {
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  nlohmann::json json = outcome.json();
  json.erase("took_ms");
  return json;
}

}  // namespace

TEST_CASE("pilcrow-index --shards makes a set that pilcrow-search searches as one index") {
  const TemporaryDirectory directory;
  const std::string corpus = project_file("examples/corpus").string();
  const std::string one = (directory / "one.idx").string();
  const std::string set = (directory / "set.idx").string();
  REQUIRE(run_index({one, corpus}).code == 0);
  REQUIRE(run_index({"--shards", "3", set, corpus}).code == 0);
  const nlohmann::json expected = answer(search_at({one}));
  CHECK(answer(search_at({set})) == expected);
  CHECK(answer(search_at({set + "/shard-0", set + "/shard-1", set + "/shard-2"})) == expected);
  const Outcome again = run_index({set, corpus, "--json"});
  CHECK(again.code == 0);
  CHECK(again.json()["documents"]["unchanged"] > 0);
  CHECK(run_index({set, corpus, "--shards", "4"}).code == 2);
  CHECK(run_index({set + "/shard-0", corpus}).code == 2);
  CHECK(run_index({set, corpus, "--shards", "0"}).code == 2);
}

TEST_CASE("pilcrow-search says which shard is missing, or goes on without it") {
  const TemporaryDirectory directory;
  const std::string set = (directory / "set.idx").string();
  REQUIRE(run_index({"--shards", "2", set, project_file("examples/corpus").string()}).code == 0);
  const std::string gone = "xapian://127.0.0.1:1";  // nobody listens there
  const Outcome refused = search_at({set + "/shard-0", gone});
  CHECK(refused.code == 3);
  CHECK(refused.err.find(gone) != std::string::npos);
  const nlohmann::json part = answer(search_at({set + "/shard-0", gone}, {"--partial"}));
  REQUIRE(part["missing_shards"].size() == 1);
  CHECK(part["missing_shards"][0]["shard"] == gone);
  CHECK(part["total"]["exact"] == false);
  CHECK(part["notes"].dump().find(gone) != std::string::npos);
  const Outcome for_people = run_search({set + "/shard-0", "cyber", "--shard", gone, "--partial"});
  CHECK(for_people.err.find("missing") != std::string::npos);
}

TEST_CASE("examples/shards.sh serves shards, searches them and stops them") {
  if (!have_shard_server()) return;
  const std::string script = project_file("examples/shards.sh").string();
  const std::string bin = std::filesystem::path(PILCROW_SEARCH_PROGRAM).parent_path().string();
  const unsigned port = free_ports(3);
  const Outcome outcome =
      run("/bin/bash", {script, "--bin", bin, "--port", std::to_string(port), "3", "cyber"});
  INFO(outcome.out << outcome.err);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.find("3 servers") != std::string::npos);
  CHECK(outcome.out.find("(ended with 3)") != std::string::npos);
  CHECK(outcome.err.find("is missing from the results") != std::string::npos);
  for (unsigned i = 0; i < 3; ++i)
    CHECK_FALSE(somebody_listens(port + i));
}
