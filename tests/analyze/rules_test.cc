#include <string>

#include "analyze/terms.h"
#include "support/catch.h"

using pilcrow::test::terms_of;

TEST_CASE("possessives and contracted verbs go") {
  CHECK(terms_of("Estonia's allies' ships", "en") == "estonia alli ship");
  CHECK(terms_of("ESTONIA’S", "en") == "estonia");
  CHECK(terms_of("Merkels Deutschland, Klaus' Haus", "de") == "merkel deutschland klaus haus");
  CHECK(terms_of("Tom's Auto", "de") == "tom auto");
  CHECK(terms_of("we'll they're I'm I've he'd", "en") == "we they i i he");
  CHECK(terms_of("don't won’t", "en") == "dont wont");
  CHECK(terms_of("the U.S.'s fleet", "en") == "the u.s. fleet");
  CHECK(terms_of("Türkiye'nin Ankara’da", "tr") == terms_of("Türkiye Ankara", "tr"));
}

TEST_CASE("elisions go where a language has them") {
  CHECK(terms_of("l'Estonie", "fr") == terms_of("Estonie", "fr"));
  CHECK(terms_of("l’Estonie qu’elle d'Estonie", "fr") == terms_of("Estonie elle Estonie", "fr"));
  CHECK(terms_of("L'ESTONIE jusqu'ici", "fr") == terms_of("Estonie ici", "fr"));
  CHECK(terms_of("aujourd'hui", "fr") == "aujourdhui");
  CHECK(terms_of("dell'Estonia all'Aia", "it") == terms_of("Estonia Aia", "it"));
  CHECK(terms_of("l'Estònia", "ca") == terms_of("Estònia", "ca"));
  // Elsewhere the rest is a further way to find it.
  CHECK(terms_of("Côte d'Ivoire", "en") == "cote divoir/ivoir");
}

TEST_CASE("names keep together over an apostrophe") {
  CHECK(terms_of("O'Brien N’Djamena", "en") == "obrien ndjamena");
  CHECK(terms_of("п'ять", "uk") == "пять");
  CHECK(terms_of("col·legi", "ca") == terms_of("collegi", "ca"));
  CHECK(terms_of("צה״ל", "he") == "צהל");
  CHECK(terms_of("'quoted' words'", "en") == "quot word");
  CHECK(terms_of("the '70s", "en") == "the 70s");
}

TEST_CASE("hyphenated words are found apart and together") {
  CHECK(terms_of("cyber-attack", "en") == "cyber/cyberattack attack");
  CHECK(terms_of("cyber\xE2\x80\x91"
                 "attacks",
                 "en") == "cyber/cyberattack attack");
  CHECK(terms_of("state-of-the-art", "en") == "state/stateoftheart of the art");
  CHECK(terms_of("Cyber-Angriff", "de") == "cyb/cyberangriff angriff");
  CHECK(terms_of("NATO-liikmed", "et") == "nato/natoliikmed liikmed");
  CHECK(terms_of("интернет-атака", "ru") == "интернет/интернетатак атак");
  CHECK(terms_of("COVID-19 F-16", "en") == "covid/covid19 19 f/f16 16");
  CHECK(terms_of("mother-in-law's", "en") == "mother/motherinlaw in law");
  CHECK(terms_of("U.S.-led", "en") == "u.s. led");
}

TEST_CASE("hyphens that join nothing are borders") {
  CHECK(terms_of("Paris–London, war - peace, -5", "en") == "pari london war peac 5");
  CHECK(terms_of("2024-12-19 1939-45", "en") == "2024 12 19 1939 45");
  CHECK(terms_of("a-b-c-d-e-f-g", "en") == "a b c d e f g");
  CHECK(terms_of("-- x-", "en") == "x");
}

TEST_CASE("a word broken at the end of a line is also found whole") {
  CHECK(terms_of("secu-\nrity", "en") == "secu/secur riti");
  CHECK(terms_of("secu-\r\n   rity", "en") == "secu/secur riti");
  CHECK(terms_of("Paris-\nLondon", "en") == "pari london");
  CHECK(terms_of("secu-\n\nrity", "en") == "secu riti");
}

