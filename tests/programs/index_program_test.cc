#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace {

const std::string kCables =
    "Cables of the Baltic Sea\n\n"
    "Estonia and Finland laid a second power cable between their coasts. The cable carries "
    "electricity from the north to the south in winter, and the other way round in summer, when "
    "the sun shines on the roofs of Tallinn and Tartu.\n\n"
    "Engineers repaired the older cable within seven months. They found that an anchor had dragged "
    "over the sea bed for ninety kilometers before it struck the line, which nobody had noticed on "
    "the ship that lost it.\n";

const std::string kHarbor =
    "The harbor of Yokohama\n\n"
    "Japan opened the harbor of Yokohama to foreign ships in 1859. Within twenty years it handled "
    "most of the silk that the country sold abroad, and a railway tied it to the capital.\n";

/// A folder with two documents and a place for an index.
struct Archive {
  Archive() {
    write_file(directory / "archive/cables.txt", kCables);
    write_file(directory / "archive/asia/harbor.txt", kHarbor);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (directory / name).string();
  }
  [[nodiscard]] std::string index() const { return path("test.idx"); }

  TemporaryDirectory directory;
};

std::size_t mentions_of(const json& line, const std::string& facet, const std::string& value) {
  const auto& mentions = line.at("mentions");
  return static_cast<std::size_t>(
      std::count_if(mentions.begin(), mentions.end(), [&](const json& mention) {
        return mention.at("facet") == facet && mention.at("value") == value;
      }));
}

}  // namespace

TEST_CASE("pilcrow-index makes an index of a folder and says what it holds") {
  const Archive archive;
  const Outcome built = run_index({archive.index(), archive.path("archive"), "--json"});
  INFO(built.err);
  REQUIRE(built.code == 0);
  const json summary = built.json();
  CHECK(summary["version"] == 1);
  CHECK(summary["documents"]["added"] == 2);
  CHECK(summary["documents"]["replaced"] == 0);
  CHECK(summary["total"]["documents"] == 2);
  CHECK(summary["total"]["paragraphs"] >= 2);
  CHECK(summary["total"]["disk_bytes"] > 0);
  CHECK(summary["bytes_read"] == kCables.size() + kHarbor.size());
  CHECK(summary["interrupted"] == false);

  const Outcome found = run_search({archive.index(), "anchor", "--jsonl"});
  REQUIRE(found.code == 0);
  CHECK(found.json_lines().front()["document"] == "cables");
}

TEST_CASE("The summary for people goes to standard output, and --quiet leaves it out") {
  const Archive archive;
  const Outcome loud = run_index({archive.index(), archive.path("archive")});
  REQUIRE(loud.code == 0);
  CHECK(loud.out.find("2 documents") != std::string::npos);
  CHECK(loud.out.find("added 2") != std::string::npos);
  CHECK(loud.err.empty());  // no terminal, no progress
  const Outcome quiet = run_index({archive.index(), archive.path("archive"), "--quiet"});
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
}

TEST_CASE("Wrong command lines of pilcrow-index are refused with exit code 2 and a remedy") {
  const Archive archive;
  const auto refused = [&](std::vector<std::string> arguments, const std::string& hint) {
    const Outcome outcome = run_index(arguments);
    INFO(hint << " | " << outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find(hint) != std::string::npos);
  };
  const std::string docs = archive.path("archive");
  refused({}, "which index?");
  refused({archive.index()}, "what is to be indexed?");
  refused({archive.index(), docs, "--jobs", "none"}, "--jobs takes a whole number");
  refused({archive.index(), docs, "--jobs", "0"}, "--jobs takes a whole number");
  refused({archive.index(), docs, "--unknown"}, "--unknown");
  refused({archive.index(), docs, "--rebui"}, "--rebui");  // no abbreviations
  refused({archive.index(), docs, "--tag", "country"}, "FACET=VALUE");
  refused({archive.index(), docs, "--tag", "country=Atlantis"}, "Atlantis");
  refused({archive.index(), docs, "--tag", "year=soon"}, "no year");
  refused({archive.index(), docs, "--tag", "Desk=north"}, "lower-case");
  refused({archive.index(), docs, "--tags-from-path", "(?<Desk>[a-z]+)"}, "lower-case");
  refused({archive.index(), docs, "--language", "English"}, "--language takes a code");
  refused({archive.index(), docs, "--tags-from-path", "([A-Z]+)"}, "named group");
  refused({archive.index(), docs, "--tags-from-path", "(?<year>[0-9"}, "");
  refused({archive.index(), docs, "--topics", archive.path("no-such-file")}, "no-such-file");
  refused({archive.index(), docs, "--dry-run", "--rebuild"}, "--dry-run");
  refused({archive.index(), "-", "-"}, "once");
  CHECK_FALSE(std::filesystem::exists(archive.index()));
}

