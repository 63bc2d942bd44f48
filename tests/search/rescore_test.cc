#include <algorithm>
#include <limits>
#include <random>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

using Place = std::pair<std::string, std::size_t>;

std::vector<Place> places(const SearchResult& result) {
  std::vector<Place> list;
  for (const Hit& hit : result.hits)
    list.emplace_back(hit.document_id, hit.paragraph.ordinal);
  return list;
}

Document english(std::string id, std::string text, std::string title = "") {
  Document document;
  document.id = std::move(id);
  document.title = std::move(title);
  document.text = std::move(text);
  document.language = "en";
  return document;
}

const char* const kQueries[] = {"harbor treaty",
                                "winter",
                                "signal river market",
                                "copper -Japan",
                                "\"treaty harbor\" garden",
                                "harbor OR (winter market)"};

RankingOptions everything() {
  return {.expand = true, .recency_half_life_days = 400};
}

SearchRequest request_of(const char* query, const RankingOptions& ranking, std::size_t limit) {
  SearchRequest request{.query = query, .match = Match::any, .limit = limit, .texts = false};
  request.ranking = ranking;
  return request;
}

}  // namespace

TEST_CASE("ranking options change no total, no facet count and not the set of hits") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(400, 5));
  const Searcher searcher(directory / "idx");
  for (const char* query : kQueries) {
    INFO(query);
    for (const Match match : {Match::any, Match::all, Match::automatic}) {
      SearchRequest plain = request_of(query, RankingOptions::plain(), 100'000);
      plain.match = match;
      plain.facets = default_facets();
      SearchRequest full = plain;
      full.ranking = everything();
      const SearchResult a = searcher.search(plain);
      const SearchResult b = searcher.search(full);
      REQUIRE(a.paragraphs.value > 0);
      CHECK(a.paragraphs.value == b.paragraphs.value);
      CHECK(a.documents.value == b.documents.value);
      std::vector<Place> one = places(a);
      std::vector<Place> other = places(b);
      std::sort(one.begin(), one.end());
      std::sort(other.begin(), other.end());
      CHECK(one == other);
      REQUIRE(a.facets.size() == b.facets.size());
      for (std::size_t f = 0; f < a.facets.size(); ++f) {
        REQUIRE(a.facets[f].values.size() == b.facets[f].values.size());
        for (std::size_t v = 0; v < a.facets[f].values.size(); ++v)
          CHECK(a.facets[f].values[v].paragraphs == b.facets[f].values[v].paragraphs);
      }
    }
  }
}

TEST_CASE("pages one after the other are the one large page, across the end of rescoring") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(400, 6));
  const Searcher searcher(directory / "idx");
  for (const std::size_t per_document : {0U, 1U, 2U}) {
    SearchRequest request = request_of("harbor treaty river", everything(), 100'000);
    request.per_document = per_document;
    const std::vector<Place> whole = places(searcher.search(request));
    if (per_document != 1) REQUIRE(whole.size() > kRescored + 50);
    request.limit = 37;
    std::vector<Place> pages;
    for (request.offset = 0; request.offset < whole.size(); request.offset += request.limit) {
      const std::vector<Place> page = places(searcher.search(request));
      pages.insert(pages.end(), page.begin(), page.end());
    }
    CHECK(pages == whole);
  }
}

TEST_CASE("words close together and in order rank above the same words apart") {
  const std::string filler = " and then many other things were said about the old town";
  const TemporaryDirectory directory;
  build_index(directory / "idx",
              {english("apart", "The ferry was late" + filler + " where the terminal stood."),
               english("reversed", "The terminal, ferry company" + filler + " where people stood."),
               english("phrase", "The ferry terminal was late" + filler + " where people stood."),
               english("filler", "Nothing of the kind was written here by anybody at all.")});
  const Searcher searcher(directory / "idx");
  CHECK(ids(searcher.search({.query = "ferry terminal"})) ==
        std::vector<std::string>{"phrase", "reversed", "apart"});
}

TEST_CASE("a word that holds the query's word lifts what matches and adds no match") {
  const TemporaryDirectory directory;
  std::vector<Document> corpus = {
      english("a",
              "Die Versorgung der Stadt ist sicher, sagte der Minister am Montag im Parlament."),
      english("b",
              "Die Versorgung der Stadt ist sicher, sagte die Wasserversorgung am Montag heute."),
      english("c",
              "Nur die Wasserversorgung wird hier genannt, sonst ist nichts zu lesen gewesen.")};
  for (Document& document : corpus)
    document.language = "de";
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "Versorgung Stadt", .match = Match::any};
  const SearchResult result = searcher.search(request);
  CHECK(ids(result) == std::vector<std::string>{"b", "a"});
  CHECK(result.hits[0].score > result.hits[1].score);
  request.ranking = RankingOptions::plain();
  CHECK(searcher.search(request).paragraphs.value == 2);
}

