// Sets of shards on this machine.

#include <random>
#include <set>

#include "search/agreement.h"
#include "search/same_answers.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::vector<Document> documents_of(unsigned kind) {
  return kind == 0 ? english_corpus() : invented_corpus(300, 7);
}

ErrorCode error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("no error");
  return ErrorCode::internal;
}

}  // namespace

TEST_CASE("a set of shards agrees with a search by brute force") {
  const TemporaryDirectory directory;
  const unsigned shards = GENERATE(1U, 4U);
  const unsigned kind = GENERATE(0U, 1U);
  build_index(directory / "set", documents_of(kind), {.shards = shards});
  const Searcher searcher(directory / "set");
  const Oracle oracle(searcher, ranking_of(directory / "set"), "en");
  const std::size_t queries = query_count(60);
  check_agreement(searcher, oracle, queries, query_seed(11));
  if (is_long_run())
    WARN(shards << " local shards, corpus " << kind << ": " << queries << " queries compared");
}

TEST_CASE("a set of shards answers byte by byte as one index of the same documents") {
  const TemporaryDirectory directory;
  const unsigned shards = GENERATE(1U, 2U, 4U, 7U);
  const unsigned kind = GENERATE(0U, 1U);
  const auto documents = documents_of(kind);
  build_index(directory / "one", documents);
  build_index(directory / "set", documents, {.shards = shards});
  const Searcher one(directory / "one");
  const Searcher set(directory / "set");
  const Oracle oracle(one, ranking_of(directory / "one"), "en");
  check_same_answers(one, set, oracle, query_count(50), query_seed(12));
  check_same_lookups(one, set);
}

TEST_CASE("answers are the same where no list is kept") {
  const TemporaryDirectory directory;
  build_index(directory / "set", english_corpus(), {.shards = 2});
  const Searcher keeping(directory / "set");
  const Searcher forgetting(directory / "set", {.cache_bytes = 0});
  const Oracle oracle(keeping, ranking_of(directory / "set"), "en");
  check_same_answers(keeping, forgetting, oracle, 100, 6);
}

TEST_CASE("shards that are opened one by one are searched as their set") {
  const TemporaryDirectory directory;
  build_index(directory / "set", invented_corpus(200, 3), {.shards = 3});
  const Searcher set(directory / "set");
  SearcherOptions others;
  for (const char* shard : {"shard-0", "shard-1"})
    others.shards.push_back((directory / "set" / shard).string());
  const Searcher one_by_one(directory / "set" / "shard-2", others);
  const Oracle oracle(set, ranking_of(directory / "set"), "en");
  check_same_answers(set, one_by_one, oracle, 50, 5);
  check_same_lookups(set, one_by_one);
}

TEST_CASE("a set follows updates and removals as one index does") {
  const TemporaryDirectory directory;
  build_index(directory / "one", invented_corpus(200, 7));
  build_index(directory / "set", invented_corpus(200, 7), {.shards = 4});
  Searcher one(directory / "one");
  Searcher set(directory / "set");
  for (unsigned round = 0; round < 4; ++round) {
    for (const char* index : {"one", "set"}) {
      std::mt19937 random(round);
      IndexWriter writer(directory / index);
      // The last round changes one shard only.
      for (const Document& document : invented_corpus(round == 3 ? 1 : 60, 100 + round))
        if (random() % 2 == 0 || round == 3) writer.add(document);
      for (unsigned i = 0; i < 10 && round < 3; ++i)
        writer.remove("doc-" + std::to_string(random() % 220));
      writer.commit();
    }
    CHECK(one.refresh());
    CHECK(set.refresh());
    CHECK_FALSE(set.refresh());
    const Oracle oracle(one, ranking_of(directory / "one"), "en");
    check_same_answers(one, set, oracle, 40, round, /*updated=*/true);
    check_same_lookups(one, set);
  }
  for (const char* index : {"one", "set"})
    IndexWriter(directory / index).optimize();
  CHECK(one.refresh());
  CHECK(set.refresh());
  const Oracle oracle(one, ranking_of(directory / "one"), "en");
  check_same_answers(one, set, oracle, 40, 9);
}

