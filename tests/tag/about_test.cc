#include "support.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::string span_of_years(int from, int to) {
  std::string years;
  for (int year = from; year <= to; ++year)
    years += (years.empty() ? "" : " ") + std::to_string(year);
  return years;
}

}  // namespace

TEST_CASE("a year of four digits between 1500 and 2100 is what a text speaks of") {
  CHECK(years_in("The 2007 cyber-attack") == "2007");
  CHECK(years_in("since 1500, until 2100") == "1500 2100");
  CHECK(years_in("in 1499 and 2101, 99 and 12345").empty());
  CHECK(years_in("(1991)") == "1991");
  CHECK(years_in("In 1991, 1992 and 1993.") == "1991 1992 1993");
}

TEST_CASE("a range gives each of its years") {
  CHECK(years_in("the war of 1939-45") == span_of_years(1939, 1945));
  CHECK(years_in("the war of 1939–1945") == span_of_years(1939, 1945));
  CHECK(years_in("between 1939 and 1942") == span_of_years(1939, 1942));
  CHECK(years_in("from 2001 to 2003") == span_of_years(2001, 2003));
  CHECK(years_in("the 1986/87 crop") == "1986 1987");
  CHECK(years_in("2024-12-19") == "2024");
}

TEST_CASE("of a range of centuries only the ends are kept") {
  CHECK(years_in("1600-2000") == "1600 2000");
}

TEST_CASE("a decade becomes its ten years") {
  CHECK(years_in("the 1990s") == span_of_years(1990, 1999));
  CHECK(years_in("the 1990's") == span_of_years(1990, 1999));
  CHECK(years_in("the nineties") == span_of_years(1990, 1999));
  CHECK(years_in("the early eighties") == span_of_years(1980, 1989));
  CHECK(years_in("in his sixties, nineties kids").empty());
}

TEST_CASE("numbers of resolutions, articles and pages are not years") {
  for (const char* text :
       {"resolution 1973", "Resolution 1973", "$2000", "US$2000", "US$ 2000", "No. 1973", "no 1973",
        "para. 1973", "article 1973", "p. 1973", "pp. 1973", "/1973", "€2000"})
    CHECK(years_in(text).empty());
}

TEST_CASE("the year in brackets behind the number of a resolution counts") {
  CHECK(years_in("resolution 1973 (2011)") == "2011");
  CHECK(years_in("resolutions 1970 (2011) and 1973 (2012)") == "2011 2012");
}

TEST_CASE("document symbols, decimals and larger numbers hold no years") {
  CHECK(years_in("A/69/PV.8, S/2011/123, A/CONF.2011/1").empty());
  CHECK(years_in("3.1973 and 1973.5, 1,973 and 2000,50, 12:2000").empty());
  CHECK(years_in("2000%").empty());
}

TEST_CASE("an amount is no year unless a word of time stands before it") {
  CHECK(years_in("2000 troops, 1800 people, 2000 tonnes").empty());
  CHECK(years_in("In 2000 troops left") == "2000");
  CHECK(years_in("since 1980 people have") == "1980");
  CHECK(years_in("at 1930 GMT, 1500 hours").empty());
}

TEST_CASE("dates give their year") {
  CHECK(years_in("26-FEB-1987") == "1987");
  CHECK(years_in("on 19.12.2024 in Riga") == "2024");
  CHECK(years_in("December 19, 2024") == "2024");
  CHECK(years_in("2007年4月") == "2007");
}

TEST_CASE("mentions of years say where they stand") {
  const std::string text = "Between 1939-45 it rained.";
  for (const TagMention& mention : mentions_in(text)) {
    CHECK(mention.kind == "range");
    CHECK(mention.surface == "1939-45");
    CHECK(text.substr(mention.bytes.begin, mention.bytes.size()) == "1939-45");
  }
}
