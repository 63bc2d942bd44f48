#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "analyze/terms.h"
#include "pilcrow/analyzer.h"
#include "support/catch.h"
#include "text/words.h"

using pilcrow::Analyzer;
using pilcrow::Token;
using pilcrow::test::all_terms;

namespace {

const std::vector<std::string>& languages() {
  static const std::vector<std::string> all{"",   "en", "de", "fr", "et", "lt", "lv", "ru", "ja",
                                            "zh", "tr", "sv", "fi", "es", "ro", "it", "ar", "hu"};
  return all;
}

// Texts of pieces that meet in every way.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces{
      "a",  "US",    "U.S.", "us",    "s",   "l",    "d",    "qu",  "Estonia",   "attack",   "été",
      "É",  "ß",     "õlu",  "šalis", "И",   "ё",    "ий",   "İ",   "ı",         "日本",     "の",
      "ﾋﾞ", "한국",  "ไทย",  "1",     "000", "3",    "2024", "12",  "e\xCC\x81", "\xC2\xAD", "צה",
      "ل",  "हिन्दी", "CO₂",  "½",     "😀",   "\xFF", "\xC3", "'",   "’",         "-",        "-",
      ".",  ".",     ",",    " ",     " ",   " ",    "\n",   "-\n", "\xC2\xA0",  "·"};
  std::uniform_int_distribution<std::size_t> length(0, 25);
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  std::string text;
  for (std::size_t i = length(random); i > 0; --i)
    text += pieces[pick(random)];
  return text;
}

bool contains(const std::vector<std::string>& terms, const std::string& term) {
  return std::find(terms.begin(), terms.end(), term) != terms.end();
}

}  // namespace

TEST_CASE("tokens of any text are in order, inside it and never too long") {
  const Analyzer analyzer;
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    const std::string& language = languages()[static_cast<std::size_t>(round) % languages().size()];
    INFO(language << ": " << text);
    std::uint32_t position = 0;
    std::size_t begin = 0;
    for (const Token& token : analyzer.analyze(text, language)) {
      REQUIRE(token.position >= position);
      REQUIRE(token.bytes.begin >= begin);
      REQUIRE(token.bytes.end > token.bytes.begin);
      REQUIRE(token.bytes.end <= text.size());
      REQUIRE(!token.term.empty());
      REQUIRE(token.term.size() <= 64);
      if (token.position > position) begin = token.bytes.begin;
      position = token.position;
    }
  }
}

TEST_CASE("the bytes of a token, analyzed alone, give its term") {
  const Analyzer analyzer;
  std::mt19937 random(12);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    const std::string& language = languages()[static_cast<std::size_t>(round) % languages().size()];
    INFO(language << ": " << text);
    for (const Token& token : analyzer.analyze(text, language)) {
      const std::string bytes = text.substr(token.bytes.begin, token.bytes.size());
      INFO(bytes << " → " << token.term);
      REQUIRE(contains(all_terms(bytes, language), token.term));
    }
  }
}

TEST_CASE("a word typed without its accents finds it, in every language that folds them") {
  const std::vector<std::string> words{
      "sécurité",   "négociées", "élève",    "Häuser",    "größten",  "nación",      "elección",
      "libertății", "tarybų",    "žmonių",   "ėjimas",    "drošības", "ācis",        "sääski",
      "cidadãos",   "coração",   "perché",   "città",     "Łódź",     "příležitost", "самолёты",
      "ελευθερίας", "şehirler",  "özgürlük", "szabadság", "őszinte",  "été",         "naïveté"};
  for (const char* language :
       {"en", "de", "fr", "lt", "lv", "ru", "ro", "it", "pt", "el", "ca", "nl", "cs", "pl", ""}) {
    for (const std::string& word : words) {
      std::string plain;
      pilcrow::internal::fold_word(word, true, plain);
      INFO(language << ": " << word << " " << plain);
      CHECK(contains(all_terms(word, language), all_terms(plain, language).front()));
    }
  }
}

TEST_CASE("a query for a piece of a Japanese or Chinese text finds the text") {
  const std::string text = "東京都は日本の首都であり、網絡安全と国際連合について話し合った";
  const auto terms = all_terms(text, "ja");
  for (const char* piece :
       {"東京", "京都", "日本", "首都であり", "網絡", "安全", "国際連合", "連合"}) {
    for (const std::string& term : all_terms(piece, "zh"))
      CHECK(contains(terms, term));
  }
}

TEST_CASE("texts made to be slow are analyzed in time linear in their length") {
  const Analyzer analyzer;
  const std::size_t size = 1'000'000;
  for (const char* piece :
       {"x",         "é",  "日", "ไท",   "1,000,",   "111,", "1.",  "a.",    "a-",
        "a'",        "'",  "-",  "\xFF", "\xCC\x81", "l'",   "US ", "ab-\n", "\xE2\x80\x8D",
        "e\xCC\x81", "ー", "한", "½",    "😀"}) {
    std::string text;
    while (text.size() < size)
      text += piece;
    const auto begin = std::chrono::steady_clock::now();
    for (const char* language : {"en", "fr", "tr"})
      CHECK_FALSE(analyzer.analyze(text + " end", language).empty());
    const auto seconds = std::chrono::steady_clock::now() - begin;
    INFO(piece);
    CHECK(seconds < std::chrono::seconds(30));
  }
}

TEST_CASE("random bytes are analyzed without complaint") {
  const Analyzer analyzer;
  std::mt19937 random(13);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 3000; ++round) {
    std::string text(200, ' ');
    for (char& c : text)
      c = static_cast<char>(byte(random));
    for (const Token& token : analyzer.analyze(
             text, languages()[static_cast<std::size_t>(round) % languages().size()])) {
      REQUIRE(token.bytes.end <= text.size());
    }
  }
}
