#include "support.h"
#include "support/catch.h"
#include "tag/dateline.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::vector<std::string> focus_of(const Document& document) {
  return focus_countries(document, tag_all(builtin(), document, {paragraph_of(document.text)}));
}

Document document_of(const std::string& title, const std::string& text) {
  Document document;
  document.language = "en";
  document.title = title;
  document.text = text;
  return document;
}

}  // namespace

TEST_CASE(
    "a document is about the countries of its title, its dateline, and those it names four times") {
  CHECK(focus_of(document_of("Japan votes", "Peru watched.")) == std::vector<std::string>{"JP"});
  CHECK(focus_of(document_of("", "RIGA, May 4 - Peru watched.")) == std::vector<std::string>{"LV"});
  CHECK(focus_of(document_of("Votes", "Peru, Peru, Peru, Peru and Chile.")) ==
        std::vector<std::string>{"PE"});
}

TEST_CASE("a document without any of these is about every country it mentions") {
  CHECK(focus_of(document_of("Votes", "Peru and Chile and Chile.")) ==
        std::vector<std::string>{"CL", "PE"});
  CHECK(focus_of(document_of("", "Nothing.")).empty());
}

TEST_CASE("explicit countries are always in focus and most mentions come first") {
  Document document = document_of("Chile and Peru", "Peru, Peru and Chile.");
  document.tags = {{"country", "EST"}};
  CHECK(focus_of(document) == std::vector<std::string>{"PE", "CL", "EE"});
}

TEST_CASE("datelines are recognised and running text is not") {
  using internal::dateline_of;
  CHECK(dateline_of("SALVADOR, Feb 26 - Showers continued") == "SALVADOR, Feb 26");
  CHECK(dateline_of("RIGA (Reuters) — Latvia said") == "RIGA (Reuters)");
  CHECK(dateline_of("London, March 9 - Unilever") == "London, March 9");
  CHECK(dateline_of("BONN -- The government") == "BONN");
  CHECK(dateline_of("The talks - long awaited - began in Paris.").empty());
  CHECK(dateline_of("NATO said. It was late - very late").empty());
  CHECK(dateline_of("").empty());
}

TEST_CASE("a dateline behind title and byline lines is found") {
  CHECK(focus_of(document_of(
            "Rain", "Rain\nby A. Writer\n\nQUITO, May 4 - It rained in Peru and Chile.")) ==
        std::vector<std::string>{"EC"});
}
