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

TEST_CASE("German inflects names and has words for people") {
  CHECK(countries_in("Die Regierung Estlands traf den Minister der Vereinigten Staaten.", "de") ==
        "EE US");
  CHECK(countries_in("Franzosen, Russen, Briten und Italienerinnen", "de") == "FR GB IT RU");
  CHECK(countries_in("litauische, palästinensischen, serbischer, polnisches", "de") ==
        "LT PL PS RS");
  CHECK(countries_in("im Baltikum und in den baltischen Staaten", "de") == "EE LT LV");
  CHECK(countries_in("die Sowjetunion, die DDR, die Tschechoslowakei", "de") == "CSHH DD SU");
}

TEST_CASE("French adjectives are written small") {
  CHECK(countries_in("Le président estonien reçut des troupes russes et britanniques.", "fr") ==
        "EE GB RU");
  CHECK(countries_in("les autorités françaises, allemandes et les Japonaises", "fr") == "DE FR JP");
  CHECK(countries_in("aux États-Unis, en Côte d'Ivoire, aux Pays-Bas", "fr") == "CI NL US");
  CHECK(countries_in("les pays baltes", "fr") == "EE LT LV");
}

TEST_CASE("Spanish adjectives inflect and common words are none") {
  CHECK(countries_in("Las tropas rusas, la economía china y los ministros checos", "es") ==
        "CN CZ RU");
  CHECK(countries_in("empresas japonesas, el gobierno estonio, los alemanes", "es") == "DE EE JP");
  CHECK(countries_in("La situación indica que los pueblos indígenas viven en paz.", "es").empty());
  CHECK(countries_in("El uso del espacio con fines pacíficos, dijo Germán.", "es").empty());
}

TEST_CASE("Russian names and adjectives are found in their cases") {
  CHECK(countries_in("в Эстонии, Латвии и Литве, с Украиной, Россией", "ru") == "EE LT LV RU UA");
  CHECK(countries_in("японского правительства, польские, итальянских", "ru") == "IT JP PL");
  CHECK(countries_in("Соединенных Штатов, Великобритании, Северной Корее", "ru") == "GB KP US");
  CHECK(countries_in("из Киева в Москву через Пекин", "ru") == "CN RU UA");
  CHECK(countries_in("страны Балтии, Советского Союза", "ru") == "EE LT LV SU");
}

TEST_CASE("two Japanese letters can stand for two countries") {
  CHECK(countries_in("日米首脳会談", "ja") == "JP US");
  CHECK(countries_in("日韓関係と米中関係", "ja") == "CN JP KR US");
}

TEST_CASE("Estonian, Latvian and Lithuanian capitals, people and groups are found in their cases") {
  CHECK(countries_in("Tallinnas, Riias, Moskvast, Kiievisse", "et") == "EE LV RU UA");
  CHECK(countries_in("eestlastele, venelaste, soomlased, jaapanlastega", "et") == "EE FI JP RU");
  CHECK(countries_in("Balti riikides", "et") == "EE LT LV");
  CHECK(countries_in("Ameerika Ühendriikides, USA-s", "et") == "US");
  CHECK(countries_in("Rīgā, Tallinā, Viļņā, Maskavā", "lv") == "EE LT LV RU");
  CHECK(countries_in("krievu, ukraiņu, japāņu, ASV", "lv") == "JP RU UA US");
  CHECK(countries_in("Baltijas valstīs", "lv") == "EE LT LV");
  CHECK(countries_in("Vilniuje, Rygoje, Taline, Maskvoje", "lt") == "EE LT LV RU");
  CHECK(countries_in("rusų, japonų, Didžiojoje Britanijoje", "lt") == "GB JP RU");
  CHECK(countries_in("Baltijos šalyse", "lt") == "EE LT LV");
}

TEST_CASE("seas, gulfs and treaties are no countries in any language") {
  CHECK(countries_in("der Indische Ozean, der Persische Golf, der Warschauer Pakt", "de").empty());
  CHECK(countries_in("l'océan Indien, le protocole de Kyoto", "fr").empty());
  CHECK(countries_in("el océano Índico, el golfo de Guinea", "es").empty());
  CHECK(countries_in("Индийский океан, Варшавского договора, русский язык", "ru").empty());
  CHECK(countries_in("インド洋と南シナ海、京都議定書", "ja").empty());
  CHECK(countries_in("インド", "ja") == "IN");
  CHECK(countries_in("India ookeanis", "et").empty());
  CHECK(countries_in("Indijas okeānā", "lv").empty());
  CHECK(countries_in("Indijos vandenyne", "lt").empty());
}

TEST_CASE("names of another language do not apply") {
  CHECK(countries_in("Estonie", "en").empty());
  CHECK(countries_in("Eestis", "en").empty());
}

TEST_CASE("without a language names in scripts of their own still count") {
  CHECK(countries_in("Эстония; 日本; Estonia", "") == "EE JP");
}
