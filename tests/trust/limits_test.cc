#include <chrono>

#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

TEST_CASE("a search can be cancelled at each of the moments at which it asks") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(60, 2));
  const Searcher searcher(directory / "idx");
  for (const char* query :
       {"harbor treaty", "\"harbor treaty\"", "har* OR winter NEAR/4 river", ""}) {
    SearchRequest request{.query = query, .facets = default_facets()};
    const std::string expected = [&] {
      SearchResult result = searcher.search(request);
      result.took_ms = 0;
      return to_json(result);
    }();
    int asked = 0;
    request.cancelled = [&asked] { return ++asked < 0; };
    CHECK_NOTHROW(searcher.search(request));
    const int moments = asked;
    REQUIRE(moments > 0);
    for (int at = 1; at <= moments; ++at) {
      int left = at;
      request.cancelled = [&left] { return --left == 0; };
      try {
        static_cast<void>(searcher.search(request));
        FAIL("not cancelled");
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::cancelled);
      }
    }
    // Nothing of it stays with the searcher.
    request.cancelled = nullptr;
    SearchResult again = searcher.search(request);
    again.took_ms = 0;
    CHECK(to_json(again) == expected);
  }
}

TEST_CASE(
    "a search asks before each of its words and each of its hits whether it is still wanted") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(60, 2));
  const Searcher searcher(directory / "idx");
  const auto asked = [&](const std::string& query, std::size_t limit) {
    SearchRequest request{.query = query, .match = Match::any, .limit = limit};
    int times = 0;
    request.cancelled = [&times] { return ++times < 0; };
    static_cast<void>(searcher.search(request));
    return times;
  };
  const std::string words = "a* b* c* d* e* f* g* h* i* k* harbr~ treety~";
  CHECK(asked("harbor " + words, 0) >= asked("harbor", 0) + 12);
  CHECK(asked("harbor", 40) >= asked("harbor", 0) + 40);
}

TEST_CASE("a time limit that is over ends a search with a timeout") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(60, 2));
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "harbor treaty", .time_limit = std::chrono::milliseconds(1)};
  request.cancelled = [] {
    // Longer than the limit, so that the next look at the clock comes too late.
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
    while (std::chrono::steady_clock::now() < until) {
    }
    return false;
  };
  try {
    static_cast<void>(searcher.search(request));
    FAIL("no timeout");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::timeout);
  }
}
