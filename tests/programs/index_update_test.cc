#include <chrono>
#include <filesystem>
#include <string>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace fs = std::filesystem;

namespace {

std::string text_about(const std::string& thing) {
  return "A note\n\nThe keeper of the lighthouse wrote about the " + thing +
         " in his log book on every evening of that long winter, when no ship came by and nothing "
         "else happened on the island.\n";
}

std::string note_record(const std::string& id, const std::string& thing) {
  return json{{"id", id}, {"title", "Note"}, {"text", "He wrote about the " + thing + "."}}.dump() +
         "\n";
}

/// A folder and an index of it that is brought up to date again and again.
struct ChangingArchive {
  void write(const std::string& name, const std::string& text) {
    const fs::path path = directory / ("archive/" + name);
    write_file(path, text);
    // Two versions within the clock's tick of the file system must still differ.
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds(++version));
  }
  void remove(const std::string& name) const { fs::remove(directory / ("archive/" + name)); }

  json update(std::vector<std::string> options = {}, int code = 0) {
    options.insert(options.begin(), {index(), (directory / "archive").string(), "--json"});
    const Outcome outcome = run_index(options);
    INFO(outcome.err);
    REQUIRE(outcome.code == code);
    last_words = outcome.err;
    return outcome.json();
  }
  [[nodiscard]] std::vector<std::string> documents_with(const std::string& word) const {
    std::vector<std::string> ids;
    for (const json& hit : run_search({index(), word, "--jsonl", "--limit", "100"}).json_lines())
      ids.push_back(hit["document"]);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  [[nodiscard]] std::string index() const { return (directory / "test.idx").string(); }

  TemporaryDirectory directory;
  std::string last_words;
  int version = 0;
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("A second run passes over unchanged files and replaces changed ones") {
  ChangingArchive archive;
  archive.write("one.txt", text_about("fog"));
  archive.write("two.txt", text_about("storm"));
  CHECK(archive.update()["documents"]["added"] == 2);

  const json same = archive.update();
  CHECK(same["documents"]["added"] == 0);
  CHECK(same["documents"]["replaced"] == 0);
  CHECK(same["documents"]["unchanged"] == 2);

  archive.write("two.txt", text_about("calm"));
  const json changed = archive.update();
  CHECK(changed["documents"]["replaced"] == 1);
  CHECK(changed["documents"]["unchanged"] == 1);
  CHECK(changed["total"]["documents"] == 2);
  CHECK(archive.documents_with("storm").empty());
  CHECK(archive.documents_with("calm") == Ids{"two"});
}

TEST_CASE("the option --rebuild starts from nothing") {
  ChangingArchive archive;
  archive.write("one.txt", text_about("fog"));
  archive.write("two.txt", text_about("storm"));
  archive.update();
  archive.remove("two.txt");
  const json rebuilt = archive.update({"--rebuild"});
  CHECK(rebuilt["documents"]["added"] == 1);
  CHECK(rebuilt["total"]["documents"] == 1);
}

TEST_CASE("Only --prune removes the documents of files that are gone, and only below the PATHs") {
  ChangingArchive archive;
  archive.write("north/one.txt", text_about("fog"));
  archive.write("south/two.txt", text_about("storm"));
  archive.update();
  archive.remove("north/one.txt");
  archive.remove("south/two.txt");
  CHECK(run_index({archive.index(), (archive.directory / "archive").string()}).code == 6);
  CHECK(archive.documents_with("fog") == Ids{"north/one"});

  const Outcome pruned = run_index(
      {archive.index(), (archive.directory / "archive/north").string(), "--prune", "--json"});
  INFO(pruned.err);
  CHECK(pruned.code == 0);
  CHECK(pruned.json()["documents"]["removed"] == 1);
  CHECK(archive.documents_with("fog").empty());
  CHECK(archive.documents_with("storm") == Ids{"south/two"});
}

TEST_CASE("A file that was given by itself can be pruned when it is gone") {
  ChangingArchive archive;
  archive.write("one.txt", text_about("fog"));
  const std::string file = (archive.directory / "archive/one.txt").string();
  REQUIRE(run_index({archive.index(), file}).code == 0);
  archive.remove("one.txt");
  CHECK(run_index({archive.index(), file}).code == 6);
  CHECK(run_index({archive.index(), file, "--prune"}).code == 0);
  CHECK(archive.documents_with("fog").empty());
}

TEST_CASE("Two files that claim one id are both indexed, the later by its ending") {
  ChangingArchive archive;
  archive.write("note.md", text_about("fog"));
  archive.write("note.txt", text_about("storm"));
  archive.update();
  CHECK(archive.documents_with("lighthouse") == Ids{"note", "note.txt"});

  // They keep their ids, and each is known as unchanged.
  CHECK(archive.update()["documents"]["unchanged"] == 2);
  archive.remove("note.md");
  archive.write("note.txt", text_about("calm"));
  const json pruned = archive.update({"--prune"});
  CHECK(pruned["documents"]["removed"] == 1);
  CHECK(pruned["documents"]["replaced"] == 1);
  CHECK(archive.documents_with("lighthouse") == Ids{"note.txt"});
}

TEST_CASE("A document of another folder never replaces one of the same name") {
  ChangingArchive archive;
  archive.write("2023/note.txt", text_about("fog"));
  archive.write("2024/note.txt", text_about("storm"));
  for (const std::string year : {"2023", "2024"}) {
    const fs::path folder = archive.directory / ("archive/" + year);
    const Outcome outcome = run_index({archive.index(), folder.string()});
    REQUIRE(outcome.code == 0);
    CHECK(outcome.err.empty() == (year == "2023"));  // the second is told that it has another id
  }
  CHECK(archive.documents_with("lighthouse") == Ids{"note", "note.txt"});
  CHECK(archive.documents_with("fog") == Ids{"note"});
}

TEST_CASE("A file reached by two PATHs is indexed once, and under the id it has") {
  ChangingArchive archive;
  archive.write("north/one.txt", text_about("fog"));
  archive.update();
  const std::string file = (archive.directory / "archive/north/one.txt").string();
  archive.write("north/one.txt", text_about("rain"));
  const Outcome outcome =
      run_index({archive.index(), file, (archive.directory / "archive").string(), "--json"});
  REQUIRE(outcome.code == 0);
  CHECK(outcome.json()["documents"]["replaced"] == 1);
  CHECK(archive.documents_with("lighthouse") == Ids{"north/one"});
}

TEST_CASE("Records that a changed JSONL file holds no more are removed") {
  ChangingArchive archive;
  archive.write("notes.jsonl", note_record("a", "fog") + note_record("b", "storm"));
  CHECK(archive.update()["documents"]["added"] == 2);
  CHECK(archive.update()["documents"]["unchanged"] == 2);
  archive.write("notes.jsonl", note_record("b", "calm") + note_record("c", "rain"));
  const json changed = archive.update();
  CHECK(changed["documents"]["added"] == 1);
  CHECK(changed["documents"]["replaced"] == 1);
  CHECK(changed["documents"]["removed"] == 1);
  CHECK(archive.documents_with("wrote") == Ids{"b", "c"});
}

TEST_CASE("Records of two files with one id are both indexed, the later by file and id") {
  ChangingArchive archive;
  archive.write("first.jsonl", note_record("1", "fog"));
  archive.write("second.jsonl", note_record("1", "storm") + note_record("1", "rain"));
  archive.update();
  const Ids ids = archive.documents_with("wrote");
  REQUIRE(ids.size() == 3);
  CHECK(ids[0].find("second.jsonl#1") != std::string::npos);
  CHECK(ids[1] == ids[0] + "~2");
  CHECK(ids[2] == "1");
  CHECK(archive.documents_with("fog") == Ids{"1"});
  archive.write("second.jsonl", note_record("1", "storm"));
  CHECK(archive.update()["documents"]["removed"] == 1);
  CHECK(archive.documents_with("wrote").size() == 2);
}

TEST_CASE("Where the new version of a file cannot be read the old one stays") {
  ChangingArchive archive;
  archive.write("one.txt", text_about("fog"));
  archive.update();
  archive.write("one.txt", std::string("\x00\x01\x02\xFF\x00\x7F", 6) + std::string(2000, '\0'));
  archive.update({}, 6);
  CHECK(archive.last_words.find("earlier run") != std::string::npos);
  CHECK(archive.documents_with("fog") == Ids{"one"});
}

TEST_CASE("the option --optimize alone rewrites an index that is there") {
  ChangingArchive archive;
  archive.write("one.txt", text_about("fog"));
  archive.update();
  CHECK(run_index({archive.index(), "--optimize"}).code == 0);
  CHECK(archive.documents_with("fog") == Ids{"one"});
  CHECK(run_index({(archive.directory / "none.idx").string(), "--optimize"}).code == 3);
}

TEST_CASE("the option --verify finds an index sound, or says what is damaged and ends with 3") {
  ChangingArchive archive;
  archive.write("one.txt", text_about("fog"));
  archive.update({"--no-sync"});
  const Outcome sound = run_index({archive.index(), "--verify", "--json"});
  CHECK(sound.code == 0);
  CHECK(sound.json()["sound"] == true);
  CHECK(sound.json()["documents"] == 1);
  CHECK(sound.json()["findings"].empty());
  const fs::path file = fs::path(archive.index()) / "generation-1/xapian/postlist.glass";
  std::string bytes = read_file(file);
  bytes[bytes.size() / 2] ^= 1;
  write_file(file, bytes);
  const Outcome damaged = run_index({archive.index(), "--verify"});
  CHECK(damaged.code == 3);
  CHECK(damaged.out.find("postlist.glass") != std::string::npos);
  CHECK(run_search({archive.index(), "fog"}).code == 3);
  CHECK(run_index({archive.index(), "--verify", "some.txt"}).code == 2);
  CHECK(run_index({(archive.directory / "none.idx").string(), "--verify"}).code == 3);
}
