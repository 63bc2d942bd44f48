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

TEST_CASE("a range may turn a century, begin with a word before a hyphen or a fiscal year") {
  CHECK(years_in("the 1999-2001 plan") == "1999 2000 2001");
  CHECK(years_in("the 1999-01 plan") == "1999 2000 2001");
  CHECK(years_in("in 1999-00") == "1999 2000");
  CHECK(years_in("2019-21") == "2019 2020 2021");
  CHECK(years_in("fiscal 2024/25") == "2024 2025");
  CHECK(years_in("fiscal year 2024-25") == "2024 2025");
  CHECK(years_in("FY2024 and FY 2026") == "2024 2026");
  CHECK(years_in("1998 through 2000") == "1998 1999 2000");
  CHECK(years_in("the post-2015 agenda, pre-1914 Europe") == "1914 2015");
  CHECK(years_in("1998 to 2000 people") == "1998");
  CHECK(years_in("1998-present") == "1998");
  CHECK(years_in("2024-12").find("2024") == 0);
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
  CHECK(years_in("the '90s") == span_of_years(1990, 1999));
  CHECK(years_in("the ’90s") == span_of_years(1990, 1999));
  CHECK(years_in("the mid-90s") == span_of_years(1990, 1999));
  CHECK(years_in("temperatures in the 90s").empty());
  CHECK(values_in("1990ndad", "about", "et") == span_of_years(1990, 1999));
  CHECK(values_in("в 1990-е годы", "about", "ru") == span_of_years(1990, 1999));
}

TEST_CASE("numbers of resolutions, articles and pages are not years") {
  for (const char* text :
       {"resolution 1973", "Resolution 1973", "$2000", "US$2000", "US$ 2000", "No. 1973", "no 1973",
        "para. 1973", "article 1973", "p. 1973", "pp. 1973", "/1973", "€2000"}) {
    INFO(text);
    CHECK(years_in(text).empty());
  }
}

TEST_CASE("the year in brackets behind the number of a resolution counts") {
  CHECK(years_in("resolution 1973 (2011)") == "2011");
  CHECK(years_in("resolutions 1970 (2011) and 1973 (2012)") == "2011 2012");
}

TEST_CASE("a list or a range of numbers of resolutions, articles or pages holds no years") {
  CHECK(years_in("resolutions 1695, 1718 and 1874").empty());
  CHECK(years_in("resolutions 1860 and 1850").empty());
  CHECK(years_in("resolutions 1695 (2006), 1718 (2006) and 1874 (2009)") == "2006 2009");
  CHECK(years_in("pp. 1998-2001; articles 1901 to 1903").empty());
  CHECK(years_in("resolution 1973 of 2011") == "2011");
  CHECK(years_in("General Assembly resolution 1514 (XV) of 14 December 1960") == "1960");
  CHECK(years_in("vol. 12, No. 3, 1998") == "1998");
  CHECK(years_in("In resolution 1373 (2001), adopted after 1999,") == "1999 2001");
}

TEST_CASE("document symbols, decimals and larger numbers hold no years") {
  CHECK(years_in("A/69/PV.8, S/2011/123, A/CONF.2011/1").empty());
  CHECK(years_in("3.1973 and 1973.5, 1,973 and 2000,50, 12:2000").empty());
  CHECK(years_in("2000%").empty());
  CHECK(years_in("S/RES/1373 (2001), A/RES/75/1, A/C.1/2001/3, A/1999/1") == "2001");
}

TEST_CASE("an amount is no year unless a word of time stands before it") {
  CHECK(years_in("2000 troops, 1800 people, 2000 tonnes").empty());
  CHECK(years_in("In 2000 troops left") == "2000");
  CHECK(years_in("since 1980 people have") == "1980");
  CHECK(years_in("by 1990 troops, from 1991 people, until 1992 tonnes") == "1990 1991 1992");
  CHECK(years_in("at 1930 GMT, 1500 hours").empty());
}

TEST_CASE("a length of time, a rough number or money is an amount whatever stands before it") {
  CHECK(years_in("in 2000 years, 1500 years of history, after 2000 days").empty());
  CHECK(years_in("nearly 2000 were killed, almost 1900 came").empty());
  CHECK(years_in("2010 USD, EUR 2000, 2000 euros, 1900 billion, Rs 2000").empty());
  CHECK(years_in("2000 soldiers, 1900 houses, 1800 men").empty());
  CHECK(years_in("in constant 1990 prices") == "1990");
}

TEST_CASE("rows of numbers hold no years, rows of years do") {
  CHECK(years_in("OATS OPEN 752A 1960 JUL7 1975B 1980").empty());
  CHECK(years_in("1995 1996 1997") == "1995 1996 1997");
  CHECK(years_in("7 May 1995, May 7 1996") == "1995 1996");
}

TEST_CASE("dates give their year") {
  CHECK(years_in("26-FEB-1987") == "1987");
  CHECK(years_in("on 19.12.2024 in Riga") == "2024");
  CHECK(years_in("December 19, 2024") == "2024");
  CHECK(years_in("25/05/1998, 05/25/1999 and 2000/5/25") == "1998 1999 2000");
  CHECK(years_in("32/13/1998").empty());
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
