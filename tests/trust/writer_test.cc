// What a writer does when the system refuses something, and what it finds when it opens.

#include <cerrno>

#include "index/files.h"
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

namespace {

Document note(const std::string& id, const std::string& text) {
  Document document;
  document.id = id;
  document.text = text;
  document.language = "en";
  return document;
}

/// While it lives, calls of these kinds below `root` fail from the one with number `at` on.
struct Refusal {
  Refusal(const fs::path& root, unsigned kinds, std::uint64_t at = 1, int error = ENOSPC) {
    FaultPlan plan{.root = root, .kinds = kinds, .action = FaultAction::fail_from_now, .at = at};
    plan.error = error;
    arm_faults(plan);
  }
  ~Refusal() { disarm_faults(); }
  Refusal(const Refusal&) = delete;
  Refusal& operator=(const Refusal&) = delete;
};

/// Documents and scores of a search for everything there is.
std::string answers(const fs::path& index) {
  std::string all;
  const SearchResult result =
      Searcher(index).search({.query = "harbor treaty winter", .match = Match::any, .limit = 1000});
  for (const Hit& hit : result.hits)
    all += hit.document_id + "#" + std::to_string(hit.paragraph.ordinal) + " " +
           std::to_string(hit.score) + "\n";
  return all;
}

}  // namespace

TEST_CASE("an optimization that fails half way leaves index and writer as they were") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  const fs::path control = directory / "control";
  for (const fs::path& path : {index, control})
    build_index(path, invented_corpus(60, 3));
  const auto ranking = ranking_of(index);
  IndexWriter writer(index);
  for (const std::uint64_t at : {1U, 4U, 30U}) {
    const Refusal refusal(index, kCreations | kWrites, at);
    const auto error = error_of([&] { writer.optimize(); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::io);
  }
  IndexWriter other(control);
  for (IndexWriter* both : {&writer, &other}) {
    both->add(note("later", "A harbor and a treaty, and then once more a harbor in winter."));
    both->commit();
  }
  CHECK(ranking_of(index) == ranking);
  CHECK(answers(index) == answers(control));
  writer = IndexWriter(directory / "other");  // verifying needs the lock
  CHECK(verify_index(index).findings.empty());
}

TEST_CASE("a commit for which there was no room can be tried again") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  build_index(index, {note("a", "A harbor.")});
  IndexWriter writer(index);
  writer.add(note("b", "A treaty."));
  writer.remove("a");
  {
    // The segment is complete by then; what fails is the publishing.
    const Refusal refusal(index, kSyncs);
    const auto error = error_of([&] { writer.commit(); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::io);
    CHECK(std::string(error->what()).find("No space left") != std::string::npos);
    CHECK(Searcher(index).document("a"));
  }
  writer.add(note("c", "A winter."));
  CHECK(writer.commit().documents == 2);
  CHECK_FALSE(Searcher(index).document("a"));
  CHECK(Searcher(index).document("b"));
  CHECK(Searcher(index).document("c"));
}

TEST_CASE("a first build that fails at its end names its place and can be tried again") {
  const TemporaryDirectory directory;
  const auto build = [](IndexWriter& writer) {
    writer.add(note("a", "A harbor."));
    writer.commit();
  };
  std::uint64_t creations = 0;
  {
    FaultPlan plan{.root = directory / "counted", .kinds = kCreations};
    arm_faults(plan);
    IndexWriter writer(directory / "counted");
    build(writer);
    creations = fault_points_passed();
    disarm_faults();
  }
  std::size_t failures = 0;
  for (std::uint64_t at = creations - 5; at <= creations; ++at) {
    const fs::path index = directory / ("idx-" + std::to_string(at));
    FaultPlan plan{.root = index, .kinds = kCreations, .action = FaultAction::fail_once, .at = at};
    plan.error = ENOSPC;
    arm_faults(plan);
    IndexWriter writer(index);
    const auto error = error_of([&] { build(writer); });
    disarm_faults();
    if (!error) continue;  // what failed is a cache
    ++failures;
    CAPTURE(at, error->what());
    CHECK(error->code() == ErrorCode::io);
    CHECK(std::string(error->what()).find(index.string()) != std::string::npos);
    CHECK(writer.commit().documents == 1);
  }
  CHECK(failures > 0);
}

TEST_CASE("what a power cut left of a first build is no foreign folder, other things are") {
  const TemporaryDirectory directory;
  for (const char* left : {"building-segments", "building-generation", "shard-0"}) {
    fs::create_directories(directory / left / left);
    CAPTURE(left);
    if (std::string(left) != "shard-0") {
      build_index(directory / left, {note("a", "A harbor.")});
      CHECK(Searcher(directory / left).document("a"));
    } else {  // an index was there
      CHECK(error_of([&] { const IndexWriter writer(directory / left); })->code() ==
            ErrorCode::index_damaged);
    }
  }
  write_file(directory / "named" / "manifest.json.new", "{");
  build_index(directory / "named", {note("a", "A harbor.")});
  for (const char* own : {"building-plans.txt", "boilerplate.txt", "notes.txt", "shard-notes"}) {
    const fs::path folder = directory / ("folder of " + std::string(own));
    write_file(folder / own, "Three floors.");
    CAPTURE(own);
    const auto error = error_of([&] { const IndexWriter writer(folder); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::invalid_argument);
    CHECK(fs::exists(folder / own));
  }
}

TEST_CASE("where there is no room for what Xapian writes, it is not asked to") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  IndexWriter writer(index);
  const auto commit_is_refused = [&] {
    const Refusal refusal(index, kAllocations);
    const auto error = error_of([&] { writer.commit(); });
    REQUIRE(error);
    CHECK(error->code() == ErrorCode::io);
    CHECK(std::string(error->what()).find(index.string()) != std::string::npos);
    CHECK(std::string(error->what()).find("No space left") != std::string::npos);
  };
  writer.add(note("a", "A harbor."));
  writer.add(note("a", "A treaty."));  // supersedes the other, in a new generation
  commit_is_refused();
  CHECK(writer.commit().documents == 1);
  writer.add(note("b", "A winter."));
  writer.remove("a");
  commit_is_refused();  // in place
  CHECK(Searcher(index).document("a"));
  CHECK_FALSE(Searcher(index).document("b"));
  CHECK(writer.commit().documents == 1);
  CHECK(Searcher(index).document("b"));
}

