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

TEST_CASE("a document is about a country of its first sentence that it names again") {
  const std::string first = "AMSTERDAM, May 4 - Akzo bought household units of a French group. ";
  CHECK(focus_of(document_of("Akzo buys", first + "French law allows it.")) ==
        std::vector<std::string>{"FR", "NL"});
  CHECK(focus_of(document_of("Akzo buys", first + "German law allows it.")) ==
        std::vector<std::string>{"NL"});
}

TEST_CASE("a document is about a country of its opening that it names three times") {
  const std::string opening =
      "AMSTERDAM, May 4 - Akzo bought a maker of paints that had been looking for a larger owner "
      "since last year, when the price of its shares fell to half of what it had been. The maker "
      "of paints is French. ";
  CHECK(focus_of(document_of("Akzo buys", opening + "France agreed. French law allows it.")) ==
        std::vector<std::string>{"FR", "NL"});
  CHECK(focus_of(document_of("Akzo buys", opening + "French law allows it.")) ==
        std::vector<std::string>{"NL"});
  CHECK(focus_of(document_of("Akzo buys", "AMSTERDAM, May 4 - " + std::string(400, 'x') +
                                              " French, French and French.")) ==
        std::vector<std::string>{"NL"});
}

TEST_CASE("a place only says where something happened and does not name its country again") {
  CHECK(
      focus_of(document_of(
          "Akzo buys", "AMSTERDAM, May 4 - Akzo said in Paris it was buying. It met in Paris.")) ==
      std::vector<std::string>{"NL"});
}

TEST_CASE("a document whose opening lists many countries is about each of them") {
  CHECK(focus_of(document_of("Experts urge vaccination",
                             "ROME, May 4 - Cattle in Bangladesh, Bhutan, India, Nepal, Pakistan "
                             "and Yemen should be vaccinated.")) ==
        std::vector<std::string>{"BD", "BT", "IN", "IT", "NP", "PK", "YE"});
  CHECK(focus_of(document_of("Experts urge vaccination",
                             "ROME, May 4 - Cattle in Bangladesh, Bhutan and India should be "
                             "vaccinated.")) == std::vector<std::string>{"IT"});
}

TEST_CASE("where a reader found blocks, the opening is that of the running text") {
  Document document = document_of("Rain", "<h1>Rain</h1><p>QUITO, May 4 - It rained in Peru.</p>");
  document.blocks = {{BlockKind::furniture, 0, "Chile, Chile", {}, {}},
                     {BlockKind::heading, 1, "Rain", {}, {}},
                     {BlockKind::paragraph, 0, "QUITO, May 4 - It rained in Peru.", {}, {}}};
  const Paragraph first = paragraph_of(document.blocks[2].text);
  const Paragraph second = paragraph_of("Peru was wet.");
  CHECK(focus_countries(document, tag_all(builtin(), document, {first, second})) ==
        std::vector<std::string>{"PE", "EC"});
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
