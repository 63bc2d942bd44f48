#include "pilcrow/date.h"

#include "read/dates.h"
#include "support/catch.h"

using pilcrow::Date;
using pilcrow::parse_date;

TEST_CASE("dates are read in the forms that people write") {
  struct Case {
    const char* text;
    const char* language;
    Date date;
  };
  const Case cases[] = {
      {"2024-12-19", "en", {2024, 12, 19}},
      {"2024-12-19T08:00:00Z", "en", {2024, 12, 19}},
      {"2024-12-19 08:00:00+02:00", "en", {2024, 12, 19}},
      {"2024-12", "en", {2024, 12, 0}},
      {" 2024 ", "en", {2024, 0, 0}},
      {"19 December 2024", "en", {2024, 12, 19}},
      {"26-FEB-1987", "en", {1987, 2, 26}},
      {"Dec 19, 2024", "en", {2024, 12, 19}},
      {"Dec. 19, 2024", "en", {2024, 12, 19}},
      {"December 19th, 2024", "en", {2024, 12, 19}},
      {"Thursday, 19 December 2024", "en", {2024, 12, 19}},
      {"Sept 3, 2020", "en", {2020, 9, 3}},
      {"March 2021", "en", {2021, 3, 0}},
      {"19.12.2024", "en", {2024, 12, 19}},
      {"2024年12月19日", "ja", {2024, 12, 19}},
      {"2024年12月", "en", {2024, 12, 0}},
      {"19. Dezember 2024", "de", {2024, 12, 19}},
      {"3. märz 2015", "de", {2015, 3, 3}},
      {"19 de diciembre de 2024", "es", {2024, 12, 19}},
      {"1er", "fr", {0, 0, 0}},
      {"7 août 1998", "fr", {1998, 8, 7}},
      {"24. veebruar 1918", "et", {1918, 2, 24}},
      {"29 February 2024", "en", {2024, 2, 29}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto date = parse_date(c.text, c.language);
    if (c.date.year == 0) {
      CHECK_FALSE(date.has_value());
    } else {
      REQUIRE(date.has_value());
      CHECK(to_string(*date) == to_string(c.date));
    }
  }
}

TEST_CASE("what is no date, or not a clear one, stays unread") {
  for (const char* text :
       {"", "01/04/63", "12/19/2024", "29 February 2023", "31 April 2020", "2024-13", "2024-00",
        "2024-12-00", "32.1.2020", "yesterday", "19 December", "December", "2024-12-19 and more",
        "99999", "in 2024", "5", "May", "2024-1-1-1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
}

TEST_CASE("the date of a path is that of its name, or of its folders") {
  using pilcrow::internal::date_from_name;
  const auto shown = [](const char* name) {
    const auto date = date_from_name(name);
    return date ? to_string(*date) : std::string("none");
  };
  CHECK(shown("https://example.org/2024/12/the-title") == "2024-12");
  CHECK(shown("https://example.org/2024/12/19/the-title") == "2024-12-19");
  CHECK(shown("Session 69 - 2014/EST_69_2014.txt") == "2014");
  CHECK(shown("notes/2024-12-19 meeting.txt") == "2024-12-19");
  CHECK(shown("scan20241219.txt") == "none");
  CHECK(shown("scan_20241219.txt") == "2024-12-19");
  CHECK(shown("report-1234.txt") == "none");
  CHECK(shown("2019/report.txt") == "2019");
  CHECK(shown("B747_2.txt") == "none");
  CHECK(shown("") == "none");
}

TEST_CASE("dates and their origins are written as documented") {
  CHECK(to_string(Date{2024, 12, 9}) == "2024-12-09");
  CHECK(to_string(Date{987, 0, 0}) == "0987");
  CHECK(to_string(pilcrow::DateOrigin::json_ld) == "json_ld");
  CHECK(to_string(pilcrow::DateOrigin::file_name) == "file_name");
}
