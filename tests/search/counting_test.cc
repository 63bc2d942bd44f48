// Histograms, bounded totals, labels by language, documents instead of paragraphs.

#include <map>
#include <set>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::vector<HistogramBar> bars_of(const Searcher& searcher, SearchRequest request,
                                  const std::string& facet, std::size_t most) {
  request.facets = {{.facet = facet, .limit = 0, .histogram = most}};
  return searcher.search(request).facets.at(0).histogram;
}

}  // namespace

TEST_CASE("a histogram of years has no gaps and keeps to its bound") {
  const TemporaryDirectory directory;
  build_index(directory / "idx",
              {page("a", "One.", {{"about", "1999"}, {"about", "2003"}}),
               page("b", "Two.", {{"about", "2003"}}), page("c", "Three.", {{"about", "2007"}}),
               page("d", "Four.", {})});
  const Searcher searcher(directory / "idx");
  const auto single = bars_of(searcher, {}, "about", 100);
  REQUIRE(single.size() == 9);
  CHECK(single[0] == HistogramBar{1999, 1999, 1, 1});
  CHECK(single[1] == HistogramBar{2000, 2000, 0, 0});
  CHECK(single[4] == HistogramBar{2003, 2003, 2, 2});
  CHECK(single[8] == HistogramBar{2007, 2007, 1, 1});
  const auto wide = bars_of(searcher, {}, "about", 4);
  REQUIRE(wide.size() == 3);  // of five years each
  CHECK(wide[0] == HistogramBar{1995, 1999, 1, 1});
  CHECK(wide[1] == HistogramBar{2000, 2004, 2, 2});
  CHECK(wide[2] == HistogramBar{2005, 2009, 1, 1});
  const auto one = bars_of(searcher, {}, "about", 1);
  REQUIRE(one.size() == 1);  // a paragraph counts once in a bar
  CHECK(one[0].paragraphs == 3);
  CHECK(one[0].documents == 3);
  // Its own filter is left out, others are not.
  CHECK(bars_of(searcher, {.where = {about("2007")}}, "about", 100).size() == 9);
  CHECK(bars_of(searcher, {.query = "three"}, "about", 100).size() == 1);
  CHECK(bars_of(searcher, {.query = "nowhere"}, "about", 100).empty());
  CHECK(bars_of(searcher, {}, "topic", 100).empty());
  CHECK(bars_of(searcher, {}, "about", 0).empty());
}

TEST_CASE("wide bars agree with counting by hand") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", read_documents(project_file("examples/corpus")));
  const Searcher searcher(directory / "idx");
  const SearchRequest request{.query = "sea OR war OR trade", .limit = 1000};
  for (const std::size_t most : {1U, 2U, 3U, 7U, 20U, 1000U}) {
    const auto bars = bars_of(searcher, request, "about", most);
    REQUIRE_FALSE(bars.empty());
    CHECK(bars.size() <= most);
    std::map<int, std::set<std::pair<std::string, std::size_t>>> paragraphs;
    std::map<int, std::set<std::string>> documents;
    const int width = bars[0].to - bars[0].from + 1;
    for (const Hit& hit : searcher.search(request).hits) {
      for (const Tag& tag : hit.paragraph.tags) {
        if (tag.facet != "about") continue;
        const int year = std::stoi(tag.value);
        paragraphs[year - year % width].insert({hit.document_id, hit.paragraph.ordinal});
        documents[year - year % width].insert(hit.document_id);
      }
    }
    for (std::size_t i = 0; i < bars.size(); ++i) {
      CHECK(bars[i].from == bars[0].from + static_cast<int>(i) * width);
      CHECK(bars[i].paragraphs == paragraphs[bars[i].from].size());
      CHECK(bars[i].documents == documents[bars[i].from].size());
    }
    CHECK(bars.front().paragraphs > 0);
    CHECK(bars.back().paragraphs > 0);
  }
}

