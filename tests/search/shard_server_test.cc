// Shards that xapian-tcpsrv serves, on loopback.

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <thread>

#include "index/stored_record.h"
#include "index/xapian_guard.h"
#include "search/agreement.h"
#include "search/same_answers.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"
#include "support/shard_server.h"

using namespace pilcrow;
using namespace pilcrow::test;
using namespace std::chrono_literals;

namespace {

/// A set of shards with a server for each.
class ServedSet {
 public:
  ServedSet(const std::vector<Document>& documents, unsigned shards) {
    build_index(path(), documents, {.shards = shards});
    for (unsigned shard = 0; shard < shards; ++shard)
      servers_.push_back(std::make_unique<ShardServer>(shard_path(shard)));
  }

  [[nodiscard]] std::filesystem::path path() const { return directory_ / "set"; }
  [[nodiscard]] std::filesystem::path shard_path(unsigned shard) const {
    return path() / ("shard-" + std::to_string(shard));
  }
  ShardServer& server(unsigned shard) { return *servers_[shard]; }

  /// `remote`: which of the shards are asked for over the network.
  [[nodiscard]] Searcher searcher(const std::function<bool(unsigned)>& remote,
                                  SearcherOptions options = {}) const {
    std::vector<std::string> places;
    for (unsigned shard = 0; shard < servers_.size(); ++shard)
      places.push_back(remote(shard) ? servers_[shard]->url() : shard_path(shard).string());
    options.shards.assign(places.begin() + 1, places.end());
    return Searcher(places.front(), options);
  }
  [[nodiscard]] Searcher searcher(const SearcherOptions& options = {}) const {
    return searcher([](unsigned) { return true; }, options);
  }

 private:
  TemporaryDirectory directory_;
  std::vector<std::unique_ptr<ShardServer>> servers_;
};

struct Failure {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::chrono::milliseconds after{0};
};

/// How some work fails, and after what time.
template <typename Work>
Failure failure_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  Failure failure;
  try {
    static_cast<void>(work());
    FAIL("no error");
  } catch (const Error& error) {
    failure = {error.code(), error.what()};
  }
  failure.after = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return failure;
}

/// Makes a database claim to be of another analyzer.
void make_foreign(const std::filesystem::path& database) {
  Xapian::WritableDatabase writable(database.string(), Xapian::DB_OPEN);
  std::string manifest = writable.get_metadata("manifest");
  const std::string fingerprint = Analyzer().fingerprint();
  const std::size_t at = manifest.find(fingerprint);
  REQUIRE(at != std::string::npos);
  manifest.replace(at, fingerprint.size(), "another analyzer");
  writable.set_metadata("manifest", manifest);
  writable.commit();
}

/// Words of the invented corpus, so that no answer comes from what was asked before.
const std::vector<std::string> kWords = {"harbor", "treaty",  "winter", "signal", "river",
                                         "market", "paper",   "bridge", "garden", "voyage",
                                         "copper", "summit",  "letter", "island", "engine",
                                         "forest", "council", "border", "window", "ladder"};

}  // namespace

TEST_CASE("served shards agree with a search by brute force") {
  if (!have_shard_server()) return;
  const bool mixed = GENERATE(false, true);
  ServedSet set(invented_corpus(200, 7), 4);
  const Searcher searcher = set.searcher([mixed](unsigned i) { return !mixed || i % 2 == 1; });
  const Oracle oracle(searcher, ranking_of(set.path()), "en");
  const std::size_t queries = query_count(30);
  check_agreement(searcher, oracle, queries, query_seed(21));
  if (is_long_run())
    WARN((mixed ? "2 local and 2 served" : "4 served")
         << " shards: " << queries << " queries compared");
}