TEST_CASE("words that share letters with the query's count, whatever joins or parts them") {
  const TemporaryDirectory directory;
  const std::string filler = " wurde im Rat der Stadt am Montag lange und ohne Ergebnis beraten.";
  std::vector<Document> corpus = {
      english("compound", "Die Sicherheit der Stromversorgungsnetze" + filler),
      english("parts", "Die Sicherheit der Kunstausstellung" + filler),
      english("prefix", "Die Sicherheit der Netzbetreiber" + filler),
      english("typing", "Die Sicherheit der Versorgugn" + filler)};
  for (int i = 0; i < 12; ++i)
    corpus.push_back(english("far-" + std::to_string(i),
                             "Ganz anderes hier, Nummer " + std::to_string(i) + ", sonst nichts."));
  for (Document& document : corpus)
    document.language = "de";
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  const auto found = ids(
      searcher.search({.query = "Sicherheit Versorgungsnetz", .match = Match::any, .limit = 4}));
  REQUIRE(found.size() == 4);
  CHECK(found.front() == "compound");
  CHECK(found.back() == "parts");
  SearchRequest without{.query = "Sicherheit Versorgungsnetz", .match = Match::any, .limit = 4};
  without.ranking.related = false;
  CHECK(searcher.search(without).paragraphs.value == 4);
}

TEST_CASE("a paragraph is lifted by what the rest of its document says") {
  const TemporaryDirectory directory;
  const std::string neutral =
      "It was a long day of talks in the old hall, and the people who had come from far away went "
      "home late, some of them by train and some on foot, as they had done in the years before, "
      "when the hall was still new and the roof did not yet leak.";
  const std::string hit =
      "The glacier is looked at here in a few words, and then no more, because "
      "the writer had to leave the room for a while on that day in late spring, "
      "and nobody else in the room wanted to go on with what had been begun.";
  const std::string thickness =
      "Its thickness, measured by radar from the air, was written down by the two students who had "
      "been sent there in the first week of the summer, and again by others in the week after, so "
      "that both figures could be compared in the evening.";
  build_index(directory / "idx",
              {english("alone", hit + "\n\n" + neutral), english("with", hit + "\n\n" + thickness),
               english("other", neutral)});
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "glacier thickness", .match = Match::any};
  request.ranking = RankingOptions::plain();
  request.ranking.context = true;
  const SearchResult result = searcher.search(request);
  std::vector<std::string> glacier;
  for (const Hit& found : result.hits)
    if (found.paragraph.text.find("glacier") != std::string::npos)
      glacier.push_back(found.document_id);
  CHECK(glacier == std::vector<std::string>{"with", "alone"});
}

TEST_CASE("stop words decide between paragraphs that are alike otherwise, and match nothing") {
  const TemporaryDirectory directory;
  build_index(directory / "idx",
              {english("a", "Treaties ended wars, said some; others doubted that very much."),
               english("b", "Treaties ended wars because some said that others doubted very much."),
               english("c", "Because it rained, nobody came to the garden behind the house.")});
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "because treaties", .match = Match::any};
  const SearchResult result = searcher.search(request);
  CHECK(ids(result) == std::vector<std::string>{"b", "a"});
  CHECK(result.hits[0].score > result.hits[1].score);
}

TEST_CASE("a word that is said twice counts once where any word will do") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(100, 4));
  const Searcher searcher(directory / "idx");
  SearchRequest once{.query = "harbor treaty", .match = Match::any, .limit = 20};
  once.ranking = RankingOptions::plain();
  SearchRequest twice = once;
  twice.query = "harbor treaty harbors Harbor";
  const SearchResult a = searcher.search(once);
  const SearchResult b = searcher.search(twice);
  REQUIRE(a.hits.size() == 20);
  CHECK(places(a) == places(b));
  CHECK(a.hits[0].score == b.hits[0].score);
}