TEST_CASE("each document of a set is in the shard that the hash of its id names") {
  const TemporaryDirectory directory;
  build_index(directory / "set", invented_corpus(100, 7), {.shards = 4});
  // FNV-1a, 64 bits, with a final mix, modulo the number of shards (FORMAT.md).
  const auto shard_of = [](const std::string& id) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : id)
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    hash ^= hash >> 32U;
    hash *= 0xd6e8feb86659fd93ULL;
    hash ^= hash >> 32U;
    return hash % 4;
  };
  std::size_t documents = 0;
  for (unsigned shard = 0; shard < 4; ++shard) {
    const Searcher searcher(directory / "set" / ("shard-" + std::to_string(shard)));
    documents += searcher.stats().documents;
    CHECK(searcher.stats().documents > 10);
    for (int i = 0; i < 100; ++i) {
      const std::string id = "doc-" + std::to_string(i);
      CHECK(searcher.document(id).has_value() == (shard_of(id) == shard));
    }
  }
  CHECK(documents == 100);
}

TEST_CASE("a set is changed as a set only") {
  const TemporaryDirectory directory;
  build_index(directory / "set", invented_corpus(20, 7), {.shards = 2});
  build_index(directory / "one", invented_corpus(20, 7));
  CHECK(error_of([&] { IndexWriter(directory / "set" / "shard-0"); }) ==
        ErrorCode::invalid_argument);
  CHECK(error_of([&] { IndexWriter(directory / "set", {.shards = 3}); }) ==
        ErrorCode::invalid_argument);
  CHECK(error_of([&] { IndexWriter(directory / "one", {.shards = 2}); }) ==
        ErrorCode::invalid_argument);
  CHECK(error_of([&] { IndexWriter(directory / "new", {.shards = 1000}); }) ==
        ErrorCode::invalid_argument);
  CHECK_NOTHROW(IndexWriter(directory / "set", {.shards = 2}));
}

TEST_CASE("one index becomes a set and back when it is rebuilt") {
  const TemporaryDirectory directory;
  const auto documents = invented_corpus(50, 7);
  build_index(directory / "idx", documents);
  Searcher searcher(directory / "idx");
  for (const unsigned shards : {4U, 2U, 0U}) {
    build_index(directory / "idx", documents, {.mode = OpenMode::rebuild, .shards = shards});
    CHECK(searcher.refresh());
    CHECK(searcher.stats().documents == 50);
    std::set<std::string> entries;
    for (const auto& entry : std::filesystem::directory_iterator(directory / "idx"))
      if (entry.path().filename().string().starts_with("shard-"))
        entries.insert(entry.path().filename().string());
    CHECK(entries.size() == shards);
  }
}

TEST_CASE("with partial results a shard that is gone is named, and totals are lower bounds") {
  const TemporaryDirectory directory;
  build_index(directory / "a", invented_corpus(50, 7));
  const std::string gone = (directory / "gone").string();
  CHECK(error_of([&] { Searcher(directory / "a", {.shards = {gone}}); }) ==
        ErrorCode::index_missing);
  const Searcher searcher(directory / "a", {.shards = {gone}, .partial_results = true});
  const SearchResult result = searcher.search({.query = "harbor", .match = Match::all});
  REQUIRE(result.missing_shards.size() == 1);
  CHECK(result.missing_shards.front().shard == gone);
  CHECK(result.paragraphs.value > 0);
  CHECK_FALSE(result.paragraphs.exact);
  CHECK_FALSE(result.documents.exact);
  CHECK(error_of([&] { Searcher(gone, {.partial_results = true}); }) == ErrorCode::index_missing);
}
