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
