// What a search found may be kept for the next one; nobody can tell.

#include "pilcrow/pilcrow.h"
#include "search/same_answers.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

TEST_CASE("a phrase of frequent words has the same answer when it is asked for again") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(120, 11));
  const Searcher once(directory / "idx");
  const std::vector<std::string> frequent{"harbor", "treaty", "winter", "signal", "river"};
  std::size_t found = 0;
  for (const std::string& first : frequent) {
    for (const std::string& second : frequent) {
      for (const std::string& query :
           {"\"" + first + " " + second + "\"", "=\"" + first + " " + second + "\""}) {
        INFO(query);
        SearchRequest request{.query = query, .facets = default_facets()};
        const std::string fresh = whole_answer(Searcher(directory / "idx"), request);
        CHECK(whole_answer(once, request) == fresh);
        CHECK(whole_answer(once, request) == fresh);
        found += once.search(request).paragraphs.value;
        request.limit = 3;
        request.sort = Sort::newest;
        request.where = {year("2000..2012")};
        CHECK(whole_answer(once, request) == whole_answer(Searcher(directory / "idx"), request));
      }
    }
  }
  CHECK(found > 100);
}

TEST_CASE("what took long to find has the same answer again, whether the best or all are wanted") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(700, 12));
  const Searcher once(directory / "idx");
  REQUIRE(once.search({.query = "harbor treaty", .match = Match::all}).paragraphs.value > 1024);
  for (const std::string query :
       {"\"harbor treaty\"", "\"treaty harbor winter\"", "=Harbor", "=\"harbor Treaty\"",
        "\"harbor treaty harbor treaty harbor treaty harbor treaty harbor treaty\""}) {
    SearchRequest best{.query = query, .limit = 3, .ranking = RankingOptions::plain()};
    best.count_total = false;
    SearchRequest all{.query = query, .limit = 30, .ranking = RankingOptions::plain()};
    all.facets = default_facets();
    for (int round = 0; round < 2; ++round) {
      for (const SearchRequest& request : {best, all}) {
        INFO(query << ", " << request.limit << " hits, round " << round);
        CHECK(whole_answer(once, request) == whole_answer(Searcher(directory / "idx"), request));
      }
    }
  }
}
