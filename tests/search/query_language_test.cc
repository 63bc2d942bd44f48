// Every line of the query language, by what it finds.

#include <algorithm>
#include <set>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

Document titled_page(std::string id, std::string title, std::string text,
                     std::string heading = "") {
  Document document;
  document.id = std::move(id);
  document.title = std::move(title);
  document.language = "en";
  document.published = Date{2019 + (document.id.back() - 'a'), 5, 1};
  if (!heading.empty()) {
    document.blocks.push_back({.kind = BlockKind::heading, .level = 2, .text = heading});
    document.blocks.push_back({.kind = BlockKind::paragraph, .text = text});
    document.text = heading + "\n\n" + text;
    document.blocks[0].bytes = {0, heading.size()};
    document.blocks[1].bytes = {heading.size() + 2, document.text.size()};
  } else {
    document.text = std::move(text);
  }
  return document;
}

const TemporaryDirectory& shelf() {
  static const TemporaryDirectory directory;
  static const bool built = [] {
    Document energy = titled_page("e", "Five letters", "Prices of gas and power rose again.");
    energy.tags = {{"topic", "energy"}};
    build_index(
        directory / "idx",
        {titled_page("a", "Cables under water",
                     "The sea level is rising, and a secured cable rose from the sea in Estonia."),
         titled_page("b", "Ponies of Latvia",
                     "A pony is small. Ponies graze in Latvia, where security is good."),
         titled_page("c", "Grain", "Wheat and grain leave Odesa for Tokyo in Japan. Rose gardens.",
                     "Lessons Learned"),
         titled_page("d", "Memory", "In 2007 the anchor hit, far from any shore; then the cable."),
         energy});
    return true;
  }();
  CHECK(built);
  return directory;
}

/// The ids of the documents that a query finds, in order of their names.
std::string found(const std::string& query, Match match = Match::all) {
  static const Searcher searcher(shelf() / "idx");
  std::set<std::string> ids;
  for (const Hit& hit : searcher.search({.query = query, .match = match, .limit = 100}).hits)
    ids.insert(hit.document_id);
  std::string joined;
  for (const std::string& id : ids)
    joined += id;
  return joined;
}

}  // namespace

TEST_CASE("every line of the query language finds what it says") {
  struct Line {
    std::string query;
    std::string documents;
  };
  const std::vector<Line> lines{
      {"cable sea", "a"},
      {"\"sea level\"", "a"},
      {"\"level sea\"", ""},
      {"cable -sea", "d"},
      {"cable NOT sea", "d"},
      {"cable AND sea", "a"},
      {"wheat OR pony", "bc"},
      {"(wheat OR pony) AND odesa", "c"},
      {"title:cables", "a"},
      {"title:cable OR title:grain", "ac"},
      {"heading:lessons", "c"},
      {"heading:grain", ""},
      {"country:JP", "c"},
      {"country:japan", "c"},
      {"country:(EE OR LV)", "ab"},
      {"country:baltic", "ab"},
      {"-country:EE cable", "d"},
      {"topic:energy", "e"},
      {"year:2020", "b"},
      {"year:2020..2021", "bc"},
      {"year:2022..", "de"},
      {"year:..2019", "a"},
      {"about:2007", "d"},
      {"securit*", "b"},
      {"secur*", "ab"},
      {"pon*", "b"},
      {"pony*", "b"},
      {"ponies*", "b"},
      {"title:cab*", "a"},
      {"title:pony*", ""},
      {"title:ponies*", "b"},
      {"heading:learn*", "c"},
      {"wheet~", "c"},
      {"whaet~", "c"},
      {"securrity~2", "b"},
      {"cable NEAR/2 secured", "a"},
      {"anchor NEAR/5 cable", ""},
      {"anchor NEAR/9 cable", "d"},
      {"cable NEAR/9 anchor", "d"},
      {"\"sea level\" NEAR/2 rising", "a"},
      {"\"the sea level\" NEAR/2 rising", "a"},
      {"\"sea level\" NEAR/1 rising", ""},
      {"cab* NEAR/3 rose", "a"},
      {"=rose NEAR/3 cable", "a"},
      {"=Rose NEAR/3 cable", ""},
      {"=rose", "ae"},
      {"=Rose", "c"},
      {"=\"Lessons Learned\"", "c"},
      {"=\"lessons learned\"", ""},
      {"=\"Ponies graze\"", "b"},
      {"=ponies", ""},
  };
  for (const Line& line : lines) {
    INFO(line.query);
    CHECK(found(line.query) == line.documents);
  }
}

