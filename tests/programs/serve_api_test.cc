#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "programs/served.h"
#include "support/catch.h"

using namespace pilcrow::test;
using nlohmann::json;
using Ids = std::vector<std::string>;

TEST_CASE("A search over HTTP answers what pilcrow-search --json answers") {
  const Served served;
  json there =
      served.answer("/api/search?q=estonia&country=JP&facets=country,topic,year&context=1");
  json here = run_search({served.index(), "estonia", "--country", "JP", "--facets", "--context",
                          "1", "--json"})
                  .json();
  for (json* answer : {&there, &here})
    answer->erase("took_ms");
  CHECK(there == here);
  CHECK(documents_of(there) == Ids{"pact"});
}

TEST_CASE("Parameters of a search mean what the options of pilcrow-search mean") {
  const Served served;
  CHECK(documents_of(served.answer("/api/search?country=EE&country=JP")) ==
        Ids{"drill", "pact", "rice"});
  CHECK(documents_of(served.answer("/api/search?q=estonia&exclude=country%3DJP")) == Ids{"drill"});
  CHECK(documents_of(served.answer("/api/search?year=2022..")) == Ids{"drill", "rice"});
  CHECK(documents_of(served.answer("/api/search?country=baltic")) == Ids{"drill", "pact"});
  const json page = served.answer("/api/search?sort=oldest&limit=1&offset=1");
  CHECK(documents_of(page) == Ids{"drill"});
  CHECK(page["total"]["paragraphs"] == 3);
  const json counted = served.answer("/api/search?facets=country:1,year:500&limit=0");
  CHECK(counted["facets"]["country"]["values"].size() == 1);
  CHECK(counted["facets"]["year"]["values"].size() == 3);
  CHECK(counted["hits"].empty());
}

TEST_CASE("What a person types is never an error of the server") {
  const Served served;
  const std::string query =
      GENERATE("%22cables", "AND", "((", "%00", "%FF%FE", "a%0Ab", "*", "-", "title:");
  const json answer = served.answer("/api/search?q=" + query);
  CHECK(answer["version"] == 1);
}

TEST_CASE("A parameter that makes no sense is refused, and the message names it") {
  const Served served;
  const auto [path, word] = GENERATE(table<std::string, std::string>({
      {"/api/search?limit=101", "limit"},
      {"/api/search?limit=-1", "limit"},
      {"/api/search?limit=ten", "limit"},
      {"/api/search?limit=1&limit=2", "limit"},
      {"/api/search?offset=10001", "offset"},
      {"/api/search?context=11", "context"},
      {"/api/search?per_document=101", "per_document"},
      {"/api/search?sort=size", "sort"},
      {"/api/search?match=some", "match"},
      {"/api/search?year=2024..2020", "2020..2024"},
      {"/api/search?country=Atlantis", "Atlantis"},
      {"/api/search?facet=country", "facet"},
      {"/api/search?facet=color%3Dred", "color"},
      {"/api/search?facets=color", "color"},
      {"/api/search?facets=country,", "facets"},
      {"/api/search?facets=country:2001", "country"},
      {"/api/search?facet_limit=2001", "facet_limit"},
      {"/api/search?limt=3", "limt"},
      {"/api/suggest?prefix=a&limit=51", "limit"},
      {"/api/facet", "name"},
      {"/api/facet?name=color", "color"},
      {"/api/document", "id"},
      {"/api/document?id=pact&count=201", "count"},
      {"/api/document?id=pact&first=1&around=1", "around"},
      {"/api/stats?all=1", "all"},
  }));
  INFO(path);
  const auto got = served.get(path);
  CHECK(got.status == 400);
  CHECK(got.body["version"] == 1);
  CHECK(got.body["error"]["code"] == "invalid_argument");
  INFO(got.body.dump());
  CHECK(got.body["error"]["message"].get<std::string>().find(word) != std::string::npos);
}

TEST_CASE("Queries and addresses that are too long are refused") {
  const Served served;
  CHECK(served.get("/api/search?q=" + std::string(2000, 'a')).status == 200);
  CHECK(served.get("/api/search?q=" + std::string(2001, 'a')).status == 400);
  const auto too_long = served.get("/api/search?q=" + std::string(20'000, 'a'));
  CHECK(too_long.status == 414);
  CHECK(too_long.body["error"]["code"] == "too_large");
  std::string many = "/api/search?limit=0";
  for (int i = 0; i < 201; ++i)
    many += "&about=" + std::to_string(1700 + i);
  CHECK(served.get(many).status == 400);
}

TEST_CASE("A document is served around a paragraph") {
  const Served served;
  std::string text;
  for (int i = 1; i <= 60; ++i) {
    text += "Piece " + std::to_string(i) + " " + std::string(220, 'x') + ".\n\n";
  }
  served.index_more(served_record("long/& ü", "2020", text));
  const std::string id = "/api/document?id=long%2F%26%20%C3%BC";
  const json around = served.answer(id + "&around=30&count=10");
  CHECK(around["document"]["document"] == "long/& ü");
  CHECK(around["document"]["paragraphs"] == 60);
  CHECK(around["document"]["published"] == "2020");
  REQUIRE(around["paragraphs"].size() == 10);
  CHECK(around["paragraphs"][0]["paragraph"] == 25);
  CHECK(around["paragraphs"][5]["text"].get<std::string>().rfind("Piece 30 ", 0) == 0);
  CHECK(served.answer(id + "&around=2&count=10")["paragraphs"][0]["paragraph"] == 1);
  CHECK(served.answer(id + "&first=55")["paragraphs"].size() == 6);
  CHECK(served.get(id + "&around=61").status == 404);
  const auto missing = served.get("/api/document?id=nowhere");
  CHECK(missing.status == 404);
  CHECK(missing.body["error"]["code"] == "not_found");
}

TEST_CASE("Suggestions, values of a facet and figures of the index are served") {
  const Served served;
  const json suggested = served.answer("/api/suggest?prefix=est");
  std::vector<std::string> kinds;
  for (const json& suggestion : suggested["suggestions"]) {
    kinds.push_back(suggestion["kind"]);
    if (suggestion["kind"] == "facet_value") CHECK(suggestion["value"] == "EE");
  }
  CHECK(std::count(kinds.begin(), kinds.end(), "word") >= 1);
  CHECK(std::count(kinds.begin(), kinds.end(), "facet_value") == 1);
  CHECK(served.answer("/api/suggest?prefix=")["suggestions"].is_array());

  const json all = served.answer("/api/facet?name=country&prefix=ja");
  REQUIRE(all["values"].size() == 1);
  CHECK(all["values"][0] == json{{"value", "JP"},
                                 {"label", "Japan"},
                                 {"paragraphs", 2},
                                 {"documents", 2},
                                 {"selected", false}});
  const json within = served.answer("/api/facet?name=country&prefix=ja&q=rice");
  CHECK(within["values"][0]["paragraphs"] == 1);
  const json none = served.answer("/api/facet?name=country&prefix=la&q=rice&country=JP");
  CHECK(none["values"][0]["value"] == "LV");
  CHECK(none["values"][0]["paragraphs"] == 0);

  const json stats = served.answer("/api/stats");
  CHECK(stats["name"] == "archive");
  CHECK(stats["documents"] == 3);
  CHECK(stats["years"] == json{{"first", 2021}, {"last", 2024}});
  CHECK(stats["facets"][0]["labels"]["EE"] == "Estonia");
}
