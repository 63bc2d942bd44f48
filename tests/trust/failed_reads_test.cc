// What comes of an index when the system refuses to open or to read one of its files.

#include <cerrno>

#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"
#include "trust/error_of.h"
#include "trust/fault_points.h"
#include "trust/history.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

TEST_CASE("where reading fails a searcher says so, naming the index, or answers as ever") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  build_index(index, invented_corpus(30, 6));
  const auto ask = [&] {
    const Searcher searcher(index);
    SearchResult result =
        searcher.search({.query = "\"harbor treaty\" OR win*", .facets = default_facets()});
    result.took_ms = 0;
    return to_json(result);
  };
  const std::string expected = ask();
  std::size_t failed = 0;
  for (const FaultAction action : {FaultAction::fail_once, FaultAction::fail_from_now}) {
    for (std::uint64_t at = 1;; ++at) {
      FaultPlan plan{.root = index, .kinds = kReads, .action = action, .at = at};
      plan.error = EIO;
      arm_faults(plan);
      std::string answer;
      const auto error = error_of([&] { answer = ask(); });
      disarm_faults();
      if (fault_points_passed() < at) break;
      INFO("call " << at);
      if (!error) {
        CHECK(answer == expected);
        continue;
      }
      ++failed;
      INFO(error->what());
      CHECK((error->code() == ErrorCode::io || error->code() == ErrorCode::index_damaged));
      CHECK(std::string(error->what()).find(index.string()) != std::string::npos);
    }
  }
  CHECK(failed > 5);
  CHECK(ask() == expected);
}

TEST_CASE("a change during which a table cannot be read is refused or complete") {
  const TemporaryDirectory directory;
  const fs::path base = directory / "base";
  State before;
  {
    IndexWriter writer(base);
    for (unsigned i = 0; i < 12; ++i) {
      const std::string id = "document-" + std::to_string(i);
      add_versioned(writer, id, 1);
      before[id] = 1;
    }
    writer.commit();
    add_versioned(writer, "document-3", 2);  // the old one leaves a gap
    before["document-3"] = 2;
    writer.commit();
  }
  State after = before;
  after["document-5"] = 2;
  after["new"] = 1;
  const bool merges = GENERATE(false, true);
  const std::string table = GENERATE("docdata.glass", "termlist.glass", "postlist.glass");
  const std::string part = GENERATE("generation-1", "generation-2", "building-segments/segment-0");
  const auto action = GENERATE(FaultAction::fail_once, FaultAction::fail_from_now);
  const fs::path index = directory / "idx";
  std::size_t refused = 0;
  for (std::uint64_t at = 1;; ++at) {
    fs::remove_all(index);
    fs::copy(base, index, fs::copy_options::recursive);
    FaultPlan plan{.root = index / part / "xapian" / table, .kinds = kReads, .action = action};
    plan.at = at;
    plan.error = EMFILE;
    arm_faults(plan);
    const auto error = error_of([&] {
      IndexWriter writer(index, {.durable = false});
      add_versioned(writer, "document-5", 2);
      add_versioned(writer, "new", 1);
      if (merges)
        writer.optimize();
      else
        writer.commit();
    });
    disarm_faults();
    INFO((merges ? "optimize, " : "commit, ") << part << ", " << table << ", call " << at);
    if (error) {
      INFO(error->what());
      CHECK(error->code() == ErrorCode::io);
      CHECK(std::string(error->what()).find(index.string()) != std::string::npos);
      ++refused;
    }
    // An optimization commits first.
    const State found = state_of(index);
    CHECK((found == after || (error && found == before)));
    CHECK(verify_index(index).sound());
    if (fault_points_passed() < at) break;
  }
  CHECK((refused > 0 || action == FaultAction::fail_once || part != "generation-1"));
}

TEST_CASE("a writer that can read nothing any more says so, and no reader's word escapes it") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  build_index(index, invented_corpus(12, 2));
  const std::string root = index.string();
  for (std::uint64_t at = 1;; ++at) {
    FaultPlan plan{.root = index, .kinds = kReads, .action = FaultAction::fail_from_now, .at = at};
    plan.error = EIO;
    arm_faults(plan);
    const auto error = error_of([&] { const IndexWriter writer(index, {.durable = false}); });
    disarm_faults();
    if (fault_points_passed() < at) break;
    INFO("call " << at);
    if (!error) continue;
    INFO(error->what());
    CHECK(std::string(error->what()).find(root) != std::string::npos);
  }
  CHECK(verify_index(index).sound());
}