TEST_CASE("wildcards and fuzzy words mark what is written so, and nothing else") {
  const Searcher searcher(shelf() / "idx");
  const auto marked = [&](const std::string& query) {
    std::vector<std::string> words;
    for (const Hit& hit : searcher.search({.query = query}).hits)
      for (const Span& span : hit.highlights)
        words.push_back(hit.paragraph.text.substr(span.begin, span.size()));
    std::sort(words.begin(), words.end());
    return words;
  };
  using Words = std::vector<std::string>;
  CHECK(marked("securit*") == Words{"security"});
  CHECK(marked("secur*") == Words{"secured", "security"});
  CHECK(marked("ponies*") == Words{"Ponies"});
  CHECK(marked("pony") == Words{"Ponies", "pony"});
  CHECK(marked("\"sea level\" NEAR/2 rising") == Words{"rising", "sea level"});
}

TEST_CASE("a wildcard that stands for too many words takes the most frequent and says so") {
  const TemporaryDirectory directory;
  std::string text = "abacus abacus abacus. ";
  for (char a = 'a'; a <= 'z'; ++a)
    for (char b = 'b'; b <= 'f'; ++b)
      text += std::string("ab") + a + b + "x. ";
  build_index(directory / "idx", {titled_page("a", "", text), titled_page("b", "", "abacus")});
  const Searcher searcher(directory / "idx");
  const SearchResult result = searcher.search({.query = "ab*"});
  CHECK(result.paragraphs.value >= 2);
  REQUIRE(result.notes.size() == 1);
  CHECK(result.notes[0].message.find("stands for more than 100 words") != std::string::npos);
  CHECK(searcher.search({.query = "abacu*"}).notes.empty());
}

TEST_CASE("explain tells how each word was read, expanded and dropped") {
  const Searcher searcher(shelf() / "idx");
  const std::string text =
      searcher.search({.query = "the cables secur* wheet~", .match = Match::any, .explain = true})
          .explanation;
  INFO(text);
  CHECK(text.find("\"the\" is too common to count") != std::string::npos);
  CHECK(text.find("\"cables\" is read as cabl") != std::string::npos);
  CHECK(text.find("\"secur*\" was expanded to secured security") != std::string::npos);
  CHECK(text.find("\"wheet~\" was expanded to wheat") != std::string::npos);
}

TEST_CASE("did you mean leaves alone what is found often enough") {
  const TemporaryDirectory directory;
  std::vector<Document> documents;
  for (int i = 0; i < 300; ++i)
    documents.push_back(titled_page("n" + std::to_string(i) + "a", "", "The government met."));
  documents.push_back(titled_page("xa", "", "The goverment met."));
  for (int i = 0; i < 12; ++i)
    documents.push_back(titled_page("p" + std::to_string(i) + "a", "", "A parliment sat."));
  for (int i = 0; i < 90; ++i)
    documents.push_back(titled_page("q" + std::to_string(i) + "a", "", "A parliament sat."));
  build_index(directory / "idx", documents);
  const Searcher searcher(directory / "idx");
  const auto suggestion = [&](const std::string& query) {
    return searcher.search({.query = query}).suggestion.value_or("");
  };
  CHECK(suggestion("govermnent") == "government");
  CHECK(suggestion("goverment") == "government");  // once, against three hundred
  CHECK(suggestion("government").empty());
  CHECK(suggestion("parliment").empty());  // twelve paragraphs are enough
  CHECK(suggestion("sat govermnent") == "sat government");
}

TEST_CASE("did you mean keeps to the language of the rest of the query") {
  const TemporaryDirectory directory;
  std::vector<Document> documents;
  for (int i = 0; i < 30; ++i)
    documents.push_back(
        titled_page("en" + std::to_string(i) + "a", "", "The nation spoke of water."));
  for (int i = 0; i < 60; ++i) {
    documents.push_back(titled_page("et" + std::to_string(i) + "a", "", "Vesi on natiom ja jää."));
    documents.back().language = "et";
  }
  build_index(directory / "idx", documents);
  const Searcher searcher(directory / "idx");
  CHECK(searcher.search({.query = "water natiol"}).suggestion.value_or("") == "water nation");
  CHECK(searcher.search({.query = "vesi natiol"}).suggestion.value_or("") == "vesi natiom");
}

TEST_CASE("a paragraph that holds markup is shown as text in a page") {
  const TemporaryDirectory directory;
  build_index(
      directory / "idx",
      {titled_page("a", "", "Never trust <script>alert('cable')</script> & a \"cable\" here.")});
  const SearchResult result = Searcher(directory / "idx").search({.query = "cable"});
  REQUIRE(result.hits.size() == 1);
  const std::string html = render_snippet(result.hits[0], marks::html());
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("&lt;script&gt;alert(&#39;<mark>cable</mark>&#39;)&lt;/script&gt; &amp; a "
                  "&quot;<mark>cable</mark>&quot;") != std::string::npos);
}
