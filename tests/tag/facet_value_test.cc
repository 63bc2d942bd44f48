#include "support.h"
#include "support/catch.h"
#include "tag/country_data.h"
#include "tag/topic_lists.h"

using namespace pilcrow;

TEST_CASE("a country is normalised from codes and names of any language") {
  for (const char* value :
       {"EST", "Estonia", "Eesti", "ee", "EE", " estland ", "Эстония", "エストニア", "Igaunija"}) {
    bool known = false;
    CHECK(normalize_facet_value("country", value, &known) == "EE");
    CHECK(known);
  }
  CHECK(normalize_facet_value("country", "UK") == "GB");
  CHECK(normalize_facet_value("country", "cote d'ivoire") == "CI");
  CHECK(normalize_facet_value("country", "the Netherlands") == "NL");
  CHECK(normalize_facet_value("country", "CSK") == "CSHH");
  CHECK(normalize_facet_value("country", "Soviet Union") == "SU");
  CHECK(normalize_facet_value("country", "DDR") == "DD");
}

TEST_CASE("an unknown value comes back as it is, without the space around it") {
  bool known = true;
  CHECK(normalize_facet_value("country", " Atlantis ", &known) == "Atlantis");
  CHECK_FALSE(known);
  CHECK(normalize_facet_value("urgency", " high ", &known) == "high");
  CHECK_FALSE(known);
  CHECK(normalize_facet_value("country", "").empty());
}

TEST_CASE("a topic is normalised from its label and its other names") {
  CHECK(normalize_facet_value("topic", "Cyber") == "hybrid-cyber");
  CHECK(normalize_facet_value("topic", "Hybrid & cyber") == "hybrid-cyber");
  CHECK(normalize_facet_value("topic", "HYBRID-CYBER") == "hybrid-cyber");
}

TEST_CASE("there are thirty topics, each with a label, and every code has one") {
  CHECK(internal::builtin_topics().topics().size() == 30);
  for (const internal::Topic& topic : internal::builtin_topics().topics()) {
    CHECK(topic.label != topic.id);
    CHECK(facet_label("topic", topic.id) == topic.label);
    CHECK(normalize_facet_value("topic", topic.label) == topic.id);
  }
  for (const internal::CountryPattern& row : internal::country_patterns())
    if (row.kind <= internal::PatternKind::institution) CHECK(internal::is_country_code(row.code));
}

TEST_CASE("labels are in the language asked for, English where there is none") {
  CHECK(facet_label("country", "JP") == "Japan");
  CHECK(facet_label("country", "JP", "de") == "Japan");
  CHECK(facet_label("country", "DE", "et") == "Saksamaa");
  CHECK(facet_label("country", "SU", "de") == "Soviet Union");
  CHECK(facet_label("topic", "hybrid-cyber") == "Hybrid & cyber");
  CHECK(facet_label("country", "QQ") == "QQ");
  CHECK(facet_label("about", "2007") == "2007");
}

TEST_CASE("a label names its country again") {
  for (const internal::CountryPattern& row : internal::country_patterns()) {
    if (row.kind != internal::PatternKind::name || row.code.size() != 2) continue;
    CHECK(normalize_facet_value("country", facet_label("country", row.code)) == row.code);
  }
}

TEST_CASE("groups stand for their members of today in a query") {
  CHECK(expand_facet_value("country", "baltic") == std::vector<std::string>{"EE", "LT", "LV"});
  CHECK(expand_facet_value("country", "Baltic states") ==
        std::vector<std::string>{"EE", "LT", "LV"});
  CHECK(expand_facet_value("country", "nato").size() == 32);
  CHECK(expand_facet_value("country", "EU").size() == 27);
  CHECK(expand_facet_value("country", "G7").size() == 7);
  CHECK(expand_facet_value("country", "V4") == std::vector<std::string>{"CZ", "HU", "PL", "SK"});
  for (const char* group : {"BRICS", "ASEAN", "GCC", "Quad", "Nordic"})
    CHECK(expand_facet_value("country", group).size() >= 4);
}

TEST_CASE("groups have members by date") {
  CHECK(internal::group_members("EU", 1990).size() == 12);
  CHECK(internal::group_members("EU", 2019).size() == 28);
  CHECK(internal::group_members("NATO", 1949).size() == 12);
  CHECK(internal::group_members("V4", 1991) == std::vector<std::string>{"CSHH", "HU", "PL"});
}

TEST_CASE("a state that is gone is widened to its successors only by a query") {
  CHECK(expand_facet_value("country", "CSK") == std::vector<std::string>{"CSHH", "CZ", "SK"});
  CHECK(expand_facet_value("country", "Soviet Union").size() == 16);
  CHECK(normalize_facet_value("country", "SU") == "SU");
  CHECK(expand_facet_value("country", "EST") == std::vector<std::string>{"EE"});
  CHECK(expand_facet_value("country", "Atlantis") == std::vector<std::string>{"Atlantis"});
  CHECK(expand_facet_value("topic", "Cyber") == std::vector<std::string>{"hybrid-cyber"});
}
