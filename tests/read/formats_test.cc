#include <map>

#include "pilcrow/error.h"
#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

/// One row of the table of formats: what comes out of a file of tests/data/read.
struct Sample {
  const char* file;
  std::size_t documents;
  const char* title;
  const char* first_words;  ///< of the first paragraph of prose
  const char* note;         ///< part of a note that must be there; empty: no warning, no error
};

std::string first_prose(const Document& document) {
  for (const Paragraph& paragraph : Splitter().split(document)) {
    if (paragraph.kind != BlockKind::furniture && paragraph.kind != BlockKind::byline) {
      return paragraph.text;
    }
  }
  return {};
}

}  // namespace

TEST_CASE("every format and every kind of bad file gives what the table says") {
  const Sample samples[] = {
      {"lines.txt", 1, "", "The council met for the third time", ""},
      {"wrapped.txt", 1, "", "The harbor of Tallinn was closed", ""},
      {"web.txt", 1, "The long bridge: how two islands became neighbors", "The two islands look at",
       ""},
      {"bom.txt", 1, "", "One line behind a byte order mark", ""},
      {"utf16.txt", 1, "", "Õhtul sõitis rong üle silla", ""},
      {"utf16be.txt", 1, "", "A line in sixteen bits", "UTF-16BE"},
      {"cyrillic.txt", 1, "Старый маяк", "Лампа маяка горела", "windows-1251"},
      {"mail.txt", 1, "The log books", "Dear Bo, The lamp of the lighthouse", ""},
      {"book.txt", 1, "Lamps on the Gulf", "The lamp of the lighthouse", ""},
      {"latin.txt", 1, "", "Der Bürgermeister öffnete die Tür", "windows-1252"},
      {"cut-utf8.txt", 1, "", "A text that ends in the middle", "broken UTF-8"},
      {"packed.txt.gz", 1, "", "A note that was packed with gzip", ""},
      {"records.jsonl.gz", 2, "Packed record", "A record that was packed with gzip", ""},
      {"page.html.xz", 1, "Packed page", "A page that was packed with xz", ""},
      {"packed.md.xz", 1, "Packed", "A page in Markdown that was packed", ""},
      {"article.md", 1, "Lighthouses of the Gulf", "The oldest lighthouse on the gulf", ""},
      {"article-toml.md", 1, "A Short History of Ice", "Ice was cut from the lakes", ""},
      {"bad-front-matter.md", 1, "What follows is still read", "Even where the front matter",
       "front matter that is not YAML"},
      {"nested-quote.md", 1, "Nested Quote", "deep quote in the cellar", ""},
      {"article.html", 1, "Salt roads of the north", "Salt was worth more than grain", ""},
      {"portal.html", 1, "Lamps on the Gulf", "How three generations kept a light", ""},
      {"latin2.html", 1, "Zpráva", "Příliš žluťoučký kůň", ""},
      {"page.txt", 1, "Salt roads of the north", "Salt was worth more than grain", ""},
      {"records.jsonl", 3, "First", "The first record has a short text.", "records.jsonl:2"},
      {"zip.txt", 0, "", "", "ZIP"},
      {"picture.txt", 0, "", "", "binary"},
      {"damaged.txt.gz", 0, "", "", "damaged gzip"},
#ifdef PILCROW_TEST_PDF
      {"one-column.pdf", 1, "Lamps on the Gulf", "The lamp of the lighthouse was lit", ""},
      {"two-columns.pdf", 1, "Two Columns of Weather", "The first column speaks of rain", ""},
      {"encrypted.pdf", 0, "", "", "encrypted"},
      {"damaged.pdf", 0, "", "", "damaged PDF"},
#else
      {"one-column.pdf", 0, "", "", "no PDF reader"},
      {"two-columns.pdf", 0, "", "", "no PDF reader"},
#endif
  };
  for (const Sample& sample : samples) {
    CAPTURE(sample.file);
    const Reading reading = read_sample(sample.file);
    REQUIRE(reading.documents.size() == sample.documents);
    if (*sample.note != '\0') {
      CHECK((reading.has_note(Severity::error, sample.note) ||
             reading.has_note(Severity::warning, sample.note)));
    } else {
      CHECK_FALSE(
          (reading.has_note(Severity::error, "") || reading.has_note(Severity::warning, "")));
    }
    if (reading.documents.empty()) continue;
    const Document& document = reading.documents.front();
    CHECK(document.title == sample.title);
    CHECK(first_prose(document).substr(0, std::string(sample.first_words).size()) ==
          sample.first_words);
  }
}

#ifdef PILCROW_TEST_PDF
TEST_CASE("a PDF in one column gives its fields, without running heads, its sentences whole") {
  const Document document = read_sample("one-column.pdf").documents.at(0);
  CHECK(document.author == "Ann Example");
  CHECK(to_string(document.published.value()) == "2019-03-04");
  CHECK(document.published_from == DateOrigin::meta);
  const auto paragraphs = Splitter().split(document);
  CHECK(paragraphs.size() == 8);
  for (const Paragraph& paragraph : paragraphs) {
    INFO(paragraph.text);
    CHECK(paragraph.text.find("LAMPS") == std::string::npos);
    CHECK(paragraph.text.back() == '.');
  }
}

TEST_CASE("a PDF in two columns is read column by column, without its page numbers") {
  const Reading reading = read_sample("two-columns.pdf");
  REQUIRE(reading.documents.size() == 1);
  const std::string text = render(reading.documents.front());
  const auto at = [&](const char* words) { return text.find(words); };
  REQUIRE(at("After the rain came the accountants") != std::string::npos);
  CHECK(at("The first column speaks") < at("Nobody was hurt"));
  CHECK(at("Nobody was hurt") < at("After the rain came"));
  CHECK(at("After the rain came") < at("The second page speaks of snow"));
  CHECK(text.find("- 2 -") == std::string::npos);
  CHECK(text.find("-2-") == std::string::npos);
  CHECK(text.find("could not be told from the sea") != std::string::npos);
}
#endif

TEST_CASE("a file is read whatever happened to the ones before it") {
  const Reading reading = read_path(project_file("tests/data/read"));
  CHECK_FALSE(reading.complete);
  CHECK(reading.documents.size() >= 18);
  CHECK(reading.has_note(Severity::error, "zip.txt"));
  CHECK(reading.has_note(Severity::error, "damaged.txt.gz"));
}
