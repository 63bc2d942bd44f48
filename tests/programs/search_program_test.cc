#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>

#include "common/terminal.h"
#include "programs/articles.h"
#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace {

const json& value_named(const json& facet, const std::string& value) {
  for (const json& entry : facet["values"]) {
    if (entry["value"] == value) return entry;
  }
  throw std::runtime_error("no value " + value + " in " + facet.dump());
}

}  // namespace

TEST_CASE("The JSON of a search has the documented fields") {
  const Articles articles;
  const Outcome outcome =
      articles.search({"anchor", "--country", "Estonia", "--facets", "--context", "1", "--json"});
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.code == 0);
  const json result = outcome.json();
  CHECK(result["version"] == 1);
  CHECK(result["query"] == "anchor");
  CHECK(result["total"]["exact"] == true);
  CHECK(result["total"]["documents"] == 1);
  CHECK(result["total"]["paragraphs"] == result["hits"].size());
  for (const char* key : {"match", "suggestion", "notes", "took_ms", "facets"})
    CHECK(result.contains(key));
  const json& hit = result["hits"][0];
  for (const char* key : {"rank", "score", "document", "paragraph", "title", "heading", "source",
                          "url", "published", "language", "line", "bytes", "text", "snippet",
                          "snippet_bytes", "highlights", "tags", "context"})
    CHECK(hit.contains(key));
  CHECK(hit["document"] == "pact");
  CHECK(hit["published"] == "2021-03-04");
  const std::string text = hit["text"];
  const std::size_t begin = hit["highlights"][0][0];
  const std::size_t end = hit["highlights"][0][1];
  CHECK(text.substr(begin, end - begin) == "anchor");
}

TEST_CASE("Facet counts are exact and a choice does not hide its alternatives") {
  const Articles articles;
  const json result =
      articles.search({"--country", "LV", "--facets", "country,year", "--json"}).json();
  REQUIRE(result["facets"].size() == 2);
  const json& country = result["facets"]["country"];
  CHECK(value_named(country, "LV")["documents"] == 1);
  CHECK(value_named(country, "LV")["selected"] == true);
  CHECK(value_named(country, "EE")["documents"] == 2);
  CHECK(value_named(country, "JP")["documents"] == 2);
  CHECK(value_named(country, "JP")["label"] == "Japan");
  CHECK(value_named(result["facets"]["year"], "2023")["documents"] == 1);
}

TEST_CASE("Restrictions: alternatives inside a facet, all of the facets together") {
  const Articles articles;
  CHECK(sorted(articles.documents({"--country", "LV", "--country", "JP", "--per-document", "1"})) ==
        Ids{"drill", "pact", "trade"});
  CHECK(articles.documents({"--country", "JP", "--year", "2022.."}) == Ids{"trade"});
  CHECK(articles.documents({"--country", "JP", "--year", "..2022", "--per-document", "1"}) ==
        Ids{"pact"});
  CHECK(sorted(articles.documents({"--year", "2023..2024"})) == Ids{"drill", "trade"});
  CHECK(articles.documents({"--about", "1993"}) == Ids{"trade"});
  CHECK(articles.documents({"estonia", "--exclude", "country=JP", "--match", "all"}) ==
        Ids{"drill"});
}

TEST_CASE("Order, limit and offset") {
  const Articles articles;
  const Ids newest = articles.documents({"--year", "2000..", "--sort", "newest"});
  REQUIRE(newest.size() >= 3);
  CHECK(newest.front() == "trade");
  CHECK(newest.back() == "pact");
  CHECK(articles.documents({"--year", "2000..", "--sort", "oldest"}).front() == "pact");
  CHECK(articles.documents({"--year", "2000..", "--sort", "newest", "--limit", "1", "--offset",
                            "1"}) == Ids{"drill"});
  CHECK(articles.search({"--year", "2000..", "--limit", "0", "--json"}).json()["hits"].empty());
}

TEST_CASE("A word that begins with a hyphen is part of the query") {
  const Articles articles;
  CHECK(articles.documents({"estonia", "-japan", "--match", "all"}) == Ids{"drill"});
  CHECK(articles.documents({"--match", "all", "estonia", "-japan"}) == Ids{"drill"});
}

TEST_CASE("Exit code 1 says that nothing was found and what to try") {
  const Articles articles;
  const Outcome outcome = articles.search({"zeppelin", "--country", "JP"});
  CHECK(outcome.code == 1);
  CHECK(contains(outcome.out, "Nothing found"));
  CHECK(contains(outcome.out, "restriction to country"));
  const Outcome as_json = articles.search({"zeppelin", "--json"});
  CHECK(as_json.code == 1);
  CHECK(as_json.json()["total"]["paragraphs"] == 0);
  CHECK(articles.search({"zeppelin", "--jsonl"}).out.empty());
}

