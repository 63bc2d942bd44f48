#include "support.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

TEST_CASE("every mention says which words caused it, where they stand and what they are") {
  const std::string text = "Estonian ships left Tallinn for Japan.";
  const auto mentions = mentions_in(text);
  REQUIRE(mentions.size() == 3);
  CHECK(mentions[0].tag == Tag{"country", "EE"});
  CHECK(mentions[0].kind == "demonym");
  CHECK(mentions[1].kind == "capital");
  CHECK(mentions[2].kind == "name");
  for (const TagMention& mention : mentions)
    CHECK(text.substr(mention.bytes.begin, mention.bytes.size()) == mention.surface);
}

TEST_CASE(
    "Georgia is the country near Tbilisi and the Caucasus, the state near Atlanta, else nothing") {
  CHECK(countries_in("Georgia protested, and Tbilisi recalled its envoy.") == "GE");
  CHECK(countries_in("Peace in the Caucasus depends on Georgia.") == "GE");
  CHECK(countries_in("Troops entered Abkhazia, a part of Georgia.") == "GE");
  CHECK(countries_in("The plant in Georgia lies south of Atlanta.") == "US");
  CHECK(countries_in("It opened stores in Macon, Ga., and elsewhere in Georgia.") == "US");
  CHECK(countries_in("Georgia was mentioned once.").empty());
  CHECK(countries_in("The Georgian delegation spoke.").empty());
}

TEST_CASE("both Georgias can stand in one paragraph") {
  const auto mentions = mentions_in(
      "He was born in Atlanta, Georgia, to a family of bakers who had come over the sea long "
      "before the "
      "great war and settled there. Years later he taught history and music in Tbilisi, Georgia.");
  CHECK(values_of(mentions, "country") == "GE US");
}

TEST_CASE("the rest of the document decides an ambiguous name") {
  Document document;
  document.language = "en";
  std::vector<TagMention> mentions;
  document.title = "Tbilisi votes";
  builtin().tag(document, paragraph_of("Georgia was calm."), mentions);
  CHECK(values_of(mentions, "country") == "GE");

  document.title = "Votes";
  document.tags = {{"country", "GEO"}};
  mentions.clear();
  builtin().tag(document, paragraph_of("Georgia was calm."), mentions);
  CHECK(mentions.back().kind == "name");
}

TEST_CASE("Korea is ambiguous unless North, South, DPRK or ROK stand there") {
  CHECK(countries_in("Talks on Korea failed.").empty());
  CHECK(countries_in("South Korea and North Korea") == "KP KR");
  CHECK(countries_in("the DPRK said") == "KP");
  CHECK(countries_in("the Republic of Korea said") == "KR");
  CHECK(countries_in("the Democratic People's Republic of Korea") == "KP");
  CHECK(countries_in("South Korea votes. Korean firms export.") == "KR");
  CHECK(countries_in("Seoul said Korea would export more.") == "KR");
}

TEST_CASE("of Congo, Guinea, Niger and Dominica the longest name counts") {
  CHECK(countries_in("the Democratic Republic of the Congo") == "CD");
  CHECK(countries_in("the Republic of the Congo") == "CG");
  CHECK(countries_in("Congo-Brazzaville") == "CG");
  CHECK(countries_in("The Congo asked for help against Katanga.") == "CD");
  CHECK(countries_in("Congo exports oil.") == "CG");
  CHECK(countries_in("Guinea") == "GN");
  CHECK(countries_in("Guinea-Bissau") == "GW");
  CHECK(countries_in("Equatorial Guinea") == "GQ");
  CHECK(countries_in("Papua New Guinea") == "PG");
  CHECK(countries_in("Niger") == "NE");
  CHECK(countries_in("Nigeria") == "NG");
  CHECK(countries_in("Nigeriens met Nigerians") == "NE NG");
  CHECK(countries_in("Dominica") == "DM");
  CHECK(countries_in("the Dominican Republic") == "DO");
  CHECK(countries_in("South Sudan") == "SS");
  CHECK(countries_in("Sudan") == "SD");
  CHECK(countries_in("New Guinea") == "PG");
  CHECK(countries_in("Samoa, Western Samoa") == "WS");
  CHECK(countries_in("Dominica fished.") == "DM");
  CHECK(countries_in("A Dominican ship sailed.") == "DO");
  CHECK(countries_in("A Dominican ship left Roseau.") == "DM");
  CHECK(countries_in("Slovenia and Slovakia") == "SI SK");
}