TEST_CASE("served shards answer byte by byte as one index") {
  if (!have_shard_server()) return;
  const TemporaryDirectory directory;
  const auto documents = english_corpus();
  build_index(directory / "one", documents);
  ServedSet set(documents, 4);
  const Searcher one(directory / "one");
  const Oracle oracle(one, ranking_of(directory / "one"), "en");
  const bool mixed = GENERATE(false, true);
  const Searcher searcher = set.searcher([mixed](unsigned i) { return !mixed || i < 2; });
  check_same_answers(one, searcher, oracle, query_count(30), query_seed(22));
  check_same_lookups(one, searcher);
}

TEST_CASE("served shards show what was committed, in place or in a new generation") {
  if (!have_shard_server()) return;
  ServedSet set(invented_corpus(60, 7), 2);
  Searcher served = set.searcher();
  Searcher local(set.path());
  const auto commit = [&](std::size_t documents, unsigned seed) {
    IndexWriter writer(set.path());
    for (Document& document : invented_corpus(documents, seed))
      writer.add(std::move(document));
    writer.remove("doc-5" + std::to_string(seed));
    writer.commit();
  };
  for (unsigned round = 0; round < 3; ++round) {
    commit(round == 1 ? 40 : 1, round);
    CHECK(served.refresh());
    CHECK(local.refresh());
    const Oracle oracle(local, ranking_of(set.path()), "en");
    check_same_answers(local, served, oracle, 15, round);
  }
  CHECK_FALSE(served.refresh());
}

TEST_CASE("one index is served, too, without the copies that a set has") {
  if (!have_shard_server()) return;
  const TemporaryDirectory directory;
  build_index(directory / "one", invented_corpus(30, 7));
  const ShardServer server(directory / "one" / "generation-1" / "xapian");
  const Searcher local(directory / "one");
  const Searcher served(server.url());
  const Oracle oracle(local, ranking_of(directory / "one"), "en");
  check_same_answers(local, served, oracle, 30, 3);
  check_same_lookups(local, served);
}

TEST_CASE("served shards answer as one index where their records are packed with a dictionary") {
  if (!have_shard_server()) return;
  const TemporaryDirectory directory;
  const auto documents = invented_corpus(3000, 7);
  build_index(directory / "one", documents);
  ServedSet set(documents, 2);
  const auto check_packed = [&set] {
    for (unsigned shard = 0; shard < 2; ++shard)
      CHECK_FALSE(
          internal::read_dictionary(
              Xapian::Database((set.shard_path(shard) / "generation-1" / "xapian").string()))
              .empty());
  };
  check_packed();
  const Searcher one(directory / "one");
  Searcher served = set.searcher();
  const Oracle oracle(one, ranking_of(directory / "one"), "en");
  check_same_answers(one, served, oracle, 10, 4);
  for (const char* id : {"doc-0", "doc-1499", "doc-2999"}) {
    REQUIRE(!one.paragraphs(id).empty());
    CHECK(served.paragraphs(id).front().text == one.paragraphs(id).front().text);
  }
  {
    IndexWriter writer(
        set.path());  // in place: packed like the rest, and fetched behind the copies
    Document late = documents.front();
    late.id = "late";
    writer.add(late);
    writer.commit();
  }
  check_packed();
  CHECK(served.refresh());
  CHECK(served.paragraphs("late").front().text == one.paragraphs("doc-0").front().text);
}

TEST_CASE("a server that is killed between queries is an error that names it") {
  if (!have_shard_server()) return;
  ServedSet set(invented_corpus(80, 7), 2);
  const Searcher searcher = set.searcher({.shard_timeout = 2000ms});
  CHECK_FALSE(searcher.search({.query = kWords[0]}).hits.empty());
  set.server(1).kill();
  const Failure failure = failure_of([&] { return searcher.search({.query = kWords[1]}); });
  CHECK(failure.code == ErrorCode::unavailable);
  CHECK(failure.message.find(set.server(1).url()) != std::string::npos);
  CHECK(failure.after < 2000ms);
  set.server(1).restart();
  CHECK_FALSE(searcher.search({.query = kWords[1]}).hits.empty());
}