TEST_CASE("Exit code 2: wrong command lines are explained") {
  const Articles articles;
  const auto refused = [&](const std::vector<std::string>& arguments, const std::string& hint) {
    const Outcome outcome = articles.search(arguments);
    INFO(hint << " | " << outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, hint));
  };
  refused({}, "what is to be found?");
  refused({"anchor", "--limit", "abc"}, "--limit takes a whole number");
  refused({"anchor", "--limit", "-1"}, "--limit takes a whole number");
  refused({"anchor", "--limit", "99999999999999999999"}, "--limit takes a whole number");
  refused({"anchor", "--year", "soon"}, "--year takes a year");
  refused({"anchor", "--year", ".."}, "--year takes a year");
  refused({"anchor", "--year", "2020..2o24"}, "--year takes a year");
  refused({"anchor", "--year", "2024..2020"}, "2020..2024");
  refused({"anchor", "--about", "1x"}, "--about takes a year");
  refused({"anchor", "--facet", "genre=speech"}, "no facet 'genre'");
  refused({"anchor", "--facet", "country"}, "FACET=VALUE");
  refused({"anchor", "--facets=country,genre"}, "no facet 'genre'");
  refused({"anchor", "--country", "Atlantis"}, "Atlantis");
  refused({"anchor", "--match", "some"}, "auto, all or any");
  refused({"anchor", "--sort", "best"}, "relevance, newest or oldest");
  refused({"anchor", "--color", "blue"}, "auto, always or never");
  refused({"anchor", "--json", "--jsonl"}, "exclude each other");
  refused({"anchor", "--unknown"}, "--unknown");
  refused({"anchor", "--shard", ""}, "--shard");
  refused({"anchor", "--shard", "xapian://nowhere"}, "xapian://host:port");
  refused({"anchor", "--shard-timeout", "0"}, "--shard-timeout");
  refused({"anchor", "--run-name", "x"}, "--queries");
  refused({"anchor", "--queries", "file"}, "leave out 'anchor'");
  refused({"--queries", "no-such-file"}, "no-such-file");
  CHECK(run_search({}).code == 2);
}

TEST_CASE("A country that is known and does not occur is no mistake") {
  const Articles articles;
  CHECK(articles.search({"anchor", "--country", "Tuvalu"}).code == 1);
  CHECK(articles.search({"anchor", "--country", "baltic"}).code == 0);
}

TEST_CASE("What a person types never is an error") {
  const Articles articles;
  for (const std::string query :
       {"\"anchor", "AND", "anchor AND", "(anchor", "anchor)", "nofield:anchor", "*", "~", "NEAR/3",
        "year:abc", "country:", "\xFF\xFE", "\"\"", "()", "-", "anchor OR OR", "=", ":"}) {
    const Outcome outcome = articles.search({"--", query});
    INFO(query << " | " << outcome.err);
    CHECK((outcome.code == 0 || outcome.code == 1));
  }
}

TEST_CASE("Exit codes 3 and 5: no index, a damaged one, and one of another format") {
  const TemporaryDirectory directory;
  const std::string none = (directory / "none.idx").string();
  const Outcome missing = run_search({none, "anchor"});
  CHECK(missing.code == 3);
  CHECK(contains(missing.err, none));

  const Articles articles;
  const std::filesystem::path manifest = std::filesystem::path(articles.index()) / "manifest.json";
  const std::string good = read_file(manifest);
  write_file(manifest, good.substr(0, good.size() / 2));
  CHECK(articles.search({"anchor"}).code == 3);
  CHECK(run_index({articles.index(), "-"}, {.input = "\n"}).code == 3);

  json other = json::parse(good);
  other["format"] = 9999;
  write_file(manifest, other.dump());
  const Outcome foreign = articles.search({"anchor"});
  CHECK(foreign.code == 5);
  CHECK(contains(foreign.err, "--rebuild"));
  CHECK(run_index({articles.index(), "-"}, {.input = "\n"}).code == 5);
  CHECK(run_index({articles.index(), "-", "--rebuild"}, {.input = record("a", "2020", "A", "B c.")})
            .code == 0);
}

TEST_CASE("The page for people names title, date, country, snippet and place") {
  const Articles articles;
  const Outcome outcome = articles.search({"anchor", "tallinn", "--facets"});
  REQUIRE(outcome.code == 0);
  CHECK(contains(outcome.out, "A pact on cables"));
  CHECK(contains(outcome.out, "2021-03-04"));
  CHECK(contains(outcome.out, "Estonia"));
  CHECK(contains(outcome.out, "anchor"));
  CHECK(contains(outcome.out, "Japan (JP)"));
  CHECK(contains(outcome.out, "█"));
  CHECK_FALSE(contains(outcome.out, "\x1b"));  // a pipe gets no color
}

