#include "base/timing.h"
#include "base/report.h"
#include "support/catch.h"

using namespace pilcrow::bench;

TEST_CASE("percentiles are measured values, whatever their order") {
  std::vector<double> values;
  for (int i = 100; i >= 1; --i)
    values.push_back(i);
  const Summary s = summarize(values);
  CHECK(s.count == 100);
  CHECK(s.p50 == 50);
  CHECK(s.p90 == 90);
  CHECK(s.p99 == 99);
  CHECK(s.max == 100);
  CHECK(s.mean == Approx(50.5));

  const Summary one = summarize({3});
  CHECK(one.p50 == 3);
  CHECK(one.p99 == 3);
  CHECK(summarize({}).count == 0);
}

TEST_CASE("the mean of best takes each query's quickest round") {
  CHECK(mean_of_best({{1, 5}, {2, 3}}) == Approx(2));
  CHECK(mean_of_best({}) == 0);
}

TEST_CASE("a report names machine, command, date and versions and keeps numbers as numbers") {
  Report report("pilcrow-bench search --generate 10");
  report.set_corpus("paragraphs", 10);
  Table& table = report.add_table("times", {"class", "ms"});
  table.add_row({"1 term", 0.25});
  CHECK_THROWS(table.add_row({"too few"}));
  const auto json = report.to_json();
  CHECK(json["command"] == "pilcrow-bench search --generate 10");
  CHECK(json["machine"]["cores"].get<int>() > 0);
  CHECK(json["date"].get<std::string>().back() == 'Z');
  CHECK(json["versions"].contains("pilcrow"));
  CHECK(json["tables"][0]["rows"][0]["ms"] == 0.25);
}
