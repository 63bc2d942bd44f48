#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "search/highlight.h"
#include "search/sentences.h"
#include "support/catch.h"
#include "text/utf8.h"
#include "text/words.h"

using namespace pilcrow;
using namespace pilcrow::internal;

namespace {

std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> out;
  for (const Span& span : find_sentences(text))
    out.push_back(text.substr(span.begin, span.size()));
  return out;
}

using Strings = std::vector<std::string>;

/// Every place of every word, the n-th word being leaf n.
std::vector<LeafMatch> places(const std::string& text, const Strings& words) {
  std::vector<LeafMatch> matches;
  for (std::size_t leaf = 0; leaf < words.size(); ++leaf) {
    for (std::size_t at = text.find(words[leaf]); at != std::string::npos;
         at = text.find(words[leaf], at + 1)) {
      matches.push_back({leaf, {{at, at + words[leaf].size()}}});
    }
  }
  std::sort(matches.begin(), matches.end(), [](const LeafMatch& a, const LeafMatch& b) {
    return a.bytes.front() < b.bytes.front();
  });
  return matches;
}

std::string snippet(const std::string& text, const Strings& words, std::size_t target = 300,
                    const std::vector<double>& weights = {}) {
  const Span span = choose_snippet(text, places(text, words), weights, target);
  REQUIRE(span.begin <= span.end);
  REQUIRE(span.end <= text.size());
  return text.substr(span.begin, span.size());
}

}  // namespace

TEST_CASE("Sentences end at marks that end sentences") {
  CHECK(sentences_of("One. Two! Three? Four… Five") ==
        Strings{"One.", "Two!", "Three?", "Four…", "Five"});
  CHECK(sentences_of("He said: “Go.” Then he went. (Alone.) And back.") ==
        Strings{"He said: “Go.”", "Then he went.", "(Alone.)", "And back."});
  CHECK(sentences_of("Mr. Smith of the U.S. Army met J. R. Tamm, cf. No. 5. They spoke.") ==
        Strings{"Mr. Smith of the U.S. Army met J. R. Tamm, cf. No. 5.", "They spoke."});
  CHECK(sentences_of("It grew by 3.5 per cent. 1. First point. No. It fell.") ==
        Strings{"It grew by 3.5 per cent.", "1. First point.", "No.", "It fell."});
  CHECK(sentences_of("“Really?” he asked. Yes... and no. “Well.”") ==
        Strings{"“Really?” he asked.", "Yes... and no.", "“Well.”"});
  CHECK(sentences_of("海面が上昇する。島は沈む！本当？はい") ==
        Strings{"海面が上昇する。", "島は沈む！", "本当？", "はい"});
  CHECK(sentences_of("هل هذا صحيح؟ نعم. यह सच है। हाँ।") ==
        Strings{"هل هذا صحيح؟", "نعم.", "यह सच है।", "हाँ।"});
  CHECK(sentences_of("Öeldi. Ökoloogia on tähtis. ära mine") ==
        Strings{"Öeldi.", "Ökoloogia on tähtis. ära mine"});
  CHECK(sentences_of(" line one \n line two ") == Strings{"line one", "line two"});
  CHECK(sentences_of("see example.org/a.b for v1.2") == Strings{"see example.org/a.b for v1.2"});
  CHECK(sentences_of("").empty());
  CHECK(sentences_of(" \n ").empty());
  CHECK(sentences_of("...") == Strings{"..."});
}

TEST_CASE("A short text is its own snippet") {
  CHECK(snippet("Estonia met Japan.", {"Japan"}) == "Estonia met Japan.");
  CHECK(snippet("", {}).empty());
  CHECK(snippet("  \n", {}).empty());
}

TEST_CASE("Without matches the snippet is the beginning") {
  const std::string text = "First sentence here. Second sentence here. Third sentence here.";
  CHECK(snippet(text, {}, 45) == "First sentence here. Second sentence here.");
  CHECK(snippet(text, {}, 30) == "First sentence here.");
  CHECK(snippet("one two three four five six", {}, 15) == "one two three");
}

TEST_CASE(
    "The window holds the most distinct leaves, then the most matches, then is the earliest") {
  const std::string text =
      "The sea is wide. The sea, the sea, the sea. A level road. The sea level rises. "
      "The sea level falls.";
  CHECK(snippet(text, {"sea", "level"}, 24) == "The sea level rises.");
  CHECK(snippet(text, {"sea"}, 30) == "The sea, the sea, the sea.");
  CHECK(snippet(text, {"wide", "road"}, 20, {1.0, 2.0}) == "A level road.");
  CHECK(snippet(text, {"wide", "road"}, 20, {2.0, 1.0}) == "The sea is wide.");
  CHECK(snippet(text, {"wide", "road"}, 20) == "The sea is wide.");
}

TEST_CASE("A snippet is filled with whole sentences, three at most") {
  const std::string text = "A one. B two. C three. D four. E five.";
  CHECK(snippet(text, {"two"}, 300) == "B two. C three. D four.");
  CHECK(snippet(text, {"two"}, 15) == "B two. C three.");
  CHECK(snippet(text, {"five"}, 300) == "C three. D four. E five.");
  CHECK(snippet(text, {"five"}, 15) == "D four. E five.");
}

