#include "pilcrow/analyzer.h"

#include <algorithm>
#include <string>

#include "analyze/terms.h"
#include "support/catch.h"

using pilcrow::Analyzer;
using pilcrow::Token;
using pilcrow::test::all_terms;
using pilcrow::test::terms_of;

TEST_CASE("forms of a word meet in one term, in its language") {
  CHECK(terms_of("The cities defended themselves", "en") == "the citi defend themselv");
  CHECK(terms_of("generously defended CITIES", "en-GB") == "generous defend citi");
  CHECK(terms_of("Freiheiten", "de") == terms_of("Freiheit", "de"));
  CHECK(terms_of("négociations", "fr") == terms_of("négociation", "fr"));
  CHECK(terms_of("saugumo", "lt") == terms_of("saugumas", "lt"));
  CHECK(terms_of("безопасности", "ru") == terms_of("безопасность", "ru"));
  CHECK(terms_of("elecciones", "es") == terms_of("elección", "es"));
  CHECK(terms_of("libertăților", "ro") == terms_of("libertăţilor", "ro"));
  CHECK(terms_of("evlerinde", "tr") == terms_of("ev", "tr"));
}

TEST_CASE("languages without a stemmer keep their words whole") {
  CHECK(terms_of("Küberrünnakute vastu", "et") == "küberrünnakute vastu");
  CHECK(terms_of("Drošības politika", "lv") == "drosibas politika");
  CHECK(terms_of("Cities", "") == "cities");
  CHECK(terms_of("Cities", "xx") == "cities");
  CHECK(terms_of("Cities", "porter") == "cities");
  CHECK_FALSE(terms_of("Cities", "en\0glish").empty());
}

TEST_CASE("stemming can be switched off") {
  const Analyzer unstemmed(pilcrow::AnalyzerOptions{.stem = false});
  const auto tokens = unstemmed.analyze("Défense CITIES", "fr");
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[0].term == "defense");
  CHECK(tokens[1].term == "cities");
  CHECK(unstemmed.fingerprint() != Analyzer().fingerprint());
}

TEST_CASE("accents are folded after stemming, and who leaves them out finds the word") {
  CHECK(terms_of("Élysée", "en") == "elyse");
  CHECK(terms_of("sécurité", "fr") == "secur/securit");
  CHECK(terms_of("securite", "fr") == "securit");
  CHECK(terms_of("Häuser", "de") == terms_of("Hauser", "de"));
  CHECK(terms_of("Šiauliai Žemaitė", "lt").find("siaul") == 0);
  CHECK(terms_of("самолёт", "ru") == terms_of("самолет", "ru"));
  CHECK(terms_of("Königsberg", "en") == "konigsberg");
}

TEST_CASE("letters that a language tells apart are not merged") {
  CHECK(terms_of("õlu olu", "et") == "õlu olu");
  CHECK(terms_of("här", "sv") != terms_of("har", "sv"));
  CHECK(terms_of("väli vali", "fi") != terms_of("vali vali", "fi"));
  CHECK(terms_of("año", "es") != terms_of("ano", "es"));
  CHECK(terms_of("kıta", "tr") != terms_of("kita", "tr"));
  CHECK(terms_of("Київ", "uk") == "київ");
  CHECK(terms_of("мой", "uk") != terms_of("мои", "uk"));
  CHECK(terms_of("ガス", "ja") != terms_of("カス", "ja"));
  // In a text of another language they are accents.
  CHECK(terms_of("Göteborg", "en") == "goteborg");
}

TEST_CASE("case and width do not matter, and the Turkish i has two") {
  CHECK(terms_of("ESTONIA ＮＡＴＯ", "et") == "estonia nato");
  CHECK(terms_of("STRASSE", "de") == terms_of("Straße", "de"));
  CHECK(terms_of("IŞIK", "tr") == terms_of("ışık", "tr"));
  CHECK(terms_of("İSTANBUL", "tr") == terms_of("istanbul", "tr"));
  CHECK(terms_of("ΕΛΛΆΔΑΣ", "el") == terms_of("Ελλάδας", "el"));
  CHECK(terms_of("ЭСТОНИЯ", "ru") == terms_of("Эстония", "ru"));
  CHECK(terms_of("eBay McDonald", "en") == "ebay mcdonald");
}