TEST_CASE("the option --help and --version answer on standard output with exit code 0") {
  for (const std::string option : {"--help", "-h"}) {
    const Outcome help = run_index({option});
    CHECK(help.code == 0);
    CHECK(help.out.find("Exit codes") != std::string::npos);
    CHECK(help.out.find("--dry-run") != std::string::npos);
  }
  const Outcome version = run_index({"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.rfind("pilcrow-index ", 0) == 0);
}

TEST_CASE("A missing path is an input problem, and the rest is indexed") {
  const Archive archive;
  const Outcome outcome =
      run_index({archive.index(), archive.path("archive"), archive.path("nowhere"), "--json"});
  CHECK(outcome.code == 6);
  CHECK(outcome.err.find("nowhere") != std::string::npos);
  CHECK(outcome.json()["total"]["documents"] == 2);
}

TEST_CASE("Where there is nothing to index no index is made") {
  const Archive archive;
  std::filesystem::create_directories(archive.directory / "empty");
  const Outcome empty = run_index({archive.index(), archive.path("empty")});
  CHECK(empty.code == 6);
  CHECK(empty.err.find("nothing to index") != std::string::npos);
  CHECK(empty.err.find("empty") != std::string::npos);
  const Outcome missing = run_index({archive.index(), archive.path("nowhere")});
  CHECK(missing.code == 6);
  CHECK_FALSE(std::filesystem::exists(archive.index()));
}

TEST_CASE("A mistaken path does not empty an index by --rebuild") {
  const Archive archive;
  REQUIRE(run_index({archive.index(), archive.path("archive")}).code == 0);
  CHECK(run_index({archive.index(), archive.path("nowhere"), "--rebuild", "--prune"}).code == 6);
  CHECK(run_search({archive.index(), "anchor"}).code == 0);
}

TEST_CASE("A binary file is named and left out; the rest is indexed") {
  const Archive archive;
  std::string bytes =
      "\x7F"
      "ELF";
  for (int i = 0; i < 4000; ++i)
    bytes += static_cast<char>(i * 7);
  write_file(archive.directory / "archive/program.txt", bytes);
  const Outcome outcome = run_index({archive.index(), archive.path("archive"), "--json"});
  CHECK(outcome.code == 6);
  CHECK(outcome.err.find("program.txt") != std::string::npos);
  CHECK(outcome.json()["total"]["documents"] == 2);
}

TEST_CASE("The summary names what was passed over, and why") {
  const Archive archive;
  write_file(archive.directory / "archive/table.xlsx", "cells");
  write_file(archive.directory / "archive/empty.txt", "\n \n");
  const Outcome built = run_index({archive.index(), archive.path("archive")});
  CHECK(built.code == 0);
  CHECK(built.out.find("added 2, replaced 0, unchanged 0, removed 0, left out 1") !=
        std::string::npos);
  CHECK(std::regex_search(built.out, std::regex("holds no text: .*archive/empty\\.txt\n")));
  CHECK(std::regex_search(built.out, std::regex("no reader.*: .*archive/table\\.xlsx\n")));
}

TEST_CASE("An index may lie among its documents") {
  const Archive archive;
  const std::string index = archive.path("archive/own.idx");
  for (int i = 0; i < 2; ++i) {
    const Outcome outcome = run_index({index, archive.path("archive"), "--json"});
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(outcome.json()["total"]["documents"] == 2);
    CHECK(outcome.err.empty());
  }
}

TEST_CASE("A dry run prints every paragraph with tags and offsets, and writes nothing") {
  const Archive archive;
  const Outcome outcome = run_index({"--dry-run", archive.path("archive")});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto lines = outcome.json_lines();
  REQUIRE(lines.size() >= 3);
  CHECK(lines.front()["document"] == "asia/harbor");
  std::size_t next = 1;
  for (const json& line : lines) {
    for (const char* key : {"document", "title", "source", "published", "published_from",
                            "language", "focus_countries", "paragraph", "kind", "heading", "line",
                            "bytes", "text", "tags", "mentions"})
      CHECK(line.contains(key));
    if (line["document"] != "cables") continue;
    CHECK(line["paragraph"] == next++);
    CHECK(line["bytes"][0] < line["bytes"][1]);
    CHECK(line["bytes"][1] <= kCables.size());
  }
  CHECK_FALSE(std::filesystem::exists(archive.index()));
}

TEST_CASE("Mentions of a dry run point at the words that caused them") {
  const Archive archive;
  const Outcome outcome = run_index({"--dry-run", archive.path("archive/cables.txt")});
  const auto lines = outcome.json_lines();
  std::size_t estonia = 0;
  for (const json& line : lines) {
    const std::string text = line["text"];
    for (const json& mention : line["mentions"]) {
      if (mention["bytes"].is_null()) continue;
      const std::size_t begin = mention["bytes"][0];
      const std::size_t end = mention["bytes"][1];
      CHECK(text.substr(begin, end - begin) == mention["surface"].get<std::string>());
    }
    estonia += mentions_of(line, "country", "EE");
    const auto& countries = line["tags"]["country"];
    CHECK((mentions_of(line, "country", "EE") > 0) ==
          (std::find(countries.begin(), countries.end(), "EE") != countries.end()));
  }
  CHECK(estonia > 0);
}

TEST_CASE("With two words a dry run takes the first as the index and leaves it alone") {
  const Archive archive;
  const Outcome outcome = run_index({"--dry-run", archive.index(), archive.path("archive")});
  CHECK(outcome.code == 0);
  CHECK(outcome.json_lines().size() >= 3);
  CHECK_FALSE(std::filesystem::exists(archive.index()));
}

TEST_CASE("Tags for a whole run filter, and a facet of one's own declares itself") {
  const Archive archive;
  const Outcome built = run_index(
      {archive.index(), archive.path("archive"), "--tag", "country=Latvia", "--tag", "desk=north"});
  INFO(built.err);
  REQUIRE(built.code == 0);
  CHECK(run_search({archive.index(), "harbor", "--country", "LV"}).code == 0);
  CHECK(run_search({archive.index(), "harbor", "--facet", "desk=north"}).code == 0);
  CHECK(run_search({archive.index(), "harbor", "--exclude", "desk=north"}).code == 1);
}

TEST_CASE("An index that exists takes a new facet") {
  const Archive archive;
  REQUIRE(run_index({archive.index(), archive.path("archive/cables.txt")}).code == 0);
  CHECK(run_search({archive.index(), "harbor", "--facet", "desk=north"}).code == 2);
  REQUIRE(run_index({archive.index(), archive.path("archive"), "--tag", "desk=north"}).code == 0);
  CHECK(run_search({archive.index(), "harbor", "--facet", "desk=north"}).code == 0);
  CHECK(run_search({archive.index(), "anchor", "--exclude", "desk=north"}).code == 0);
}

TEST_CASE("Named groups over the path become tags") {
  const Archive archive;
  write_file(archive.directory / "un/EST_69_2014.txt", kCables);
  const Outcome built = run_index({archive.index(), archive.path("un"), "--tags-from-path",
                                   R"((?<country>[A-Z]{3})_\d+_(?<year>\d{4}))"});
  INFO(built.err);
  REQUIRE(built.code == 0);
  const Outcome found =
      run_search({archive.index(), "anchor", "--country", "EE", "--year", "2014", "--jsonl"});
  REQUIRE(found.code == 0);
  CHECK(found.json_lines().front()["tags"]["year"] == json{"2014"});
}

TEST_CASE("Topics of a user's own file tag, alone if wanted") {
  const Archive archive;
  write_file(archive.directory / "topics.txt",
             "@lang en\n@topic seafaring label=\"Seafaring\"\n+2 anchor\n");
  const auto topics = [&](std::vector<std::string> options) {
    options.insert(options.end(), {"--dry-run", archive.path("archive/cables.txt"), "--topics",
                                   archive.path("topics.txt"), "--language", "en"});
    std::vector<std::string> all;
    for (const json& line : run_index(options).json_lines())
      for (const std::string topic : line["tags"]["topic"])
        all.push_back(topic);
    return all;
  };
  const auto more = topics({});
  CHECK(std::count(more.begin(), more.end(), "seafaring") >= 1);
  const auto alone = topics({"--no-builtin-topics"});
  REQUIRE_FALSE(alone.empty());
  CHECK(std::count(alone.begin(), alone.end(), "seafaring") ==
        static_cast<std::ptrdiff_t>(alone.size()));
}

TEST_CASE("JSONL on standard input is indexed, its own facets included") {
  const Archive archive;
  const std::string records =
      R"({"id": "a", "title": "First", "text": "The anchor lay on the sea bed.", "tags": {"genre": "speech"}})"
      "\n"
      R"({"id": "b", "title": "Second", "text": "No ship lost an anchor.", "published": "2021-05-01"})"
      "\n";
  const Outcome built = run_index({archive.index(), "-", "--json"}, {.input = records});
  INFO(built.err);
  REQUIRE(built.code == 0);
  CHECK(built.json()["documents"]["added"] == 2);
  const Outcome found =
      run_search({archive.index(), "anchor", "--facet", "genre=speech", "--jsonl"});
  REQUIRE(found.code == 0);
  CHECK(found.json_lines().size() == 1);
  CHECK(found.json_lines().front()["document"] == "a");
  CHECK(run_search({archive.index(), "anchor", "--year", "2021"}).code == 0);

  // The same ids again replace what standard input gave before.
  const Outcome again = run_index(
      {archive.index(), "-", "--json"},
      {.input = "{\"id\": \"b\", \"title\": \"Second\", \"text\": \"A rope was found.\"}\n"});
  CHECK(again.code == 0);
  CHECK(again.json()["documents"]["replaced"] == 1);
  CHECK(again.json()["total"]["documents"] == 2);
  CHECK(run_search({archive.index(), "rope"}).code == 0);
}

TEST_CASE("A broken JSONL line is named and left out; the rest is indexed") {
  const Archive archive;
  write_file(archive.directory / "some.jsonl",
             "{\"id\": \"a\", \"text\": \"An anchor.\"}\n{broken\n{\"id\": \"c\", \"text\": \"A "
             "rope.\"}\n");
  const Outcome outcome = run_index({archive.index(), archive.path("some.jsonl"), "--json"});
  CHECK(outcome.code == 6);
  CHECK(outcome.err.find("some.jsonl:2") != std::string::npos);
  CHECK(outcome.json()["total"]["documents"] == 2);
  CHECK(outcome.json()["left_out"] == 1);
}

TEST_CASE("Many problems of one kind are told in a few lines") {
  const Archive archive;
  std::string records;
  for (int i = 0; i < 30; ++i)
    records += "{broken\n";
  records += "{\"id\": \"a\", \"text\": \"An anchor.\"}\n";
  write_file(archive.directory / "some.jsonl", records);
  const Outcome outcome = run_index({archive.index(), archive.path("some.jsonl"), "--json"});
  CHECK(outcome.code == 6);
  CHECK(outcome.err.find("and 25 more") != std::string::npos);
  CHECK(outcome.json()["notes"][0]["count"] == 30);
  CHECK(outcome.json()["left_out"] == 30);
}

TEST_CASE("The result of a full standard output is an exit code") {
  const Archive archive;
  const Outcome outcome =
      run("/bin/sh", {"-c", "\"$0\" --help > /dev/full", PILCROW_INDEX_PROGRAM});
  CHECK(outcome.code == 74);
}