TEST_CASE("room is looked for before it is needed, and nothing is left of that") {
  const TemporaryDirectory directory;
  fs::create_directories(directory / "here");
  internal::check_room(directory / "here", 1 << 20);
  const auto error =
      error_of([&] { internal::check_room(directory / "here", std::uint64_t{1} << 60U); });
  REQUIRE(error);
  CHECK(error->code() == ErrorCode::io);
  CHECK(std::string(error->what()).find("here") != std::string::npos);
  CHECK(fs::is_empty(directory / "here"));
}

TEST_CASE("where something that was added is lost, nothing is committed before a rollback") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  for (const bool first : {true, false}) {
    IndexWriter writer(index);
    if (!first) {
      writer.add(note("a", "A harbor."));
      writer.commit();
    }
    const IndexWriter::DocumentSource broken = [](const DocumentSink& sink) {
      sink(note("half", "A treaty."));
      throw Error(ErrorCode::unreadable, "cannot read the drawer");
    };
    writer.add(note("b", "A treaty."));
    writer.add(broken, {});
    for (int i = 0; i < 2; ++i) {
      const auto error = error_of([&] { writer.commit(); });
      REQUIRE(error);
      CHECK(error->code() == ErrorCode::unreadable);
    }
    CHECK(error_of([&] { writer.add(note("c", "A winter.")); }));
    CHECK(error_of([&] { writer.optimize(); }));
    writer.rollback();
    writer.add(note("c", "A winter."));
    CHECK(writer.commit().documents == (first ? 1 : 2));
  }
}

TEST_CASE("an index whose manifest is gone is not taken for a place to begin") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  build_index(index, {note("a", "A harbor.")});
  fs::remove(index / "manifest.json");
  const auto error = error_of([&] { const IndexWriter writer(index); });
  REQUIRE(error);
  CHECK(error->code() == ErrorCode::index_damaged);
  CHECK(std::string(error->what()).find("--rebuild") != std::string::npos);
  CHECK(fs::exists(index / "generation-1"));
  build_index(index, {note("b", "A treaty.")}, {.mode = OpenMode::rebuild});
  CHECK(Searcher(index).stats().documents == 1);
}

TEST_CASE("what a killed writer left over is removed by the next one") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  build_index(index, {note("a", "A harbor.")});
  fs::create_directories(index / "building-segments" / "segment-0-0");
  fs::create_directories(index / "generation-9" / "xapian");
  write_file(index / "manifest.json.new", "{");
  write_file(index / "building-generation" / "new" / "columns", "x");
  { const IndexWriter writer(index); }
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(index))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"generation-1", "lock", "manifest.json"});
  CHECK(Searcher(index).document("a"));
}

TEST_CASE("an index that began empty ranks like one that did not") {
  const TemporaryDirectory directory;
  build_index(directory / "empty", {});
  build_index(directory / "empty", invented_corpus(40, 5));
  build_index(directory / "full", invented_corpus(40, 5));
  CHECK(ranking_of(directory / "empty") == ranking_of(directory / "full"));
  CHECK(answers(directory / "empty") == answers(directory / "full"));
}

TEST_CASE("a writer that rolled back measures the averages over what it commits") {
  const TemporaryDirectory directory;
  {
    IndexWriter writer(directory / "idx");
    // More than the sample that the averages are measured over.
    for (int i = 0; i < 4100; ++i)
      writer.add(note("long-" + std::to_string(i), std::string(200, 'x') + " " + "a b c d e f g"));
    writer.rollback();
    for (const Document& document : invented_corpus(40, 5))
      writer.add(document);
    writer.commit();
  }
  build_index(directory / "full", invented_corpus(40, 5));
  CHECK(ranking_of(directory / "idx") == ranking_of(directory / "full"));
}

TEST_CASE("a folder that cannot be written to is named, by the reader not even noticed") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  build_index(index, {note("a", "A harbor.")});
  const Refusal refusal(index, kCreations | kRenames | kRemovals | kWrites, 1, EROFS);
  const auto error = error_of([&] { const IndexWriter writer(index); });
  REQUIRE(error);
  CHECK(error->code() == ErrorCode::io);
  CHECK(std::string(error->what()).find((index / "lock").string()) != std::string::npos);
  CHECK(Searcher(index).search({.query = "harbor"}).hits.size() == 1);
  CHECK(verify_index(index).sound());
}