TEST_CASE("with partial results a killed server is left out, named, and taken back") {
  if (!have_shard_server()) return;
  ServedSet set(invented_corpus(80, 7), 2);
  Searcher searcher = set.searcher({.shard_timeout = 2000ms, .partial_results = true});
  const SearchRequest request{
      .query = kWords[0], .match = Match::all, .limit = 1000, .facets = default_facets()};
  const SearchResult whole = searcher.search(request);
  CHECK(whole.missing_shards.empty());
  CHECK(whole.paragraphs.exact);
  set.server(1).kill();
  const SearchResult part = searcher.search(request);
  REQUIRE(part.missing_shards.size() == 1);
  CHECK(part.missing_shards.front().shard == set.server(1).url());
  CHECK(to_json(part).find("\"missing_shards\":[{\"shard\":\"" + set.server(1).url()) !=
        std::string::npos);
  CHECK_FALSE(part.notes.empty());
  CHECK_FALSE(part.paragraphs.exact);
  CHECK(part.paragraphs.value < whole.paragraphs.value);
  // What is left is what the other shard has, to the last count.
  const Searcher other(set.shard_path(0));
  const SearchResult right = other.search(request);
  CHECK(part.paragraphs.value == right.paragraphs.value);
  CHECK(part.documents.value == right.documents.value);
  REQUIRE(part.hits.size() == right.hits.size());
  for (std::size_t i = 0; i < part.hits.size(); ++i) {
    CHECK(part.hits[i].document_id == right.hits[i].document_id);
    CHECK(part.hits[i].score == right.hits[i].score);
  }
  CHECK_FALSE(searcher.refresh());
  set.server(1).restart();
  CHECK(searcher.refresh());
  CHECK(searcher.search(request).paragraphs.value == whole.paragraphs.value);
  CHECK(searcher.search(request).missing_shards.empty());
}

TEST_CASE("a server that does not answer is waited for a bounded time") {
  if (!have_shard_server()) return;
  ServedSet set(invented_corpus(80, 7), 2);
  const Searcher strict = set.searcher({.shard_timeout = 1000ms});
  const Searcher partial = set.searcher({.shard_timeout = 1000ms, .partial_results = true});
  CHECK_FALSE(strict.search({.query = kWords[0]}).hits.empty());
  CHECK_FALSE(partial.search({.query = kWords[0]}).hits.empty());
  set.server(0).pause();
  const Failure failure = failure_of([&] { return strict.search({.query = kWords[1]}); });
  CHECK(failure.code == ErrorCode::unavailable);
  CHECK(failure.message.find("within 1 s") != std::string::npos);
  CHECK(failure.after >= 990ms);
  CHECK(failure.after < 4000ms);
  const auto start = std::chrono::steady_clock::now();
  const SearchResult part = partial.search({.query = kWords[1]});
  CHECK(part.missing_shards.size() == 1);
  CHECK(std::chrono::steady_clock::now() - start < 5000ms);
  const Failure opening = failure_of([&] { return set.searcher({.shard_timeout = 1000ms}); });
  CHECK(opening.code == ErrorCode::unavailable);
  CHECK(opening.after < 4000ms);
  set.server(0).resume();
  CHECK_FALSE(strict.search({.query = kWords[1]}).hits.empty());
}

TEST_CASE("where no shard answers there is an error, partial results or not") {
  if (!have_shard_server()) return;
  const bool partial = GENERATE(false, true);
  ServedSet set(invented_corpus(20, 7), 2);
  const Searcher searcher = set.searcher({.shard_timeout = 1000ms, .partial_results = partial});
  set.server(0).kill();
  set.server(1).kill();
  CHECK(failure_of([&] { return searcher.search({.query = kWords[3]}); }).code ==
        ErrorCode::unavailable);
  CHECK(failure_of([&] { return set.searcher({.partial_results = partial}); }).code ==
        ErrorCode::unavailable);
}