TEST_CASE("offsets are those of the word's bytes in the text") {
  const Analyzer analyzer;
  const std::string text = "Où l’Estonie\xFF: (U.S.)  cyber-attacks, 1 000!";
  std::vector<std::string> seen;
  for (const Token& token : analyzer.analyze(text, "fr")) {
    seen.push_back(token.term + "=" + text.substr(token.bytes.begin, token.bytes.size()));
  }
  CHECK(seen == std::vector<std::string>{"ou=Où", "eston=Estonie", "u.s.=U.S.", "cyb=cyber",
                                         "cyberattack=cyber-attacks", "attack=attacks", "1=1",
                                         "000=000"});
}

TEST_CASE("words longer than a term are cut and told apart by a hash") {
  const std::string long_word(10000, 'x');
  const auto first = all_terms(long_word, "en");
  const auto second = all_terms(long_word + "y", "en");
  REQUIRE(first.size() == 1);
  REQUIRE(second.size() == 1);
  CHECK(first[0].size() <= 64);
  CHECK(first[0] != second[0]);
  CHECK(first[0].substr(0, 40) == std::string(40, 'x'));
  CHECK(all_terms(long_word, "en") == first);
  CHECK(all_terms(std::string(80, 'X'), "en") == all_terms(std::string(80, 'x'), "en"));
  std::string accents;
  for (int i = 0; i < 200; ++i)
    accents += "ő";
  for (const std::string& term : all_terms(accents, "hu"))
    CHECK(term.size() <= 64);
}

TEST_CASE("stop words are known in many languages, as they are written") {
  const Analyzer analyzer;
  CHECK(analyzer.is_stop_word("the", "en"));
  CHECK(analyzer.is_stop_word("The", "en"));
  CHECK(analyzer.is_stop_word("don’t", "en"));
  CHECK(analyzer.is_stop_word("und", "de"));
  CHECK(analyzer.is_stop_word("über", "de"));
  CHECK(analyzer.is_stop_word("été", "fr"));
  CHECK(analyzer.is_stop_word("ning", "et"));
  CHECK(analyzer.is_stop_word("yra", "lt"));
  CHECK(analyzer.is_stop_word("или", "ru"));
  CHECK(analyzer.is_stop_word("です", "ja"));
  CHECK(analyzer.is_stop_word("și", "ro"));
  CHECK(analyzer.is_stop_word("İÇİN", "tr"));
  CHECK(analyzer.is_stop_word("της", "el"));
  CHECK_FALSE(analyzer.is_stop_word("Estonia", "en"));
  CHECK_FALSE(analyzer.is_stop_word("the", "de"));
  CHECK_FALSE(analyzer.is_stop_word("the", ""));
  CHECK_FALSE(analyzer.is_stop_word("", "en"));
}

TEST_CASE("capitals that abbreviate a name are no stop words") {
  const Analyzer analyzer;
  CHECK(analyzer.is_stop_word("us", "en"));
  CHECK(analyzer.is_stop_word("It", "en"));
  CHECK_FALSE(analyzer.is_stop_word("US", "en"));
  CHECK_FALSE(analyzer.is_stop_word("IT", "en"));
}

TEST_CASE("the fingerprint names what shapes terms and does not change by itself") {
  const std::string fingerprint = Analyzer().fingerprint();
  CHECK(fingerprint == Analyzer().fingerprint());
  for (const char* part : {"rules ", "stems ", "stop words ", "ICU "}) {
    CHECK(fingerprint.find(part) != std::string::npos);
  }
}

TEST_CASE("the languages with a stemmer are Snowball's") {
  const auto languages = Analyzer::stemmed_languages();
  CHECK(std::is_sorted(languages.begin(), languages.end()));
  for (const char* code : {"de", "en", "fr", "lt", "ru", "ta", "tr"}) {
    CHECK(std::count(languages.begin(), languages.end(), code) == 1);
  }
  CHECK(std::count(languages.begin(), languages.end(), "ja") == 0);
}
