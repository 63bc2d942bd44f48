// What stands in for all words of a query where too few paragraphs have them all.

#include <algorithm>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

// Many pages of words that are everywhere, one of some of these, and one of rare words.
std::vector<Document> pages() {
  std::vector<Document> documents;
  for (int i = 0; i < 40; ++i)
    documents.push_back(page("filler-" + std::to_string(i), "River bridge town market street."));
  documents.push_back(page("common", "The town has a market, a bridge and a river."));
  documents.push_back(
      page("rare", "Zebras graze beside quagmires and lagoons; zebras and lagoons."));
  return documents;
}

bool notes_say(const SearchResult& result, const std::string& words) {
  return std::any_of(result.notes.begin(), result.notes.end(), [&](const Note& note) {
    return note.message.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("of a few words those paragraphs come first that have at least half of them") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", pages());
  const Searcher searcher(directory / "idx");
  const SearchResult result = searcher.search({.query = "zebra river bridge town", .limit = 50});
  CHECK(result.match == Match::any);
  CHECK(notes_say(result, "at least half of them first"));
  REQUIRE(result.hits.size() == 42);
  CHECK(result.hits.back().document_id == "rare");
  CHECK(result.hits.back().score > result.hits.front().score);
}

TEST_CASE("of a sentence those paragraphs come first that have the words which tell most") {
  const TemporaryDirectory directory;
  std::vector<Document> documents = pages();
  documents.push_back(page(
      "all", "A market street in town, by the river bridge, with zebras, lagoons, quagmires."));
  build_index(directory / "idx", documents);
  const Searcher searcher(directory / "idx");
  const std::string sentence = "zebra lagoon quagmire river bridge town market street";
  const SearchResult result = searcher.search({.query = sentence, .limit = 50});
  CHECK(result.match == Match::any);
  CHECK(notes_say(result, "only 1 paragraph has all of the words; those with any of them follow"));
  REQUIRE(result.hits.size() == 43);
  CHECK(result.hits[0].document_id == "all");
  CHECK(result.hits[1].document_id == "rare");

  // What any word finds, in the same order but for those that have all.
  const SearchResult any = searcher.search({.query = sentence, .match = Match::any, .limit = 50});
  std::vector<std::string> order = ids(any);
  std::stable_partition(order.begin(), order.end(), [](const auto& id) { return id == "all"; });
  CHECK(order == ids(result));
  CHECK(any.paragraphs.value == result.paragraphs.value);
}