TEST_CASE("U.S. finds US and not us") {
  CHECK(terms_of("the U.S. fleet", "en") == "the u.s. fleet");
  CHECK(terms_of("the US fleet", "en") == "the us/u.s. fleet");
  CHECK(terms_of("give us peace", "en") == "give us peac");
  CHECK(terms_of("US-led", "en") == "us/u.s./usl led");
  CHECK(terms_of("Die U.S. und die US-Flotte", "de").find("u.s.") != std::string::npos);
  CHECK(terms_of("USA U.S.A.", "fr") == "usa usa");
}

TEST_CASE("US in a text of capitals is the pronoun") {
  CHECK(terms_of("LET US PRAY FOR PEACE", "en") == "let us pray for peac");
  CHECK(terms_of("US, EU and UK", "en") == "us/u.s. eu and uk");
  CHECK(terms_of("US", "en") == "us/u.s.");
}

TEST_CASE("dotted abbreviations are one word") {
  CHECK(terms_of("N.A.T.O. and e.g. the U.N.", "en") == "nato and eg the un");
  CHECK(terms_of("J.F.K. 9 a.m.", "en") == "jfk 9 a.m.");
  CHECK(terms_of("z.B. USA", "de") == "zb usa");
  CHECK(terms_of("С.Ш.А.", "ru") == "сша");
  CHECK(terms_of("The end.Next plan B. A new", "en") == "the end next plan b a new");
}

TEST_CASE("numbers lose their separators and keep their fractions") {
  CHECK(terms_of("1,000 12,345,678 3.5 1,000.25", "en") == "1000 12345678 3.5 1000.25");
  CHECK(terms_of("1.000 3,5 1.000,25", "de") == "1000 3.5 1000.25");
  CHECK(terms_of("1\xC2\xA0"
                 "000\xE2\x80\xAF"
                 "000,5",
                 "fr") == "1000000.5");
  CHECK(terms_of("3,5 1.000", "et") == "3.5 1000");
  CHECK(terms_of("3,5 1.000", "lt") == "3.5 1000");
  CHECK(terms_of("3,5 1.000", "ru") == "3.5 1000");
  CHECK(terms_of("1,000円", "ja") == "1000 円");
  CHECK(terms_of("１２３ ٣", "ja") == "123 3");
}

TEST_CASE("digits that are no number stay apart") {
  CHECK(terms_of("19.12.2024", "de") == "19 12 2024");
  CHECK(terms_of("1,2,3 1999,2000", "en") == "1 2 3 1999 2000");
  CHECK(terms_of("192.168.100.200", "en") == "192 168 100 200");
  CHECK(terms_of("10:30 A/69/PV.8", "en") == "10 30 a 69 pv 8");
  CHECK(terms_of("1990s 5m", "en") == "1990s 5m");
  CHECK(terms_of("1,234,5", "en") == "1 234 5");
}

TEST_CASE("Japanese and Chinese are found in pieces of any length") {
  CHECK(terms_of("日本の安保", "ja") == "日本/日 本の/本 の安 安保/安 保");
  CHECK(terms_of("テレビ", "ja") == "テレ レビ");
  CHECK(terms_of("ﾃﾚﾋﾞ", "ja") == "テレ レビ");
  CHECK(terms_of("网络安全", "zh") == "网络/网 络安/络 安全/安 全");
  CHECK(terms_of("水", "zh") == "水");
  CHECK(terms_of("NATO加盟", "ja") == "nato 加盟/加 盟");
  // The language of the text does not matter.
  CHECK(terms_of("日本", "en") == terms_of("日本", "ja"));
  CHECK(terms_of("日本", "") == terms_of("日本", "zh"));
}

TEST_CASE("Korean is found in pairs, beside its particles") {
  CHECK(terms_of("한국의 EU는", "ko") == "한국 국의 _ eu 는");
}

TEST_CASE("Thai is cut by dictionary") {
  CHECK(terms_of("ภาษาไทย", "th") == "ภาษา ไทย");
}
