// The blocks of the README that are no command lines: what they show is what there is.

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace {

/// The first block of a language behind a heading, without its fences.
std::string block(const std::string& heading, const std::string& language) {
  const std::string readme = read_file(project_file("README.md"));
  const auto section = readme.find("\n## " + heading + "\n");
  REQUIRE(section != std::string::npos);
  const std::string fence = "\n```" + language + "\n";
  const auto begin = readme.find(fence, section);
  REQUIRE(begin != std::string::npos);
  const auto text = begin + fence.size();
  return readme.substr(text, readme.find("\n```", text) + 1 - text);
}

/// The paths of all members: "total.exact", "hits[].tags.country".
void collect_paths(const json& value, const std::string& path, std::set<std::string>& paths) {
  if (value.is_array()) {
    for (const json& element : value)
      collect_paths(element, path + "[]", paths);
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.items())
      collect_paths(member, path.empty() ? name : path + '.' + name, paths);
  } else {
    paths.insert(path);
  }
}

std::set<std::string> paths_of(const json& value) {
  std::set<std::string> paths;
  collect_paths(value, "", paths);
  return paths;
}

/// The topics of one line of English text, tagged with the topic file of the README alone.
std::set<std::string> topics_in(const std::string& text) {
  const TemporaryDirectory directory;
  write_file(directory / "mine.txt", block("Your own topics", "text"));
  write_file(directory / "text.txt", text + "\n");
  const Outcome outcome =
      run_index({"--dry-run", (directory / "text.txt").string(), "--language", "en", "--topics",
                 (directory / "mine.txt").string(), "--no-builtin-topics"});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  std::set<std::string> topics;
  for (const json& line : outcome.json_lines())
    for (const std::string topic : line["tags"].value("topic", json::array()))
      topics.insert(topic);
  return topics;
}

}  // namespace

TEST_CASE("The JSON of the README is what a search prints, member by member") {
  const TemporaryDirectory directory;
  const std::string index = (directory / "test.idx").string();
  const std::string record = json{{"id", "a"},
                                  {"title", "Cables"},
                                  {"published", "2025-02-18"},
                                  {"language", "en"},
                                  {"url", "https://example.org/"},
                                  {"text",
                                   "Fifteen months\n\nEstonia repaired the undersea cables of its "
                                   "ports in 2024, and a tanker "
                                   "was held by the coast guard."}}
                                 .dump();
  REQUIRE(run_index({index, "-"}, {.input = record + '\n'}).code == 0);
  const json printed = run_search({index, "undersea cables", "--facets=country", "--json"}).json();
  const std::set<std::string> found = paths_of(printed);
  const json shown = json::parse(block("JSON", "json"));
  for (const std::string& path : paths_of(shown)) {
    INFO(path << " in " << printed.dump());
    CHECK(found.count(path) == 1);
  }
  for (const char* member : {"total", "facets", "suggestion", "notes", "took_ms"})
    CHECK(printed[member].type_name() ==
          std::string(printed[member].is_null() ? "null" : shown[member].type_name()));
}

TEST_CASE("The record of the README is indexed, and what is unknown of it given back") {
  const TemporaryDirectory directory;
  const std::string index = (directory / "test.idx").string();
  json record = json::parse(block("Indexing", "json"));
  record["text"] = "An anchor lay on the sea bed.";  // it has "…"
  REQUIRE(run_index({index, "-"}, {.input = record.dump() + '\n'}).code == 0);
  const Outcome outcome = run_search({index, "--document", "a-1", "--json"});
  INFO(outcome.out);
  REQUIRE(outcome.code == 0);
  const json document = outcome.json();
  CHECK(document["published"] == record["published"]);
  CHECK(document["author"] == record["author"]);
  CHECK(document["metadata"]["section"] == record["section"]);
  const Outcome found = run_search({index, "--country", "JP", "--topic", "trade", "--jsonl"});
  CHECK(found.json_lines().size() == 1);
}

TEST_CASE("The topic file of the README tags as its remarks say") {
  const std::set<std::string> energy = {"energy"};
  CHECK(topics_in("Crude oil was sold again.") == energy);
  CHECK(topics_in("Oil was sold again.").empty());
  CHECK(topics_in("Olive oil was sold again.").empty());
  CHECK(topics_in("Two refineries were sold again.") == energy);
  CHECK(topics_in("A tanker with LNG was sold again.") == energy);
  CHECK(topics_in("The word lng was said again.").empty());
}