TEST_CASE("Years are drawn over time, the chosen ones are underlined and listed") {
  const Articles articles;
  const std::string all = articles.search({"--facets", "year"}).out;
  CHECK(all.find("2021 ") != std::string::npos);
  CHECK(all.find("▔") == std::string::npos);
  const std::string chosen = articles.search({"--facets", "year", "--year", "2023.."}).out;
  CHECK(chosen.find("\n           ▔▔\n") != std::string::npos);
  CHECK(chosen.find("✓ 2023") != std::string::npos);
  CHECK(chosen.find("  2021     ") == std::string::npos);
}

TEST_CASE("A label stands alone where its value finds no room") {
  const Articles articles;
  const std::string wide = articles.search({"--facets", "country", "--width", "80"}).out;
  CHECK(wide.find("Estonia (EE)") != std::string::npos);
  const std::string narrow = articles.search({"--facets", "country", "--width", "44"}).out;
  CHECK(narrow.find("    Estonia ") != std::string::npos);
  CHECK(narrow.find("(E") == std::string::npos);
}

TEST_CASE("Color: never into a pipe unless asked for") {
  const Articles articles;
  CHECK(contains(articles.search({"anchor", "--color", "always"}).out, "\x1b[1m"));
  CHECK(contains(
      articles.search({"anchor", "--color", "always"}, {.environment = {"NO_COLOR=1"}}).out,
      "\x1b[1m"));
  CHECK_FALSE(contains(articles.search({"anchor", "--color", "never"}).out, "\x1b"));
}

TEST_CASE("The page fits its width") {
  const Articles articles;
  for (const std::string width : {"40", "72"}) {
    const Outcome outcome =
        articles.search({"anchor", "--full", "--context", "2", "--facets", "--width", width});
    for (const std::string& line : lines_of(outcome.out)) {
      INFO(line);
      CHECK(pilcrow::programs::display_width(line) <= std::stoul(width));
    }
  }
  const Outcome from_environment =
      articles.search({"anchor", "--full"}, {.environment = {"COLUMNS=50"}});
  for (const std::string& line : lines_of(from_environment.out))
    CHECK(pilcrow::programs::display_width(line) <= 50);
}

TEST_CASE("A document cannot steer the terminal") {
  const Articles articles(record("evil", "2020", "Red \x1b[31mtitle",
                                 "The anchor \x1b]0;owned\x07 lay \xC2\x9B"
                                 "2J."));
  for (const std::string color : {"always", "never"}) {
    const Outcome outcome = articles.search({"anchor", "--full", "--color", color});
    REQUIRE(outcome.code == 0);
    CHECK_FALSE(contains(outcome.out, "\x1b]"));
    CHECK_FALSE(contains(outcome.out, "\x1b[31m"));
    CHECK_FALSE(contains(outcome.out, "\xC2\x9B"));
    CHECK_FALSE(contains(outcome.out, "\x07"));
  }
}

TEST_CASE("A list of documents: the best paragraph of each, counted as documents") {
  const Articles articles;
  const Outcome page = articles.search({"anchor", "--documents"});
  CHECK(page.code == 0);
  CHECK(page.out.find("1 document with 2 paragraphs") == 0);
  CHECK(page.out.find("and 1 more in this document") != std::string::npos);
  const json result = json::parse(articles.search({"anchor", "--documents", "--json"}).out);
  REQUIRE(result["hits"].size() == 1);
  CHECK(result["hits"][0]["matches_in_document"] == 2);
  CHECK(result["total"]["documents"] == 1);
  CHECK(articles.search({"anchor", "--documents", "--per-document", "2"}).code == 2);
}

TEST_CASE("A document by its id, for people and as JSON") {
  const Articles articles;
  const Outcome page = articles.search({"--document", "pact"});
  CHECK(page.code == 0);
  CHECK(page.out.find("A pact on cables") == 0);
  CHECK(page.out.find("¶2 The ministers") != std::string::npos);
  const json document = json::parse(articles.search({"--document", "pact", "--json"}).out);
  CHECK(document["document"] == "pact");
  CHECK(document["paragraphs"].size() == 2);
  CHECK(document["paragraphs"][1]["paragraph"] == 2);
  CHECK(articles.search({"--document", "nowhere"}).code == 1);
  CHECK(articles.search({"--document", "pact", "cable"}).code == 2);
}

