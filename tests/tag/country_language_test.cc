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

TEST_CASE("Northern Ireland, Scotland and England are British in every language") {
  CHECK(countries_in("Nordirland und Schottland", "de") == "GB");
  CHECK(countries_in("l'Irlande du Nord, l'Angleterre et l'Écosse", "fr") == "GB");
  CHECK(countries_in("Irlanda del Norte y Escocia", "es") == "GB");
  CHECK(countries_in("Северная Ирландия, Шотландия", "ru") == "GB");
  CHECK(countries_in("北アイルランド", "ja") == "GB");
  CHECK(countries_in("Põhja-Iirimaal", "et") == "GB");
  CHECK(countries_in("Ziemeļīrijā", "lv") == "GB");
  CHECK(countries_in("Šiaurės Airijoje", "lt") == "GB");
}

TEST_CASE("the two Chinas and the two Congos are told apart in every language") {
  CHECK(countries_in("die Republik China", "de") == "TW");
  CHECK(countries_in("die Volksrepublik China", "de") == "CN");
  CHECK(countries_in("la République de Chine", "fr") == "TW");
  CHECK(countries_in("la République populaire de Chine", "fr") == "CN");
  CHECK(countries_in("la República de China", "es") == "TW");
  CHECK(countries_in("la República Popular China", "es") == "CN");
  CHECK(countries_in("Китайская Республика", "ru") == "TW");
  CHECK(countries_in("Китайской Народной Республики", "ru") == "CN");
  CHECK(countries_in("la République démocratique du Congo", "fr") == "CD");
  CHECK(countries_in("la République du Congo", "fr") == "CG");
  CHECK(countries_in("la República del Congo", "es") == "CG");
}

TEST_CASE("North, Latin and South America are not the United States in any language") {
  CHECK(countries_in("Lateinamerika, nordamerikanische Staaten", "de").empty());
  CHECK(
      countries_in("l'Amérique latine, les pays latino-américains, nord-américain", "fr").empty());
  CHECK(countries_in("América Latina, América del Sur, latinoamericanos", "es").empty());
  CHECK(countries_in("Латинская Америка, стран Южной Америки", "ru").empty());
  CHECK(countries_in("ラテンアメリカ、南アメリカ", "ja").empty());
  CHECK(countries_in("Ladina-Ameerikas", "et").empty());
  CHECK(countries_in("Latīņamerikā", "lv").empty());
  CHECK(countries_in("Lotynų Amerikoje", "lt").empty());
  CHECK(countries_in("Estados Unidos de América", "es") == "US");
  CHECK(countries_in("Ameerika president", "et") == "US");
  CHECK(countries_in("アメリカ領サモア", "ja") == "AS");
}

TEST_CASE("cities have names of their own in German, French and Russian") {
  CHECK(countries_in("Genf, Bagdad, Havanna, Den Haag, Taschkent, Mailand", "de") ==
        "CH CU IQ IT NL UZ");
  CHECK(countries_in("à Genève, à La Haye, à Édimbourg", "fr") == "CH GB NL");
  CHECK(countries_in("в Таллине, в Гааге, в Санкт-Петербурге", "ru") == "EE NL RU");
}

TEST_CASE("people are found in German, French, Spanish, Estonian, Latvian and Lithuanian") {
  CHECK(countries_in("Isländer, Kubaner, Kolumbianern, Marokkaner und Jemeniten", "de") ==
        "CO CU IS MA YE");
  CHECK(countries_in("les autorités marocaines, sud-coréennes, nord-coréen", "fr") == "KP KR MA");
  CHECK(countries_in("los sirios", "es") == "SY");
  CHECK(countries_in("ameeriklased, prantslaste, poolakatele, valgevenelane", "et") ==
        "BY FR PL US");
  CHECK(countries_in("vāciešu, poļu, amerikāņu, ķīniešu, franču", "lv") == "CN DE FR PL US");
  CHECK(countries_in("vokiečių, lenkų, amerikiečiai, britų", "lt") == "DE GB PL US");
  CHECK(countries_in("polārā nakts", "lv").empty());
}

TEST_CASE("Estonian names whose stem changes are found") {
  CHECK(countries_in("Iraagis, Kuveidist, Ühendkuningriigi, Lõuna-Aafrika Vabariigis", "et") ==
        "GB IQ KW ZA");
}
