#include <filesystem>

#include "pilcrow/error.h"
#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> ids_of(const fs::path& path, std::vector<Note>* notes = nullptr) {
  std::vector<std::string> ids;
  for (const InputFile& file : Reader().list(path, [&](const Note& note) {
         if (notes != nullptr) notes->push_back(note);
       })) {
    ids.push_back(file.id);
  }
  return ids;
}

}  // namespace

TEST_CASE("a directory is walked in order, without hidden files and loops") {
  TemporaryDirectory root;
  write_file(root / "b.txt", "b");
  write_file(root / "a/z.md", "z");
  write_file(root / "a/y.txt.gz", "y");
  write_file(root / ".hidden/x.txt", "x");
  write_file(root / "a/.x.txt", "x");
  write_file(root / "a/picture.png", "x");
  fs::create_directory_symlink(root.path(), root / "a/up");
  fs::create_symlink(root / "nothing", root / "dangling.txt");
  std::vector<Note> notes;
  CHECK(ids_of(root.path(), &notes) == std::vector<std::string>{"a/y", "a/z", "b"});
  REQUIRE(notes.size() == 3);
  CHECK(notes[0].message.find("no reader") != std::string::npos);
  CHECK(notes[1].message.find("already read") != std::string::npos);
  CHECK(notes[2].severity == Severity::error);
}

TEST_CASE("two files of one name keep their ids apart") {
  TemporaryDirectory root;
  write_file(root / "a.md", "x");
  write_file(root / "a.txt", "x");
  write_file(root / "a.txt.md", "x");
  std::vector<Note> notes;
  CHECK(ids_of(root.path(), &notes) == std::vector<std::string>{"a", "a.txt", "a.txt.md"});
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].where == (root / "a.txt").string());
  CHECK(notes[0].message.find("\"a\"") != std::string::npos);
}

TEST_CASE("a single file is listed by its stem, and a missing one is an error") {
  TemporaryDirectory root;
  write_file(root / "One Report.v2.txt", "x");
  CHECK(ids_of(root / "One Report.v2.txt") == std::vector<std::string>{"One Report.v2"});
  CHECK_THROWS_AS(ids_of(root / "none"), Error);
}

TEST_CASE("tags and fields come out of paths") {
  TemporaryDirectory root;
  write_file(root / "EST_69_2014.txt", "A speech of some length about nothing at all.");
  const Reading reading = read_path(
      root.path(),
      {.tags = {{"series", "un"}}, .tags_from_path = R"((?<country>[A-Z]{3})_\d+_(?<year>\d{4}))"});
  REQUIRE(reading.documents.size() == 1);
  const Document& document = reading.documents[0];
  CHECK(document.tags == std::vector<Tag>{{"country", "EST"}, {"year", "2014"}, {"series", "un"}});
  REQUIRE(document.published.has_value());
  CHECK(to_string(*document.published) == "2014");
  CHECK(document.published_from == DateOrigin::file_name);
}

TEST_CASE("bad options are refused when a reader is made") {
  CHECK_THROWS_AS(Reader({.tags_from_path = "(?<year>"}), Error);
  CHECK_THROWS_AS(Reader({.tags_from_path = "no groups"}), Error);
  CHECK_THROWS_AS(Reader({.max_document_bytes = 0}), Error);
  CHECK_THROWS_AS(Reader().read_text("x", "docx", "x", nullptr), Error);
}

TEST_CASE("a file larger than the bound is left out with a note") {
  TemporaryDirectory root;
  write_file(root / "a.txt", std::string(5000, 'x'));
  const Reading reading = read_path(root.path(), {.max_document_bytes = 4000});
  CHECK(reading.documents.empty());
  CHECK(reading.has_note(Severity::error, "larger than 4000 bytes"));
}
