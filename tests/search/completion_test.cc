#include <chrono>
#include <set>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::vector<std::string> texts(const std::vector<Suggestion>& suggestions) {
  std::vector<std::string> out;
  for (const Suggestion& suggestion : suggestions)
    out.push_back((suggestion.kind == Suggestion::Kind::word ? "" : suggestion.facet + ":") +
                  suggestion.text);
  return out;
}

std::vector<std::string> values(const std::vector<FacetValue>& found) {
  std::vector<std::string> out;
  for (const FacetValue& value : found)
    out.push_back(value.value);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("suggestions are words as people write them, most frequent first") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {page("a", "The harbour was quiet. The Harbour Master slept."),
                                  page("b", "A harbour without boats. Harvests were poor."),
                                  page("c", "Harvest follows harvest, and the harvest is rich.")});
  const Searcher searcher(directory / "idx");
  const auto found = searcher.suggest("har");
  CHECK(texts(found) == Texts{"harbour", "harvest", "Harvests"});
  CHECK(found[0].paragraphs == 2);
  CHECK(found[1].paragraphs == 2);  // a search for harvest finds Harvests
  CHECK(texts(searcher.suggest("HARB")) == Texts{"harbour"});
  CHECK(searcher.suggest("").empty());
  CHECK(searcher.suggest("zzz").empty());
  CHECK(searcher.suggest("har", 0).empty());
  CHECK(searcher.suggest("har", 1).size() == 1);
}

TEST_CASE("suggestions ignore accents and leave out stop words") {
  const TemporaryDirectory directory;
  build_index(directory / "idx",
              {page("a", "The café therefore closed; then the thermometer fell.")});
  const Searcher searcher(directory / "idx");
  CHECK(texts(searcher.suggest("cafe")) == Texts{"café"});
  CHECK(texts(searcher.suggest("CAFÉ")) == Texts{"café"});
  const Texts found = texts(searcher.suggest("the"));
  CHECK(std::find(found.begin(), found.end(), "the") == found.end());
  CHECK(std::find(found.begin(), found.end(), "thermometer") != found.end());
}

TEST_CASE("suggestions offer values of facets by value, label and word of the label") {
  const TemporaryDirectory directory;
  build_index(directory / "idx",
              {page("a", "Some words of no importance.", {{"country", "US"}}),
               page("b", "Other words of none either.", {{"country", "EE"}}),
               page("c", "More words.", {{"country", "EE"}, {"desk", "Ärzte"}})});
  const Searcher searcher(directory / "idx");
  const auto estonia = searcher.suggest("esto");
  REQUIRE(estonia.size() == 1);
  CHECK(estonia[0].kind == Suggestion::Kind::facet_value);
  CHECK(estonia[0].text == "Estonia");
  CHECK(estonia[0].facet == "country");
  CHECK(estonia[0].value == "EE");
  CHECK(estonia[0].paragraphs == 2);
  CHECK(texts(searcher.suggest("united st")) == Texts{"country:United States"});
  CHECK(texts(searcher.suggest("stat")) == Texts{"country:United States"});
  CHECK(texts(searcher.suggest("us")) == Texts{"country:United States"});
  CHECK(texts(searcher.suggest("arz")) == Texts{"desk:Ärzte"});
  CHECK(texts(searcher.suggest("eesti", 10, "et")).empty() ==
        (facet_label("country", "EE", "et") == "Estonia"));
}

TEST_CASE("values of a facet are found by prefix, with their counts over the whole index") {
  const TemporaryDirectory directory;
  build_index(directory / "idx",
              {page("a", "Words.", {{"country", "GB"}}), page("b", "Words.", {{"country", "US"}}),
               page("c", "Words.", {{"country", "US"}}), page("d", "Words.", {{"country", "EE"}})});
  const Searcher searcher(directory / "idx");
  CHECK(values(searcher.facet_values("country", "united")) == Texts{"US", "GB"});
  CHECK(values(searcher.facet_values("country", "king")) == Texts{"GB"});
  CHECK(values(searcher.facet_values("country", "e")) == Texts{"EE"});
  CHECK(values(searcher.facet_values("country", "")) == Texts{"US", "EE", "GB"});
  CHECK(values(searcher.facet_values("country", "", 1)) == Texts{"US"});
  CHECK(searcher.facet_values("country", "((").empty());
  const auto us = searcher.facet_values("country", "US");
  REQUIRE(us.size() == 1);
  CHECK(us[0].label == "United States");
  CHECK(us[0].paragraphs == 2);
  CHECK(us[0].documents == 2);
  CHECK_THROWS_AS(searcher.facet_values("planet", ""), Error);
}

TEST_CASE("suggestions forget what was removed") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {page("a", "A lighthouse.", {{"country", "NO"}}),
                                  page("b", "A lightship.", {{"country", "SE"}})});
  IndexWriter writer(directory / "idx");
  writer.remove("a");
  writer.commit();
  const Searcher searcher(directory / "idx");
  CHECK(texts(searcher.suggest("light")) == Texts{"lightship"});
  CHECK(searcher.suggest("norw").empty());
  CHECK(values(searcher.facet_values("country", "")) == Texts{"SE"});
}

TEST_CASE("what is suggested is what a search finds") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", read_documents(project_file("examples/corpus")));
  const Searcher searcher(directory / "idx");
  for (char c = 'a'; c <= 'z'; ++c) {
    for (const Suggestion& suggestion : searcher.suggest(std::string(1, c), 20)) {
      INFO(suggestion.text << " " << suggestion.facet);
      SearchRequest request{.match = Match::all, .limit = 0};
      if (suggestion.kind == Suggestion::Kind::word)
        request.query = "\"" + suggestion.text + "\"";
      else
        request.where = {{suggestion.facet, {suggestion.value}}};
      CHECK(searcher.search(request).paragraphs.value >= suggestion.paragraphs);
      CHECK(suggestion.paragraphs > 0);
    }
  }
}
