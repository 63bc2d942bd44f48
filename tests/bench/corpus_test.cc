#include <cstdlib>
#include <set>

#include "base/scratch.h"
#include "corpus/generator.h"
#include "corpus/zipf.h"
#include "pilcrow/index_writer.h"
#include "pilcrow/searcher.h"
#include "support/catch.h"
#include "workload/draw.h"
#include "workload/sample.h"

using namespace pilcrow;
using namespace pilcrow::bench;

namespace {

// An index of generated paragraphs for the time of a test.
class GeneratedIndex {
 public:
  explicit GeneratedIndex(std::uint64_t paragraphs) {
    const Generator generator(paragraphs, 7);
    IndexWriter writer(path());
    for (std::uint64_t i = 0; i < generator.document_count(); ++i)
      writer.add(generator.document(i));
    stats = writer.commit();
  }
  [[nodiscard]] std::filesystem::path path() const { return scratch_.path() / "index"; }

  IndexStats stats;

 private:
  Scratch scratch_{{}};
};

}  // namespace

TEST_CASE("Zipf's law holds: the first of three ranks comes up as often as it should") {
  const Zipf zipf(3, 1);  // weights 1, 1/2, 1/3
  Random random(1);
  std::vector<int> counts(3);
  for (int i = 0; i < 60'000; ++i)
    ++counts[zipf.draw(random)];
  CHECK(counts[0] / 60'000.0 == Approx(6.0 / 11).margin(0.01));
  CHECK(counts[1] / 60'000.0 == Approx(3.0 / 11).margin(0.01));
  CHECK(counts[2] / 60'000.0 == Approx(2.0 / 11).margin(0.01));
}

TEST_CASE("generated documents are the same every time and differ from each other and by seed") {
  const Generator a(100, 1);
  const Generator b(100, 1);
  const Generator other(100, 2);
  CHECK(a.document_count() == 5);
  CHECK(a.document(3).text == b.document(3).text);
  CHECK(a.document(3).tags == b.document(3).tags);
  CHECK(a.document(3).text != a.document(2).text);
  CHECK(a.document(3).text != other.document(3).text);
}

TEST_CASE("the generator gives as many paragraphs as it was asked for") {
  CHECK(GeneratedIndex(500).stats.paragraphs == 500);
}

TEST_CASE("words are drawn only where every engine reads them alike") {
  const auto words = plain_words("The U.S. well-known (peace) O'Neil 1st caf\xC3\xA9, sea level.");
  std::vector<std::string> texts;
  texts.reserve(words.size());
  for (const SampleWord& word : words)
    texts.push_back(word.text + (word.joined ? "+" : ""));
  CHECK(texts == std::vector<std::string>{"the", "peace", "sea+", "level"});
}

TEST_CASE("drawn queries have answers, and are the same for the same seed") {
  const GeneratedIndex index(600);
  const Searcher searcher(index.path());
  const auto classes = draw_queries(searcher, {.per_class = 12, .seed = 3});
  const auto again = draw_queries(searcher, {.per_class = 12, .seed = 3});
  REQUIRE(classes.size() == 8);
  for (std::size_t c = 0; c < classes.size(); ++c) {
    CAPTURE(classes[c].name);
    REQUIRE(classes[c].queries.size() == 12);
    for (std::size_t q = 0; q < classes[c].queries.size(); ++q) {
      const BenchQuery& query = classes[c].queries[q];
      CHECK(query.words == again[c].queries[q].words);
      const SearchRequest request = request_for(query, Task::facets);
      CAPTURE(request.query);
      CHECK(searcher.search(request).paragraphs.value > 0);
      std::set<std::string> facets;
      for (const FacetFilter& filter : filters_of(query, Task::sideways))
        CHECK(facets.insert(filter.facet).second);
    }
  }
}