TEST_CASE("a total that was not counted to its end says so") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(100, 5));
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "harbor", .facets = default_facets()};
  const SearchResult whole = searcher.search(request);
  REQUIRE(whole.paragraphs.value > 20);
  CHECK(whole.paragraphs.exact);
  request.count_limit = 20;
  const SearchResult bounded = searcher.search(request);
  CHECK(bounded.paragraphs.value == 20);
  CHECK_FALSE(bounded.paragraphs.exact);
  CHECK_FALSE(bounded.documents.exact);
  CHECK(bounded.documents.value <= 20);
  CHECK(to_json(bounded).find("\"exact\":false") != std::string::npos);
  // The hits and the facets are the same.
  REQUIRE(bounded.hits.size() == whole.hits.size());
  for (std::size_t i = 0; i < whole.hits.size(); ++i)
    CHECK(bounded.hits[i].document_id == whole.hits[i].document_id);
  CHECK(bounded.facets[0].distinct == whole.facets[0].distinct);
  request.count_limit = whole.paragraphs.value;
  CHECK(searcher.search(request).paragraphs.exact);
  request.count_limit = 0;
  request.count_total = false;
  const SearchResult uncounted = searcher.search(request);
  CHECK((uncounted.paragraphs.exact || uncounted.paragraphs.value < whole.paragraphs.value));
  REQUIRE(uncounted.hits.size() == whole.hits.size());
  // A bound below the limit does not make the words optional.
  const SearchResult few =
      searcher.search({.query = "harbor treaty", .limit = 10, .count_limit = 2});
  CHECK(few.match == Match::all);
}

TEST_CASE("labels are in the language asked for, and in English where there is none") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {page("a", "Words.", {{"country", "EE"}, {"country", "JP"}})});
  const Searcher searcher(directory / "idx");
  const auto labels = [&](const std::string& language) {
    SearchRequest request{.facets = {{"country"}}};
    request.label_language = language;
    std::vector<std::string> found;
    const SearchResult result = searcher.search(request);
    for (const FacetValue& value : result.facets[0].values)
      found.push_back(value.label);
    return found;
  };
  using Labels = std::vector<std::string>;
  CHECK(labels("en") == Labels{"Estonia", "Japan"});
  CHECK(labels("de") == Labels{"Estland", "Japan"});
  CHECK(labels("fr") == Labels{"Estonie", "Japon"});
  CHECK(labels("et") == Labels{"Eesti", "Jaapan"});
  CHECK(labels("xx") == Labels{"Estonia", "Japan"});
  CHECK(labels("") == Labels{"Estonia", "Japan"});
  const auto german = searcher.facet_values("country", "estl", 5, "de");
  REQUIRE(german.size() == 1);
  CHECK(german[0].value == "EE");
}

TEST_CASE("one paragraph of each document is a list of documents with right totals and pages") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(120, 9));
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "harbor river", .match = Match::any, .limit = 100'000};
  const SearchResult paragraphs = searcher.search(request);
  std::map<std::string, std::uint64_t> matches;
  for (const Hit& hit : paragraphs.hits) {
    CHECK(hit.matches_in_document == 0);
    ++matches[hit.document_id];
  }
  request.per_document = 1;
  const SearchResult documents = searcher.search(request);
  CHECK(documents.paragraphs.value == paragraphs.paragraphs.value);
  CHECK(documents.documents.value == matches.size());
  REQUIRE(documents.hits.size() == matches.size());
  for (const Hit& hit : documents.hits)
    CHECK(hit.matches_in_document == matches.at(hit.document_id));
  request.limit = 7;
  std::vector<std::string> paged;
  for (request.offset = 0; request.offset < matches.size(); request.offset += request.limit)
    for (const Hit& hit : searcher.search(request).hits)
      paged.push_back(hit.document_id);
  REQUIRE(paged.size() == matches.size());
  for (std::size_t i = 0; i < paged.size(); ++i)
    CHECK(paged[i] == documents.hits[i].document_id);
}

TEST_CASE("a second value of a facet leaves the counts of its siblings as they are") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", read_documents(project_file("examples/corpus")));
  const Searcher searcher(directory / "idx");
  const auto counts = [&](std::vector<std::string> countries) {
    SearchRequest request{.query = "cyber OR sea", .facets = {{"country", 1000}}};
    if (!countries.empty()) request.where = {{"country", std::move(countries)}};
    std::map<std::string, std::uint64_t> found;
    const SearchResult result = searcher.search(request);
    for (const FacetValue& value : result.facets[0].values)
      found[value.value] = value.paragraphs;
    return found;
  };
  const auto open = counts({});
  REQUIRE(open.size() > 3);
  CHECK(counts({"JP"}) == open);
  CHECK(counts({"JP", "EE"}) == open);
}
