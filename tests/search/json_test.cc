#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pilcrow/render.h"
#include "support/catch.h"

using namespace pilcrow;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> names(const Json& object) {
  std::vector<std::string> out;
  for (const auto& item : object.items())
    out.push_back(item.key());
  return out;
}

using Names = std::vector<std::string>;

Hit full_hit() {
  Hit hit;
  hit.rank = 1;
  hit.score = 12.5;
  hit.document_id = "estonia-and-japan";
  hit.document.title = "Far apart, close together";
  hit.document.source = "articles/a.txt";
  hit.document.language = "en";
  hit.document.published = Date{2025, 5, 23};
  hit.paragraph.ordinal = 12;
  hit.paragraph.text = "Estonia and Japan work together. They meet often.";
  hit.paragraph.heading = {"Stronger together"};
  hit.paragraph.bytes = {5120, 5169};
  hit.paragraph.line = 31;
  hit.paragraph.tags = {
      {"country", "EE"}, {"country", "JP"}, {"desk", "foreign"}, {"year", "2025"}};
  hit.snippet = {0, 32};
  hit.highlights = {{0, 7}, {12, 17}};
  StoredParagraph before;
  before.ordinal = 11;
  before.text = "Before.";
  before.bytes = {5000, 5007};
  before.line = 30;
  hit.before.push_back(before);
  return hit;
}

}  // namespace

TEST_CASE("A hit has the fields of the format, in their order and types") {
  const Json json = Json::parse(to_json(full_hit()));
  CHECK(names(json) == Names{"rank", "score", "document", "paragraph", "title", "heading", "source",
                             "url", "published", "language", "line", "bytes", "text", "snippet",
                             "snippet_bytes", "highlights", "tags", "context"});
  CHECK(json["rank"] == 1);
  CHECK(json["score"] == 12.5);
  CHECK(json["document"] == "estonia-and-japan");
  CHECK(json["paragraph"] == 12);
  CHECK(json["title"] == "Far apart, close together");
  CHECK(json["heading"] == Json::array({"Stronger together"}));
  CHECK(json["source"] == "articles/a.txt");
  CHECK(json["url"].is_null());
  CHECK(json["published"] == "2025-05-23");
  CHECK(json["language"] == "en");
  CHECK(json["line"] == 31);
  CHECK(json["bytes"] == Json::array({5120, 5169}));
  CHECK(json["text"] == "Estonia and Japan work together. They meet often.");
  CHECK(json["snippet"] == "Estonia and Japan work together.…");
  CHECK(json["snippet_bytes"] == Json::array({0, 32}));
  CHECK(json["highlights"] == Json::parse("[[0,7],[12,17]]"));
  CHECK(json["tags"] == Json::parse(R"({"country":["EE","JP"],"topic":[],"year":["2025"],)"
                                    R"("about":[],"desk":["foreign"]})"));
  CHECK(names(json["tags"]) == Names{"country", "topic", "year", "about", "desk"});
  CHECK(names(json["context"]) == Names{"before", "after"});
  CHECK(json["context"]["after"] == Json::array());
  REQUIRE(json["context"]["before"].size() == 1);
  const Json& before = json["context"]["before"][0];
  CHECK(names(before) == Names{"paragraph", "heading", "line", "bytes", "text", "tags"});
  CHECK(before["paragraph"] == 11);
  CHECK(before["text"] == "Before.");
  CHECK(before["heading"] == Json::array());
  CHECK(before["bytes"] == Json::array({5000, 5007}));
}

TEST_CASE("What a hit does not know is null, and lists are empty") {
  Hit hit;
  hit.rank = 3;
  hit.document_id = "a";
  hit.paragraph.ordinal = 2;
  const Json json = Json::parse(to_json(hit));
  for (const char* field : {"title", "source", "url", "published", "language", "line", "bytes",
                            "text", "snippet", "snippet_bytes"}) {
    INFO(field);
    CHECK(json.at(field).is_null());
  }
  CHECK(json["heading"] == Json::array());
  CHECK(json["highlights"] == Json::array());
  CHECK(json["tags"]["about"] == Json::array());
}