TEST_CASE("names of colonies stand for the state of today, not for the colonial power") {
  CHECK(countries_in("Portuguese Guinea, Spanish Guinea, West New Guinea") == "GQ GW ID");
  CHECK(countries_in("Northern Rhodesia and Nyasaland, Southern Rhodesia") == "MW ZM ZW");
  CHECK(countries_in("the Belgian Congo, French Sudan, British Honduras") == "BZ CD ML");
  CHECK(countries_in("Spanish Sahara, French Somaliland, Netherlands East Indies") == "DJ EH ID");
  CHECK(countries_in("South West Africa, Bechuanaland, the Gold Coast") == "BW GH NA");
}

TEST_CASE("former names stand for the state of today") {
  CHECK(countries_in("Burma, Ceylon, Zaire, Dahomey, Upper Volta, Siam, Persia") ==
        "BF BJ CD IR LK MM TH");
  CHECK(countries_in("the former Yugoslav Republic of Macedonia") == "MK");
}

TEST_CASE("seas, gulfs and dependencies that bear a name are not the country") {
  CHECK(countries_in("the Gulf of Guinea").empty());
  CHECK(countries_in("the South China Sea and the Indian Ocean").empty());
  CHECK(countries_in("American Samoa") == "AS");
  CHECK(countries_in("South China Sea patrols by China") == "CN");
}

TEST_CASE("the two Chinas are told apart") {
  CHECK(countries_in("the Republic of China") == "TW");
  CHECK(countries_in("the People's Republic of China") == "CN");
  CHECK(countries_in("the People’s Republic of China") == "CN");
  CHECK(countries_in("the Peoples Republic of China") == "CN");
}

TEST_CASE("Northern Ireland is part of the United Kingdom") {
  CHECK(countries_in("Northern Ireland") == "GB");
  CHECK(countries_in("Ireland") == "IE");
  CHECK(countries_in("the Republic of Ireland") == "IE");
  CHECK(countries_in("Scotland, Wales and England") == "GB");
}

TEST_CASE("US counts in upper case and not inside shouted text, U.S. always") {
  CHECK(countries_in("The US said so.") == "US");
  CHECK(countries_in("They told us so. Us too.").empty());
  CHECK(countries_in("BANK TELLS US TO WAIT").empty());
  CHECK(countries_in("U.S. BANKS TO WAIT") == "US");
  CHECK(countries_in("the U.S. economy") == "US");
  CHECK(countries_in("the US-Japan alliance") == "JP US");
  CHECK(countries_in("US") == "US");
}

TEST_CASE("turkey, chad, jordan, polish and china need their capital") {
  CHECK(countries_in("a turkey sandwich, a hanging chad, polish on china, jordan almonds").empty());
  CHECK(countries_in("Turkey, Chad, Jordan, Polish and China") == "CN JO PL TD TR");
}

TEST_CASE("Chad and Jordan after a given name are people") {
  CHECK(countries_in("Michael Jordan scored.").empty());
  CHECK(countries_in("MICHAEL JORDAN SCORED").empty());
  CHECK(countries_in("Mrs. Jordan and Mr England sang.").empty());
  CHECK(countries_in("Chad Smith plays.").empty());
  CHECK(countries_in("Jordan and Chad border others.") == "JO TD");
  CHECK(countries_in("George Washington slept here.").empty());
  CHECK(countries_in("Jaber al-Sabah met Harvey T. Lyon.").empty());
  CHECK(countries_in("King Abdullah of Jordan, President Nixon of the U.S.") == "JO US");
}

TEST_CASE("a person who was named in full is the same person when only the family name follows") {
  CHECK(countries_in("Michael Jordan scored twice. Jordan said he was tired.").empty());
  CHECK(countries_in("Michael Jordan scored twice, then flew to Jordan.") == "JO");
  CHECK(countries_in("Jordan voted. Michael Jordan scored.") == "JO");
  CHECK(countries_in("Vice president Peter Welsh resigned; Welsh had been ill.").empty());
  CHECK(countries_in("President Miguel de la Madrid spoke in Madrid.") == "ES");
  CHECK(countries_in("President Miguel de la Madrid spoke.").empty());
  CHECK(countries_in("In June Japan voted.") == "JP");
}