TEST_CASE("a server that has other content by now is moved on to") {
  if (!have_shard_server()) return;
  ServedSet set(invented_corpus(40, 7), 2);
  const Searcher served = set.searcher();
  CHECK_FALSE(served.search({.query = kWords[0]}).hits.empty());
  build_index(set.path(), invented_corpus(50, 8), {.mode = OpenMode::rebuild, .shards = 2});
  set.server(0).restart();
  set.server(1).restart();
  const Searcher local(set.path());
  const SearchRequest request{.query = kWords[1], .limit = 100};
  CHECK(whole_answer(served, request) == whole_answer(local, request));
  CHECK(served.stats().documents == 50);
}

TEST_CASE("a server of another analyzer, or of no index at all, is refused") {
  if (!have_shard_server()) return;
  const TemporaryDirectory directory;
  build_index(directory / "set", invented_corpus(20, 7), {.shards = 1});
  const auto generation = directory / "set" / "shard-0" / "generation-1";
  make_foreign(generation / "xapian");
  const ShardServer foreign(generation / "xapian");
  build_index(directory / "own", invented_corpus(20, 7));
  const Failure failure = failure_of([&] { return Searcher(foreign.url()); });
  CHECK(failure.code == ErrorCode::index_incompatible);
  CHECK(failure.message.find("another analyzer") != std::string::npos);
  CHECK(failure.message.find(foreign.url()) != std::string::npos);
  const Searcher searcher(directory / "own", {.shards = {foreign.url()}, .partial_results = true});
  const SearchResult result = searcher.search({.query = kWords[0]});
  REQUIRE(result.missing_shards.size() == 1);
  CHECK(result.missing_shards.front().reason.find("another analyzer") != std::string::npos);
  CHECK_FALSE(result.paragraphs.exact);
}

TEST_CASE("an address that is none is refused") {
  for (const char* url : {"xapian://", "xapian://host", "xapian://:7001", "xapian://host:0",
                          "xapian://host:99999", "xapian://host:7001/path"})
    CHECK(failure_of([url] { return Searcher(url); }).code == ErrorCode::invalid_argument);
}

TEST_CASE("queries of several threads outlive a server that comes and goes") {
  if (!have_shard_server()) return;
  ServedSet set(invented_corpus(80, 7), 2);
  const Searcher searcher =
      set.searcher({.cache_bytes = 0, .shard_timeout = 2000ms, .partial_results = true});
  const Searcher local(set.path());
  std::map<std::string, std::uint64_t> right;
  for (const std::string& word : kWords)
    right[word] = local.search({.query = word, .match = Match::all}).paragraphs.value;
  std::atomic<bool> stop = false;
  std::atomic<unsigned> whole = 0;
  std::atomic<unsigned> parts = 0;
  std::atomic<unsigned> wrong = 0;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 3; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = t; !stop; ++i) {
        const std::string& word = kWords[i % kWords.size()];
        const SearchResult result = searcher.search({.query = word, .match = Match::all});
        const bool exact = result.paragraphs.exact;
        const bool fits =
            exact ? result.paragraphs.value == right[word] : result.paragraphs.value < right[word];
        if (!fits || exact != result.missing_shards.empty()) ++wrong;
        ++(exact ? whole : parts);
      }
    });
  const auto wait_for_more = [](const std::atomic<unsigned>& count) {
    const auto until = std::chrono::steady_clock::now() + 30s;
    for (const unsigned before = count;
         count == before && std::chrono::steady_clock::now() < until;)
      std::this_thread::sleep_for(10ms);
  };
  wait_for_more(whole);
  set.server(1).kill();
  wait_for_more(parts);
  set.server(1).restart();
  wait_for_more(whole);
  stop = true;
  for (std::thread& thread : threads)
    thread.join();
  CHECK(wrong == 0);
  CHECK(whole > 1);
  CHECK(parts > 0);
}
