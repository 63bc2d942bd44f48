#include "support.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

TEST_CASE("German, French, Spanish and Russian texts are tagged with their own names") {
  CHECK(countries_in("Die estnische Regierung und Japan, Österreich und die Schweiz", "de") ==
        "AT CH EE JP");
  CHECK(countries_in("L'Estonie et les Pays-Bas, le gouvernement japonais", "fr").find("EE") == 0);
  CHECK(countries_in("Estonia y Japón hablan con Alemania", "es") == "DE EE JP");
  CHECK(countries_in("Эстония и Япония, российские войска в Украине", "ru") == "EE JP RU UA");
}

TEST_CASE("Japanese names are found where the text has no spaces") {
  CHECK(countries_in("日本とエストニアは協力する。", "ja") == "EE JP");
  CHECK(countries_in("タイヤを買った。", "ja").empty());
  CHECK(countries_in("2007年、ロシアがバルト三国を攻撃した。", "ja") == "EE LT LV RU");
}

TEST_CASE("Estonian names are found in their cases") {
  CHECK(countries_in("Eestis ja Venemaal, Jaapanist Saksamaale", "et") == "DE EE JP RU");
  CHECK(countries_in("Lätisse", "et") == "LV");
}

TEST_CASE("Latvian and Lithuanian names are found in their cases") {
  CHECK(countries_in("Igaunijā, Latvijas un Japānu, Krievijai", "lv") == "EE JP LV RU");
  CHECK(countries_in("Estijoje, Lietuvos, Japoniją, Rusijai, JAV", "lt") == "EE JP LT RU US");
}

TEST_CASE("names of another language do not apply") {
  CHECK(countries_in("Estonie", "en").empty());
  CHECK(countries_in("Eestis", "en").empty());
}

TEST_CASE("without a language names in scripts of their own still count") {
  CHECK(countries_in("Эстония; 日本; Estonia", "") == "EE JP");
}