TEST_CASE("a place before an initial or between a role and a name is a person") {
  CHECK(countries_in("Later Israel G. Grossman, Cuba J. Wadlington and Chairman Milan Panic met.")
            .empty());
  CHECK(countries_in("talks in Israel G. Schultz held; Japan S. Korea") == "IL JP KR");
  CHECK(countries_in("The Prime Minister of Israel and President Nixon of America") == "IL US");
}

TEST_CASE("Washington is the United States except in newspapers and generals") {
  CHECK(countries_in("Washington objected.") == "US");
  CHECK(countries_in("the Washington Post wrote").empty());
  CHECK(countries_in("Washington, D.C., and Washington State") == "US");
}

TEST_CASE("a newspaper is not the place of its name") {
  CHECK(countries_in("The Moscow Times, the Jerusalem Post, the Japan Times, the Wall Street "
                     "Journal, the Boston Globe and the Korea Herald wrote")
            .empty());
  CHECK(countries_in("At Moscow times are hard.") == "RU");
}

TEST_CASE("a language, a measure and a grade of oil only bear the name of a country") {
  CHECK(countries_in("an English teacher, who teaches English and speaks French").empty());
  CHECK(countries_in("12 U.S. gallons of West Texas Intermediate, sold as Dubai crude").empty());
  CHECK(countries_in("The English, the Texas Rangers and Dubai") == "AE GB US");
}

TEST_CASE("a county or a river is not the country of its name") {
  CHECK(countries_in("Nassau County, Cuba County, the Senegal River, the Jordan River").empty());
}

TEST_CASE("North, Latin, South and Central American is not US") {
  for (const char* text :
       {"North American", "Latin American", "South American", "Central American", "Latin America",
        "the Americas", "Latin-American", "North-American", "S. American", "N. American"})
    CHECK(countries_in(std::string(text) + " states").empty());
  CHECK(countries_in("American states") == "US");
}

TEST_CASE("places that are more often something else are no countries by themselves") {
  CHECK(countries_in("Jersey, Man, Male, Nice, Victoria, Stanley, Georgetown, Kingston, Reunion")
            .empty());
  CHECK(countries_in("Réunion") == "RE");
  CHECK(countries_in("the Isle of Man and the Bailiwick of Jersey") == "IM JE");
  CHECK(countries_in("New Jersey") == "US");
}

TEST_CASE("treaties, clubs and banks named after a place are not the place") {
  CHECK(countries_in("the Paris Club, the Geneva Convention, the Kyoto Protocol, the Warsaw Pact, "
                     "the Bank of Tokyo, the Paris accord, the Helsinki process")
            .empty());
  CHECK(countries_in("the Paris currency accord, the Tokyo trade agreement, the Vienna Convention")
            .empty());
  CHECK(countries_in("the Treaty of Bangkok, the Charter of Paris").empty());
  CHECK(countries_in("An accord was signed in Paris.") == "FR");
}

TEST_CASE("a state behind a comma says where a city is") {
  CHECK(countries_in("in Dublin, Calif., today") == "US");
  CHECK(countries_in("in London, Ontario") == "CA");
  CHECK(countries_in("RICHMOND, Va, April 1 -") == "US");
  CHECK(countries_in("in Athens, Georgia") == "US");
  CHECK(countries_in("in Paris, Texas") == "US");
  CHECK(countries_in("in London, New York and Tokyo") == "GB JP US");
  CHECK(countries_in("in Dublin, London and Rome") == "GB IE IT");
  CHECK(countries_in("JACKSON, MISS, March 20 - OLD TOWN, Me., PONCE, P.R., March 26") == "PR US");
  CHECK(countries_in("Va, La and Pa sang in May").empty());
}

TEST_CASE("a city that a text once places in a state stays there") {
  CHECK(countries_in("The mayor of Naples, Fla., spoke. Naples grows, and Naples spends.") == "US");
  CHECK(countries_in("Athens voted. In Athens, Georgia, few did.") == "US");
  CHECK(countries_in("From Paris, Texas, they flew to Paris, France.") == "FR US");
  CHECK(countries_in("offices in Paris, New York and Ohio; Paris is the largest") == "FR US");

  Document document;
  document.language = "en";
  document.title = "NAPLES BANK GROWS";
  document.text = "NAPLES, Fla, March 30 - The bank grew.\n\nNaples has others.";
  std::vector<TagMention> mentions;
  builtin().tag(document, paragraph_of("Naples has others."), mentions);
  builtin().tag(document, paragraph_of("NAPLES BANK GROWS"), mentions);
  CHECK(mentions.empty());
  builtin().tag(document, paragraph_of("Rome has others."), mentions);
  CHECK(values_of(mentions, "country") == "IT");
}