TEST_CASE("A result has the fields of the format, in their order and types") {
  SearchResult result;
  result.query = "estonia \"japan\"";
  result.match = Match::any;
  result.paragraphs = {41, true};
  result.documents = {17, true};
  result.hits.push_back(full_hit());
  result.facets.push_back(
      {.facet = "country",
       .values = {{"JP", "Japan", 38, 15, true}, {"EE", "Estonia", 5, 4, false}},
       .distinct = 23,
       .missing_paragraphs = 2,
       .missing_documents = 1});
  result.facets.emplace_back().facet = "topic";
  result.notes.push_back({Severity::info, "", "a quotation mark is not closed"});
  result.notes.push_back({Severity::warning, "synonyms.txt:3", "no equals sign"});
  result.took_ms = 1.5;
  const std::string text = to_json(result);
  CHECK(text.find('\n') == std::string::npos);
  const Json json = Json::parse(text);
  CHECK(names(json) == Names{"version", "query", "match", "total", "hits", "facets", "suggestion",
                             "notes", "took_ms"});
  CHECK(json["version"] == 1);
  CHECK(json["query"] == "estonia \"japan\"");
  CHECK(json["match"] == "any");
  CHECK(json["total"] == Json::parse(R"({"paragraphs":41,"documents":17,"exact":true})"));
  CHECK(names(json["total"]) == Names{"paragraphs", "documents", "exact"});
  CHECK(json["hits"][0] == Json::parse(to_json(result.hits[0])));
  CHECK(names(json["facets"]) == Names{"country", "topic"});
  const Json& country = json["facets"]["country"];
  CHECK(names(country) == Names{"values", "distinct", "missing"});
  CHECK(names(country["values"][0]) ==
        Names{"value", "label", "paragraphs", "documents", "selected"});
  CHECK(country["values"][0] ==
        Json::parse(R"({"value":"JP","label":"Japan","paragraphs":38,"documents":15,)"
                    R"("selected":true})"));
  CHECK(country["values"][1]["selected"] == false);
  CHECK(country["distinct"] == 23);
  CHECK(country["missing"] == Json::parse(R"({"paragraphs":2,"documents":1})"));
  CHECK(json["facets"]["topic"]["values"] == Json::array());
  CHECK(json["suggestion"].is_null());
  CHECK(json["notes"] ==
        Json::array({"a quotation mark is not closed", "synonyms.txt:3: no equals sign"}));
  CHECK(json["took_ms"] == 1.5);
}

TEST_CASE("An empty result keeps every field") {
  const Json json = Json::parse(to_json(SearchResult{}));
  CHECK(json["hits"] == Json::array());
  CHECK(json["facets"] == Json::object());
  CHECK(json["notes"] == Json::array());
  CHECK(json["match"] == "all");
  CHECK(json["total"]["exact"] == true);
}

TEST_CASE("Numbers that are not exact say so, a suggestion and an explanation are given") {
  SearchResult result;
  result.match = Match::automatic;
  result.paragraphs = {1000, false};
  result.suggestion = "estonia";
  result.explanation = "estnia: no such word";
  const Json json = Json::parse(to_json(result));
  CHECK(json["match"] == "auto");
  CHECK(json["total"]["exact"] == false);
  CHECK(json["suggestion"] == "estonia");
  CHECK(json["explanation"] == "estnia: no such word");
}

TEST_CASE("Bytes that are not UTF-8 are replaced, everything else comes back as it was") {
  Hit hit;
  hit.document_id = std::string(
      "a\xff"
      "b\xc3");
  hit.paragraph.text = "quotes \" \\ / \x01 õ 海 🙂 </script>";
  const Json json = Json::parse(to_json(hit));
  CHECK(json["document"] ==
        "a\xef\xbf\xbd"
        "b\xef\xbf\xbd");
  CHECK(json["text"] == hit.paragraph.text);
}

TEST_CASE("A score that is no number is null") {
  Hit hit;
  hit.score = std::numeric_limits<double>::quiet_NaN();
  CHECK(Json::parse(to_json(hit))["score"].is_null());
}

TEST_CASE("the JSON of a histogram and of a document list adds fields and changes none") {
  SearchResult result;
  FacetCounts counts;
  counts.facet = "year";
  counts.histogram = {{2001, 2001, 3, 2}, {2002, 2002, 0, 0}};
  result.facets.push_back(counts);
  Hit hit;
  hit.matches_in_document = 4;
  result.hits.push_back(hit);
  result.paragraphs = {10, false};
  const Json json = Json::parse(to_json(result));
  CHECK(names(json["facets"]["year"]) == Names{"values", "distinct", "missing", "histogram"});
  CHECK(json["facets"]["year"]["histogram"][0].dump() ==
        R"({"from":2001,"to":2001,"paragraphs":3,"documents":2})");
  CHECK(json["hits"][0]["matches_in_document"] == 4);
  CHECK(json["total"]["exact"] == false);
}

TEST_CASE("the JSON of a document holds its record and its paragraphs") {
  StoredDocument document;
  document.id = "a";
  document.title = "A title";
  document.published = Date{2024, 12, 0};
  document.metadata = {{"desk", "north"}};
  StoredParagraph paragraph;
  paragraph.ordinal = 1;
  paragraph.text = "Text.";
  const Json json = Json::parse(to_json(document, {paragraph}));
  CHECK(names(json) == Names{"version", "document", "title", "subtitle", "author", "source", "url",
                             "published", "language", "metadata", "paragraphs"});
  CHECK(json["published"] == "2024-12");
  CHECK(json["author"].is_null());
  CHECK(json["metadata"]["desk"] == "north");
  CHECK(names(json["paragraphs"][0]) ==
        Names{"paragraph", "heading", "line", "bytes", "text", "tags"});
}
