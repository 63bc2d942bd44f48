#include <sstream>

#include "pilcrow/error.h"
#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

TEST_CASE("a record keeps every field that it has") {
  const Reading reading = read_sample("records.jsonl");
  REQUIRE(reading.documents.size() == 3);
  const Document& first = reading.documents[0];
  CHECK(first.id == "r1");
  CHECK(first.url == "https://example.org/r1");
  CHECK(first.language == "en");
  CHECK(first.author == "Ann Example");
  CHECK(first.source_line == 1);
  CHECK(first.one_line);
  REQUIRE(first.published.has_value());
  CHECK(to_string(*first.published) == "2021-03-04");
  CHECK(first.published_from == DateOrigin::given);
  CHECK(first.tags == std::vector<Tag>{{"country", "EE"}, {"country", "LV"}, {"topic", "energy"}});
  CHECK(first.metadata.at("section") == R"({"name":"News","pages":[1,2]})");
}

TEST_CASE("broken records are named with their line, and the others kept") {
  const Reading reading = read_sample("records.jsonl");
  CHECK(reading.has_note(Severity::error, "records.jsonl:2: is not JSON"));
  CHECK(reading.has_note(Severity::error, "records.jsonl:3: is not JSON"));
  CHECK(reading.has_note(Severity::error, "records.jsonl:5: has no \"text\""));
  CHECK(reading.has_note(Severity::warning, "records.jsonl:6: has a published date"));
  CHECK(reading.has_note(Severity::error, "records.jsonl:7: is not a JSON object"));
  REQUIRE(reading.documents.size() == 3);
  CHECK(reading.documents[1].id == "r4");
  CHECK(reading.documents[1].source_line == 6);
  CHECK_FALSE(reading.documents[1].published.has_value());
  CHECK(reading.documents[2].id == "records:8");
}

TEST_CASE("paragraphs of a record are cited with its line") {
  std::istringstream stream("\n{\"id\":\"a\",\"text\":\"One.\\n\\nTwo lines\\nof text.\"}\r\n");
  std::vector<Document> documents;
  Reader().read_jsonl(
      stream, "x.jsonl",
      [&](Document&& document) {
        documents.push_back(std::move(document));
        return true;
      },
      nullptr);
  REQUIRE(documents.size() == 1);
  const auto paragraphs = Splitter({.min_bytes = 0}).split(documents[0]);
  REQUIRE(paragraphs.size() == 2);
  CHECK(paragraphs[1].text == "Two lines of text.");
  CHECK(paragraphs[1].line == 2);
}

TEST_CASE("a record nested a hundred thousand deep is read without harm") {
  const std::string deep = "{\"id\":\"d\",\"text\":\"Here.\",\"x\":" + std::string(100000, '[') +
                           std::string(100000, ']') + "}";
  const Document document = read_string(deep, "jsonl");
  CHECK(document.text == "Here.");
  CHECK(document.metadata.at("x").size() == 200000);
}

TEST_CASE("a record over the bound is left out and the next one read") {
  std::istringstream stream("{\"id\":\"a\",\"text\":\"" + std::string(1000000, 'x') +
                            "\"}\n{\"id\":\"b\",\"text\":\"Short.\"}");
  std::vector<std::string> ids;
  std::vector<std::string> notes;
  Reader({.max_document_bytes = 1000})
      .read_jsonl(
          stream, "x.jsonl",
          [&](Document&& document) {
            ids.push_back(document.id);
            return true;
          },
          [&](const Note& note) { notes.push_back(note.where + ": " + note.message); });
  CHECK(ids == std::vector<std::string>{"b"});
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].find("x.jsonl:1: is longer than 1000 bytes") == 0);
}

TEST_CASE("reading stops where the sink says so") {
  std::istringstream stream("{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n");
  int seen = 0;
  const bool complete = Reader().read_jsonl(
      stream, "x.jsonl", [&](Document&&) { return ++seen < 2; }, nullptr);
  CHECK_FALSE(complete);
  CHECK(seen == 2);
}

TEST_CASE("what a sink throws comes out as it is") {
  TemporaryDirectory directory;
  write_file(directory / "a.jsonl", "{\"text\":\"a\"}\n");
  struct Mine {};
  CHECK_THROWS_AS(
      Reader().read(
          {directory / "a.jsonl", "a"}, [](Document&&) -> bool { throw Mine{}; }, nullptr),
      Mine);
}
