#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/scratch.h"
#include "support/catch.h"

using pilcrow::bench::Scratch;

namespace {

struct Outcome {
  int status = -1;
  std::string out;
};

Outcome run_bench(const std::string& arguments) {
  FILE* pipe = popen((PILCROW_BENCH_PROGRAM " " + arguments + " 2>/dev/null").c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  while (const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe))
    outcome.out.append(buffer.data(), read);
  outcome.status = pclose(pipe);
  return outcome;
}

nlohmann::json report_of(const std::string& arguments) {
  const Outcome outcome = run_bench(arguments + " --json");
  REQUIRE(outcome.status == 0);
  return nlohmann::json::parse(outcome.out);
}

const nlohmann::json& table(const nlohmann::json& report, std::size_t number) {
  return report.at("tables").at(number).at("rows");
}

}  // namespace

TEST_CASE("index reports building, parts and changes of a generated collection") {
  const auto report = report_of("index --generate 300 --changes 2");
  CHECK(report.at("corpus").at("paragraphs") == 300);
  CHECK(table(report, 0).at(0).at("MB/s").get<double>() > 0);
  CHECK(table(report, 1).size() >= 4);
  CHECK(table(report, 2).at(0).at("times") == 2);
}

TEST_CASE("search reports every mode, class and task") {
  const auto report = report_of(
      "search --generate 300 --queries 3 --rounds 1 --threads 1,2 --seconds 0 --starts 1");
  const auto& latency = table(report, 1);
  CHECK(latency.size() == 3 * 8 * 4);
  for (const auto& row : latency)
    CHECK(row.at("mean").get<double>() > 0);
  CHECK(table(report, 2).size() == 2 * 4);
  CHECK(table(report, 3).size() == 2);
}

TEST_CASE("quality finds what a tiny collection's judgments say") {
  const Scratch scratch({});
  const auto file = [&](const char* name) { return std::ofstream(scratch.path() / name); };
  file("corpus.jsonl")
      << R"({"id": "a", "title": "Harbors", "text": "The harbor of the old town froze in winter."})"
      << '\n'
      << R"({"id": "b", "title": "Bridges", "text": "A bridge of copper stands by the river."})"
      << '\n';
  file("queries.tsv") << "1\tfrozen \"harbors (in\n2\tcopper bridge?\n";
  file("qrels.tsv") << "1\ta\t1\n2\tb\t1\n";
  const auto report = report_of("quality --language en --set " + scratch.path().string());
  const auto& rows = table(report, 0);
  CHECK(rows.size() == 4);
  for (const auto& row : rows)
    CHECK(row.at("nDCG@10") == 1.0);
}

TEST_CASE("quality measures tags against gold tags") {
  const Scratch scratch({});
  const auto gold = scratch.path() / "gold.jsonl";
  std::ofstream(gold) << R"({"id": "a", "title": "", "text": "Estonia and Japan signed a treaty.",)"
                      << R"( "gold": {"country": ["EE", "JP"]}})" << '\n';
  const auto report = report_of("quality --tags " + gold.string());
  CHECK(table(report, 0).at(0).at("micro F1") == 1.0);
}

TEST_CASE("compare shows agreement, times and ratios side by side") {
  const auto report =
      report_of("compare --generate 200 --rivals xapian --queries 2 --rounds 1 --tasks ids,facets");
  CHECK(report.at("versions").contains("xapian"));
  CHECK(table(report, 1).size() == 8 * 2 * 2);
  CHECK(table(report, 2).size() == 8 * 2 * 3);
  REQUIRE(table(report, 3).size() == 8 * 2 * 2);
  std::set<std::string> engines;
  for (const auto& row : table(report, 3)) {
    engines.insert(row.at("engine").get<std::string>());
    CHECK(row.at("to xapian").get<double>() > 0);
  }
  CHECK(engines == std::set<std::string>{"pilcrow", "pilcrow (BM25F only)"});
}

TEST_CASE("compare asks Pilcrow the classes and in the ways that are wanted") {
  const auto report = report_of(
      "compare --generate 200 --own plain,small,cold --rivals xapian --queries 2 --rounds 1 "
      "--tasks facets --classes '2-4 any,phrase'");
  CHECK(table(report, 0).size() == 2);
  CHECK(table(report, 1).size() == 2 * 3);
  CHECK(table(report, 3).size() == 2 * 3);
  for (const auto& row : table(report, 1))
    if (row.at("engine") != "xapian") CHECK(row.at("top 10 in common") == 1.0);
}

TEST_CASE("throughput reports the analyzer, the taggers and the readers of all formats") {
  const auto report = report_of("throughput --generate 200 --documents 4 --rounds 1 --stream 2");
  CHECK(table(report, 0).size() == 5);
  std::set<std::string> formats;
  for (const auto& row : table(report, 1)) {
    formats.insert(row["format"].get<std::string>());
    CHECK(row["documents"] == 4);
    CHECK(row["read and split MB/s"].get<double>() > 0);
  }
  for (const char* format : {"txt", "md", "html", "jsonl", "txt.gz", "txt.xz"})
    CHECK(formats.count(format) == 1);
  REQUIRE(table(report, 2).size() == 1);
  CHECK(table(report, 2)[0]["records"].get<int>() > 10);
}

TEST_CASE("a command line that makes no sense ends with 2") {
  for (const char* line :
       {"", "fly", "search", "search --generate 10 --index x --tasks dance", "quality",
        "index --generate 0", "compare --generate 9 --rivals none",
        "compare --generate 9 --own much", "search --generate 9 --classes polka"}) {
    CAPTURE(line);
    CHECK(WEXITSTATUS(run_bench(line).status) == 2);
  }
}