TEST_CASE("Totals up to a bound, years as bars, labels in another language") {
  const Articles articles;
  const json result = json::parse(
      articles
          .search({"anchor OR japan OR snow", "--count-limit", "1", "--facets=country,year",
                   "--histogram", "10", "--labels", "de", "--json"})
          .out);
  CHECK(result["total"] == json({{"paragraphs", 1}, {"documents", 1}, {"exact", false}}));
  const json& bars = result["facets"]["year"]["histogram"];
  REQUIRE(bars.size() == 4);
  CHECK(bars[0]["from"] == 2021);
  CHECK(bars[1] == json({{"from", 2022}, {"to", 2022}, {"paragraphs", 0}, {"documents", 0}}));
  CHECK_FALSE(result["facets"]["country"].contains("histogram"));
  CHECK(result.dump().find("Estland") != std::string::npos);
  const Outcome page = articles.search({"anchor", "--count-limit", "1"});
  CHECK(page.out.find("at least 1 paragraph in at least 1 document") == 0);
}

TEST_CASE("Synonyms of a file hold for a search; a mistake in it names file and line") {
  const Articles articles;
  const TemporaryDirectory directory;
  const std::string file = (directory / "words.txt").string();
  write_file(file, "# ships\nvessel = ship\nland of the rising sun = Japan\n");
  CHECK(articles.search({"vessel"}).code == 1);
  const Outcome found = articles.search({"vessel", "--synonyms", file, "--explain"});
  CHECK(found.code == 0);
  CHECK(found.out.find("\"vessel\" stands for its synonyms as well: \"ship\"") !=
        std::string::npos);
  CHECK(articles.search({"land of the rising sun rice", "--synonyms", file}).code == 0);
  write_file(file, "vessel = ship\nJapan\n");
  const Outcome wrong = articles.search({"vessel", "--synonyms", file});
  CHECK(wrong.code == 2);
  CHECK(wrong.err.find(file + ":2: ") != std::string::npos);
}

TEST_CASE("Context shows the neighbors of a hit") {
  const Articles articles;
  const json hit = articles.search({"ministers", "--context", "1", "--json"}).json()["hits"][0];
  REQUIRE(hit["paragraph"] == 2);
  REQUIRE(hit["context"]["before"].size() == 1);
  const std::string page = articles.search({"ministers", "--context", "1"}).out;
  CHECK(contains(page, "    ¶1 Estonia and Japan signed"));
  CHECK(contains(page, "    ¶2 The ministers"));  // which of them is the hit is told by its place
  CHECK(contains(page, ":1 ¶2\n"));
}

TEST_CASE("the option --explain says how the query was read") {
  const Articles articles;
  CHECK(articles.search({"anchor", "--explain"}).out.size() >
        articles.search({"anchor"}).out.size());
}

TEST_CASE("Options of the ranking change the order and the explanation, not what is found") {
  const Articles articles;
  const auto found = [&](std::vector<std::string> options) {
    options.insert(options.end(), {"estonia", "japan", "anchor", "--match", "any", "--json"});
    const Outcome outcome = articles.search(options);
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return json::parse(outcome.out);
  };
  const json standard = found({"--explain"});
  const json plain = found({"--plain-ranking", "--explain"});
  const json expanded = found({"--expand"});
  CHECK(standard["total"] == plain["total"]);
  CHECK(standard["total"] == expanded["total"]);
  CHECK(standard["explanation"].get<std::string>().find("hit 1:") != std::string::npos);
  CHECK(plain["explanation"].get<std::string>().find("hit 1:") == std::string::npos);
  CHECK_FALSE(standard.contains("expansion"));
  REQUIRE(expanded.contains("expansion"));
  CHECK_FALSE(expanded["expansion"].empty());
  const auto first = [&](std::vector<std::string> options) {
    options.insert(options.end(), {"japan", "estonia", "--match", "any", "--json"});
    return json::parse(articles.search(options).out)["hits"][0]["published"];
  };
  CHECK(first({}) == "2021-03-04");
  CHECK(first({"--recency", "30"}) == "2024-09-09");
  CHECK(articles.search({"estonia", "--recency", "0"}).code == 2);
  CHECK(articles.search({"estonia", "--recency", "soon"}).code == 2);
  CHECK(articles.search({"estonia", "--plain-ranking", "--expand"}).code == 2);
}

TEST_CASE("pilcrow-search --help and --version") {
  const Outcome help = run_search({"--help"});
  CHECK(help.code == 0);
  CHECK(contains(help.out, "Examples:"));
  CHECK(contains(help.out, "Exit codes"));
  CHECK(run_search({"--version"}).out.rfind("pilcrow-search ", 0) == 0);
}
