#include <sstream>
#include <string>

#include "programs/articles.h"
#include "programs/program.h"
#include "support/catch.h"

using namespace pilcrow::test;

TEST_CASE("A batch as a TREC run names each document once, best first") {
  const Articles articles;
  const Outcome outcome =
      articles.search({"--queries", "-", "--run-name", "mine", "--match", "any"},
                      {.input = "q1\tanchor ship\r\n\nq2\testonia japan\nq3\tzeppelin\n"});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  std::size_t last_rank = 0;
  double last_score = 0;
  std::string last_query;
  Ids of_q2;
  for (const std::string& line : lines_of(outcome.out)) {
    std::istringstream fields(line);
    std::string query, q0, document, run;
    std::size_t rank = 0;
    double score = 0;
    REQUIRE((fields >> query >> q0 >> document >> rank >> score >> run));
    CHECK(q0 == "Q0");
    CHECK(run == "mine");
    if (query != last_query) last_rank = 0;
    if (last_rank > 0) CHECK(score <= last_score);
    CHECK(rank == last_rank + 1);
    last_query = query;
    last_rank = rank;
    last_score = score;
    if (query == "q2") of_q2.push_back(document);
  }
  CHECK(last_query == "q2");
  CHECK(sorted(of_q2) == Ids{"drill", "pact", "trade"});
}

TEST_CASE("A batch as JSONL gives one result a line, with its id") {
  const Articles articles;
  const Outcome outcome = articles.search({"--queries", "-", "--format", "jsonl", "--facets"},
                                          {.input = "q1\tanchor\nq2\tzeppelin\n"});
  REQUIRE(outcome.code == 0);
  const auto lines = outcome.json_lines();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["id"] == "q1");
  CHECK(lines[0]["hits"].size() >= 1);
  CHECK(lines[0]["facets"].contains("country"));
  CHECK(lines[1]["id"] == "q2");
  CHECK(lines[1]["total"]["paragraphs"] == 0);
}

TEST_CASE("A batch: names with spaces stay one column, a bad line is named, nothing found is 1") {
  const Articles articles(record("a b%c", "2020", "A", "An anchor lay there."));
  CHECK(
      contains(articles.search({"--queries", "-"}, {.input = "q1\tanchor\n"}).out, " a%20b%25c "));
  const Outcome bad = articles.search({"--queries", "-"}, {.input = "q1\tanchor\nno tab\n"});
  CHECK(bad.code == 2);
  CHECK(contains(bad.err, ":2:"));
  CHECK(bad.out.empty());
  CHECK(articles.search({"--queries", "-"}, {.input = "q1\tzeppelin\n"}).code == 1);
}