TEST_CASE("a town named after a country is in the state behind its comma, a list is none") {
  CHECK(countries_in("The mill in Lebanon, Pennsylvania, burned.") == "US");
  CHECK(countries_in("in Lebanon, Pa., and in Peru, Indiana") == "US");
  CHECK(countries_in("in Palestine, Texas; in Mexico, Missouri") == "US");
  CHECK(countries_in("plants in Mexico, Texas and Ohio") == "MX US");
  CHECK(countries_in("plants in Canada, Mexico, California") == "CA MX US");
  CHECK(countries_in("New Mexico, then Mexico") == "MX US");
  CHECK(countries_in("New Mexico voted.") == "US");
  CHECK(countries_in("Lebanon and Jordan voted.") == "JO LB");
}

TEST_CASE("groups of countries in a text tag their members") {
  CHECK(countries_in("the Nordic countries") == "DK FI IS NO SE");
  CHECK(countries_in("Benelux") == "BE LU NL");
  CHECK(countries_in("the Visegrad Group") == "CZ HU PL SK");
  CHECK(countries_in("the two Koreas") == "KP KR");
}

TEST_CASE("states that are gone keep their own codes") {
  CHECK(countries_in(
            "the Soviet Union, Yugoslavia, Czechoslovakia, East Germany, Netherlands Antilles") ==
        "AN CSHH DD SU YU");
}

TEST_CASE("a city speaks for the state that it was in when the document appeared") {
  Document document;
  document.language = "en";
  document.published = Date{1987, 3, 1};
  std::vector<TagMention> mentions;
  builtin().tag(document, paragraph_of("Moscow and Belgrade agreed."), mentions);
  CHECK(values_of(mentions, "country") == "SU YU");
  CHECK(countries_in("Moscow and Belgrade agreed.") == "RS RU");
  mentions.clear();
  builtin().tag(document, paragraph_of("From Odessa and Alma-Ata to Zagreb"), mentions);
  CHECK(values_of(mentions, "country") == "SU YU");
  mentions.clear();
  builtin().tag(document, paragraph_of("Ukraine, Croatia, Kiev, Tallinn and Riga"), mentions);
  CHECK(values_of(mentions, "country") == "EE HR LV UA");
  document.published = Date{2014, 3, 1};
  mentions.clear();
  builtin().tag(document, paragraph_of("From Odessa to Zagreb"), mentions);
  CHECK(values_of(mentions, "country") == "HR UA");
}

TEST_CASE("the Baltic states tag their members, a mere NATO or EU tags nobody") {
  for (const char* name :
       {"Baltic states", "Baltic countries", "Baltic nations", "Baltics", "Baltic States"})
    CHECK(countries_in(std::string("the ") + name + " agreed") == "EE LT LV");
  CHECK(countries_in("the Japan-Baltics connection") == "EE JP LT LV");
  CHECK(countries_in("NATO, the EU and the Baltic Sea").empty());
  CHECK(mentions_in("the Baltic states").front().kind == "group");
}

TEST_CASE("a sentence end or a comma cuts a name of several words") {
  CHECK(countries_in("They came from the south. Korea was not asked.").empty());
  CHECK(countries_in("the United, States of mind").empty());
  CHECK(countries_in("Trinidad & Tobago; St. Lucia, Côte d’Ivoire, N'Djamena, Viet-Nam") ==
        "CI LC TD TT VN");
}

TEST_CASE("a user's country file adds surfaces and blocks others") {
  const TemporaryDirectory folder;
  write_file(folder / "own.tsv", "# mine\nHogwarts\tGB\tcity\nJapan Street\t-\tblock\n");
  TaggerOptions options;
  options.country_files = {folder / "own.tsv"};
  const auto tagger = make_builtin_tagger(options);
  std::vector<TagMention> mentions;
  Document document;
  document.language = "en";
  tagger->tag(document, paragraph_of("Hogwarts is in Japan Street."), mentions);
  CHECK(values_of(mentions, "country") == "GB");

  write_file(folder / "bad.tsv", "Atlantis\tQQ\tname\n");
  options.country_files = {folder / "bad.tsv"};
  CHECK(error_of([&] { make_builtin_tagger(options); }).find("bad.tsv:1:") != std::string::npos);
}