TEST_CASE("A long sentence is cut at borders of words around its matches") {
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "filler ";
  text += "the well-known sea level of l'Estonie ";
  for (int i = 0; i < 100; ++i)
    text += "filler ";
  text += "end.";
  const std::string cut = snippet(text, {"sea level"}, 100);
  CHECK(cut.size() <= 100);
  CHECK(cut.size() > 80);
  CHECK(cut.find("the well-known sea level of l'Estonie") != std::string::npos);
  CHECK(cut.starts_with("filler "));
  CHECK(cut.ends_with(" filler"));
  CHECK(snippet(text, {"sea level"}, 12) == "sea level");
  CHECK(snippet(text, {"known"}, 8).find("well-known") != std::string::npos);
  CHECK(snippet(text, {"Estonie"}, 9).find("l'Estonie") != std::string::npos);
}

TEST_CASE("A second phrase that does not fit is left out whole") {
  const std::string text =
      "one two three four sea level five six seven eight nine ten eleven twelve sea level thirteen";
  for (std::size_t target = 10; target < 90; ++target) {
    const std::string cut = snippet(text, {"sea level"}, target);
    INFO(cut);
    CHECK((cut.find("sea level") != std::string::npos));
    CHECK_FALSE(cut.ends_with(" sea"));
    CHECK_FALSE(cut.starts_with("level"));
  }
}

TEST_CASE("A phrase is never broken, not even by the end of a sentence or of the room") {
  const std::string text = "He spoke of the sea. Level it was, and wide. Nobody heard it.";
  CHECK(snippet(text, {"sea. Level"}, 25).find("sea. Level") != std::string::npos);
  CHECK(snippet(text, {"the sea. Level it was, and wide"}, 10).find("the sea. Level it was, and") !=
        std::string::npos);
}

TEST_CASE("Scripts without spaces are cut between words, and never inside a character") {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += "私たちは東京の海面上昇について話した、";
  const Span span = choose_snippet(text, places(text, {"海面"}), {}, 100);
  CHECK(span.size() <= 220);
  CHECK(span.size() >= 60);
  CHECK(floor_to_character(text, span.begin) == span.begin);
  CHECK(floor_to_character(text, span.end) == span.end);
  std::vector<Word> words;
  split_words(text, words);
  for (const Word& word : words) {
    CHECK_FALSE((word.begin < span.begin && span.begin < word.end));
    CHECK_FALSE((word.begin < span.end && span.end < word.end));
  }
}

TEST_CASE("A word without end is cut between characters as people see them") {
  std::string letters(100'000, 'x');
  CHECK(snippet(letters, {}, 50).size() <= 150);
  std::string accents;
  for (int i = 0; i < 10'000; ++i)
    accents += "e\u0301";
  const std::string cut = snippet(accents, {}, 50);
  CHECK(cut.size() <= 153);
  CHECK(cut.size() % 3 == 0);
  std::string family;
  for (int i = 0; i < 1000; ++i)
    family += "👩‍👩‍👧";
  CHECK(snippet(family, {}, 50).size() % std::string("👩‍👩‍👧").size() == 0);
}

TEST_CASE("Whatever the text and the matches, the window is sound") {
  std::mt19937 random(3);
  const Strings pieces{"sea", "level ", " ",    ". ", "! ", "õ", "海", "。",  "-",
                       "'",   "\xff",   "🙂", "a",  "\n", "“", "” ", "Mr.", "x x x x x x x x x "};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 120; n > 0; --n)
      text += pieces[random() % pieces.size()];
    const std::size_t target = 5 + random() % 120;
    const auto matches = places(text, {"sea", "level", "海"});
    const Span span = choose_snippet(text, matches, {1.0, 0.5}, target);
    INFO("text: " << text << " target " << target);
    REQUIRE(span.begin <= span.end);
    REQUIRE(span.end <= text.size());
    REQUIRE(span.size() <= target + 2 * 100 + 20);
    if (text.find('\xff') == std::string::npos) {
      REQUIRE(floor_to_character(text, span.begin) == span.begin);
      REQUIRE(floor_to_character(text, span.end) == span.end);
    }
    bool holds_match = matches.empty();
    for (const LeafMatch& match : matches) {
      const Span bytes = match.bytes.front();
      holds_match = holds_match || (span.begin <= bytes.begin && bytes.end <= span.end);
      REQUIRE_FALSE((bytes.begin < span.begin && span.begin < bytes.end));
      REQUIRE_FALSE((bytes.begin < span.end && span.end < bytes.end));
    }
    REQUIRE(holds_match);
  }
}

TEST_CASE("A snippet of a megabyte of matches takes milliseconds") {
  std::string text;
  for (int i = 0; i < 100'000; ++i)
    text += i % 7 == 0 ? "sea level. " : "sea level ";
  const auto matches = places(text, {"sea", "level"});
  const auto start = std::chrono::steady_clock::now();
  const Span span = choose_snippet(text, matches, {}, 300);
  CHECK(span.size() <= 300);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  CHECK(took.count() < 2.0);
}
