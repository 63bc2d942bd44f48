#include <map>
#include <set>
#include <string>
#include <vector>

#include "pilcrow/reader.h"
#include "support/catch.h"
#include "support/data.h"

namespace {

using pilcrow::DateOrigin;
using pilcrow::Document;
using pilcrow::test::project_file;

/// The example corpus as the readers see it.
struct Corpus {
  std::map<std::string, Document> documents;  ///< by id
  std::vector<std::string> complaints;        ///< warnings and errors
};

Corpus read_corpus() {
  Corpus corpus;
  const pilcrow::Reader reader;
  const auto complain = [&](const pilcrow::Note& note) {
    if (note.severity != pilcrow::Severity::info)
      corpus.complaints.push_back(note.where + ": " + note.message);
  };
  const auto keep = [&](Document&& document) {
    const std::string id = document.id;
    if (!corpus.documents.emplace(id, std::move(document)).second)
      corpus.complaints.push_back(id + " is there twice");
    return true;
  };
  for (const auto& file : reader.list(project_file("examples/corpus"), complain))
    reader.read(file, keep, complain);
  return corpus;
}

const Corpus& corpus() {
  static const Corpus read_once = read_corpus();
  return read_once;
}

struct Expected {
  std::string id;
  std::string title;
  std::string published;
  DateOrigin origin;
  std::string author;
};

const std::vector<Expected>& expected() {
  static const std::vector<Expected> all = {
      {"2024-11-20-amazon-deforestation", "The Amazon loses less forest, and burns more",
       "2024-11-20", DateOrigin::file_name, ""},
      {"accord-de-paris-dix-ans", "L’Accord de Paris, dix ans après", "2025-12-12",
       DateOrigin::text, "Élodie Marchand"},
      {"arctic-council-without-russia", "Norway inherits a divided Arctic Council", "2023-05-15",
       DateOrigin::front_matter, "Ingrid Solheim"},
      {"atlanta-ransomware", "Atlanta counts the cost of a ransomware attack", "2018-12-03",
       DateOrigin::front_matter, "Dana Whitlock"},
      {"balti-elektrivork", "Balti riigid lahkusid Venemaa elektrivõrgust", "2025-02-10",
       DateOrigin::text, ""},
      {"baltic-sea-cables", "Anchors away: who guards the cables of the Baltic Sea?", "2025-02-18",
       DateOrigin::json_ld, "Jonas Wikström"},
      {"bronze-night-ten-years-on",
       "Ten years after the Bronze Night: what the cyber attacks of 2007 changed", "2017-04-27",
       DateOrigin::front_matter, "Henrik Saar"},
      {"chile-lithium", "Chile wants its lithium back", "2023-05-05", DateOrigin::meta,
       "Camila Rojas Ibarra"},
      {"chip-war", "Two companies at the narrow end of the chip industry", "2023-10-04",
       DateOrigin::time_element, ""},
      {"colombia-acuerdo-de-paz", "Colombia firma la paz por segunda vez", "2016-11-25",
       DateOrigin::given, "Andrés Felipe Mora"},
      {"deutschland-atomausstieg", "Nach dem letzten Reaktor", "2023-04-21",
       DateOrigin::front_matter, "Friederike Lohmann"},
      {"eyjafjallajokull", "An ash cloud grounds Europe", "2010-04-24", DateOrigin::given,
       "Sigrún Helgadóttir"},
      {"hornets-change-hands", "Michael Jordan sells the Charlotte Hornets", "2023-08-04",
       DateOrigin::front_matter, "Terrence Boyle"},
      {"kenya-mobile-money", "Five years of M-Pesa: how Kenya put money on the telephone",
       "2012-12-10", DateOrigin::text, ""},
      {"nihon-estonia-digital", "日本とエストニア、小さな国から学ぶデジタル社会", "2024-03-11",
       DateOrigin::text, ""},
      {"samy-is-my-hero",
       "\"but most of all, samy is my hero\": how <script> got past the filter & into a million "
       "profiles",
       "2005-10-21", DateOrigin::text, "Ruth Okafor"},
      {"sweden-takes-its-seat", "Sweden takes its seat", "2024-03-12", DateOrigin::front_matter,
       "Jonas Wikström"},
  };
  return all;
}

}  // namespace

TEST_CASE("the example corpus holds thirty documents, read without a warning") {
  CHECK(corpus().complaints == std::vector<std::string>());
  CHECK(corpus().documents.size() >= 30);
}

TEST_CASE("title, date and author of the example corpus are found where they stand") {
  for (const auto& want : expected()) {
    INFO(want.id);
    const auto found = corpus().documents.find(want.id);
    REQUIRE(found != corpus().documents.end());
    const Document& document = found->second;
    CHECK(document.title == want.title);
    CHECK(to_string(document.published.value_or(pilcrow::Date{})) == want.published);
    CHECK(to_string(document.published_from) == to_string(want.origin));
    if (!want.author.empty()) CHECK(document.author == want.author);
  }
}

TEST_CASE("every document of the example corpus is dated, from 2005 to 2026") {
  std::set<int> years;
  for (const auto& [id, document] : corpus().documents) {
    INFO(id);
    CHECK(document.published.has_value());
    if (document.published) years.insert(document.published->year);
  }
  REQUIRE(years.size() >= 15);
  CHECK(*years.begin() == 2005);
  CHECK(*years.rbegin() == 2026);
}