TEST_CASE("where any word will do, a word with a hyphen is found by its parts as well") {
  const TemporaryDirectory directory;
  build_index(directory / "idx",
              {english("apart", "After the attack on the bridge the cyber unit was called in."),
               english("phrase", "It was a cyber attack on the bridge, said the unit in the end."),
               english("whole", "A cyberattack on the bridge, said the unit in the very end."),
               english("none", "The bridge was painted green in spring and blue in autumn.")});
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "cyber-attack report", .match = Match::any};
  auto found = ids(searcher.search(request));
  REQUIRE(found.size() == 3);
  CHECK(found.back() == "apart");
  request.query = "cyber-attack bridge";
  request.match = Match::all;
  found = ids(searcher.search(request));
  std::sort(found.begin(), found.end());
  CHECK(found == std::vector<std::string>{"phrase", "whole"});
}

TEST_CASE("Chinese beside Latin letters is taken apart where any word will do") {
  const TemporaryDirectory directory;
  std::vector<Document> corpus = {english("a", "ARPANET 是最早的分组交换网络之一。"),
                                  english("b", "今天的天气很好我们去公园散步。")};
  for (Document& document : corpus)
    document.language = "zh";
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  CHECK(ids(searcher.search({.query = "ARPANET是什么", .match = Match::any})) ==
        std::vector<std::string>{"a"});
}

TEST_CASE("weights of the ranking are the caller's to change") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(100, 4));
  const Searcher searcher(directory / "idx");
  SearchRequest request = request_of("harbor treaty river", {}, 50);
  SearchRequest plain = request;
  plain.ranking = RankingOptions::plain();
  request.ranking.weights.proximity = 0;
  request.ranking.weights.related = 0;
  request.ranking.weights.context = 0;
  request.ranking.weights.stop_words = 0;
  request.ranking.weights.title = 0;
  CHECK(places(searcher.search(request)) == places(searcher.search(plain)));
}

TEST_CASE("a title that holds the words lifts a document's best paragraph most") {
  const TemporaryDirectory directory;
  std::string many;
  for (int i = 0; i < 12; ++i)
    many += "The glacier was measured again in year " + std::to_string(i) +
            " and its thickness was written into the book of the station, where everybody can read "
            "what was seen, by whom, on which day, at what hour and in which weather it was.\n\n";
  std::vector<Document> corpus = {english("titled", many, "Glacier thickness")};
  for (int i = 0; i < 6; ++i)
    corpus.push_back(english("other-" + std::to_string(i),
                             "Glacier thickness was found to shrink, and the thickness of each "
                             "glacier in the valley is known now: number " +
                                 std::to_string(i) + "."));
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  const SearchResult result = searcher.search({.query = "glacier thickness", .limit = 7});
  const auto found = ids(result);
  CHECK(std::count(found.begin(), found.end(), "titled") >= 1);
  CHECK(std::count(found.begin(), found.end(), "titled") <= 4);
}

TEST_CASE("newer paragraphs rank higher where recency is asked for") {
  const TemporaryDirectory directory;
  std::vector<Document> corpus;
  for (const int year : {0, 1990, 2024, 2010}) {
    corpus.push_back(
        english("y" + std::to_string(year), "The harbor opened again after the storm."));
    if (year > 0) corpus.back().published = Date{year, 5, 1};
  }
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "harbor"};
  request.ranking.recency_half_life_days = 3650;
  CHECK(ids(searcher.search(request)) == std::vector<std::string>{"y2024", "y2010", "y1990", "y0"});
}

TEST_CASE("expansion names the words it adds and finds what they point to") {
  const TemporaryDirectory directory;
  std::vector<Document> corpus = {
      english("1", "The vaccine protects against measles; immunization of children is free."),
      english("2", "A vaccine against measles: immunization began in the spring of that year."),
      english("3", "The vaccine and immunization campaign reached every village with measles."),
      english("4", "The vaccine store was painted green and has a new door and a large window."),
      english("5", "A vaccine needs measles as a horse needs immunization, said nobody ever."),
      english("6", "Fishing boats came back to the harbor before the storm began in the night.")};
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  SearchRequest request{.query = "vaccine"};
  CHECK(searcher.search(request).expansion.empty());
  request.ranking.expand = true;
  request.explain = true;
  const SearchResult result = searcher.search(request);
  REQUIRE_FALSE(result.expansion.empty());
  CHECK(std::count(result.expansion.begin(), result.expansion.end(), "measl") == 1);
  CHECK(std::count(result.expansion.begin(), result.expansion.end(), "vaccin") == 0);
  CHECK(result.hits.back().document_id == "4");
  CHECK(result.explanation.find("expanded by") != std::string::npos);
}

TEST_CASE("feedback leaves the first three hits in their places and orders what follows") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(400, 5));
  const Searcher searcher(directory / "idx");
  std::size_t moved = 0;
  for (const char* query : kQueries) {
    INFO(query);
    const auto before = places(searcher.search(request_of(query, {}, 200)));
    const auto after = places(searcher.search(request_of(query, {.expand = true}, 200)));
    REQUIRE(before.size() > 3);
    REQUIRE(before.size() == after.size());
    for (std::size_t i = 0; i < 3; ++i)
      CHECK(before[i] == after[i]);
    moved += before == after ? 0 : 1;
  }
  CHECK(moved > 0);
}

TEST_CASE("a function of the caller's orders the best hits, and pages still fit together") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(100, 8));
  const Searcher searcher(directory / "idx");
  SearchRequest request = request_of("harbor", {}, 30);
  const std::vector<Place> before = places(searcher.search(request));
  REQUIRE(before.size() == 30);
  std::size_t seen = 0;
  request.ranking.rescorer_limit = 20;
  request.ranking.rescorer = [&](std::string_view query, std::span<const Hit> hits,
                                 std::span<double> scores) {
    CHECK(query == "harbor");
    seen = hits.size();
    for (std::size_t i = 0; i < hits.size(); ++i) {
      CHECK_FALSE(hits[i].paragraph.text.empty());
      scores[i] = i == 3 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(i);
    }
  };
  std::vector<Place> expected(before.rbegin() + 10, before.rend());
  expected.erase(expected.end() - 4);
  expected.push_back(before[3]);
  expected.insert(expected.end(), before.begin() + 20, before.end());
  const SearchResult result = searcher.search(request);
  CHECK(seen == 20);
  CHECK(places(result) == expected);
  CHECK(result.hits[0].score == 19);
  CHECK(result.hits[0].rank == 1);
  request.offset = 15;
  request.limit = 10;
  CHECK(places(searcher.search(request)) ==
        std::vector<Place>(expected.begin() + 15, expected.begin() + 25));
}

TEST_CASE("more like a paragraph or a document finds its kin and not itself") {
  const TemporaryDirectory directory;
  std::vector<Document> corpus = {
      english("solar-1", "Solar panels on roofs feed electricity into the grid at noon."),
      english("solar-2", "At noon the grid takes electricity from solar panels on many roofs."),
      english("solar-3", "Roofs with solar panels: electricity for the grid, mostly at noon."),
      english("fish-1", "Herring and cod were landed by trawlers in the northern harbor."),
      english("fish-2", "In the northern harbor trawlers landed cod, and herring as well.")};
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  auto found = ids(searcher.more_like("solar-1", 1));
  std::sort(found.begin(), found.end());
  CHECK(found == std::vector<std::string>{"solar-2", "solar-3"});
  CHECK(ids(searcher.more_like_document("fish-2")) == std::vector<std::string>{"fish-1"});
  const auto code_of = [](auto&& call) {
    try {
      call();
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::io;
  };
  CHECK(code_of([&] { (void)searcher.more_like("nowhere", 1); }) == ErrorCode::not_found);
  CHECK(code_of([&] { (void)searcher.more_like("fish-1", 9); }) == ErrorCode::not_found);
  CHECK(code_of([&] { (void)searcher.more_like("fish-1", 1, {.query = "cod"}); }) ==
        ErrorCode::invalid_argument);
}

TEST_CASE("a short run of Han characters is a phrase, a long one a bag where any word will do") {
  const TemporaryDirectory directory;
  std::vector<Document> corpus = {english("whole", "我们在学习日本語的时候遇到了很多困难和问题。"),
                                  english("apart", "日本的作家写了一本関於法語与国語教学的书。"),
                                  english("other", "今天的天气很好我们去公园散步然后回家。")};
  for (Document& document : corpus)
    document.language = "zh";
  build_index(directory / "idx", corpus);
  const Searcher searcher(directory / "idx");
  CHECK(ids(searcher.search({.query = "日本語", .match = Match::any})) ==
        std::vector<std::string>{"whole"});
  const SearchResult question =
      searcher.search({.query = "学习日本語有什么困难？", .match = Match::any});
  REQUIRE_FALSE(question.hits.empty());
  CHECK(question.hits[0].document_id == "whole");
  CHECK(searcher.search({.query = "学习日本語有什么困难？", .match = Match::all}).hits.empty());
}

TEST_CASE("the parts of a hit's score are explained") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(50, 9));
  const Searcher searcher(directory / "idx");
  const SearchResult result =
      searcher.search({.query = "harbor treaty", .match = Match::any, .explain = true});
  CHECK(result.explanation.find("hit 1: ") != std::string::npos);
  CHECK(result.explanation.find("proximity") != std::string::npos);
}
