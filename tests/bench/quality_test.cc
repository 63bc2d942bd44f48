#include <algorithm>
#include <cmath>

#include "common/exit_code.h"
#include "quality/collection.h"
#include "quality/measures.h"
#include "quality/significance.h"
#include "quality/tuning.h"
#include "search/query.h"
#include "support/catch.h"

using namespace pilcrow::bench;

TEST_CASE("a ranking's measures are those worked out by hand") {
  // Relevant at ranks 2 (grade 2) and 4 (grade 1), a third one missed.
  const Measures m = measure({"x", "a", "y", "b"}, {{"a", 2}, {"b", 1}, {"c", 1}});
  const double dcg = 3 / std::log2(3) + 1 / std::log2(5);
  const double ideal = 3 + 1 / std::log2(3) + 1.0 / 2;
  CHECK(m.ndcg10 == Approx(dcg / ideal));
  CHECK(m.map == Approx((1.0 / 2 + 2.0 / 4) / 3));
  CHECK(m.mrr10 == Approx(0.5));
  CHECK(m.recall100 == Approx(2.0 / 3));
}

TEST_CASE("a perfect ranking measures one and an empty one nothing") {
  const Measures perfect = measure({"a", "b"}, {{"a", 1}, {"b", 1}});
  CHECK(perfect.ndcg10 == Approx(1));
  CHECK(perfect.map == Approx(1));
  CHECK(perfect.mrr10 == Approx(1));
  const Measures nothing = measure({}, {{"a", 1}});
  CHECK(nothing.ndcg10 == 0);
  CHECK(nothing.recall100 == 0);
}

TEST_CASE("only the first ten ranks count for MRR@10 and the first hundred for R@100") {
  std::vector<std::string> ranking;
  ranking.reserve(200);
  for (int i = 0; i < 200; ++i)
    ranking.push_back("d" + std::to_string(i));
  const Measures m = measure(ranking, {{"d10", 1}, {"d99", 1}, {"d100", 1}});
  CHECK(m.mrr10 == 0);
  CHECK(m.ndcg10 == 0);
  CHECK(m.recall100 == Approx(2.0 / 3));
}

TEST_CASE("the top in common ignores the order") {
  CHECK(overlap({"a", "b", "c"}, {"c", "a", "x"}, 3) == Approx(2.0 / 3));
  CHECK(overlap({}, {}, 10) == 1);
  CHECK(overlap({"a"}, {}, 10) == 0);
}

TEST_CASE("the paired tests agree with published values") {
  // Differences 1..5: t = 3 / (sqrt(2.5) / sqrt(5)) = 4.2426, 4 degrees of freedom, p = 0.01324.
  const Significance p = compare_paired({0, 0, 0, 0, 0}, {1, 2, 3, 4, 5});
  CHECK(p.t_test == Approx(0.01324).margin(0.0001));
  // All signs alike: 2 of the 32 arrangements are as large.
  CHECK(p.randomization == Approx(2.0 / 32).margin(0.01));

  const Significance same = compare_paired({0.5, 0.2}, {0.5, 0.2});
  CHECK(same.t_test == 1);
  CHECK(same.randomization == Approx(1));
  CHECK_THROWS(compare_paired({1}, {1, 2}));
}

TEST_CASE("a collection's queries are read as words, whatever signs they hold") {
  using pilcrow::internal::NodeKind;
  for (const char* query :
       {"what is \"flutter\" (of wings)?", "title:heat -transfer", "a AND b OR NOT c",
        "NEAR/5 walls", "speed* up~2 =exact country:JP", "C\\ prompt", "-- && || !"}) {
    CAPTURE(query);
    const std::string plain = plain_query(query);
    const auto parsed =
        pilcrow::internal::parse_query(plain, {"country", "topic", "year", "about"});
    const auto is_word = [](const auto& node) {
      return node.kind == NodeKind::word && node.field == pilcrow::internal::Field::anywhere &&
             !node.verbatim;
    };
    if (parsed.root.kind == NodeKind::bag)
      CHECK(std::all_of(parsed.root.children.begin(), parsed.root.children.end(), is_word));
    else
      CHECK((parsed.root.kind == NodeKind::everything || is_word(parsed.root)));
  }
  CHECK(plain_query("cyber-attack in Tallinn") == "cyber-attack in Tallinn");
}

TEST_CASE("weights are set by name, and a wrong name is told the right ones") {
  pilcrow::RankingWeights weights;
  set_weight(weights, "context=0.75");
  CHECK(weights.context == 0.75F);
  for (const char* wrong : {"kontext=1", "context", "context=", "context=much", "=1", ""}) {
    INFO(wrong);
    CHECK_THROWS_AS(set_weight(weights, wrong), pilcrow::programs::UsageError);
  }
  // Tuning begins with the defaults, which its grids therefore hold.
  for (const Weight& weight : pilcrow::bench::weights())
    if (!weight.grid.empty())
      CHECK(std::count(weight.grid.begin(), weight.grid.end(),
                       pilcrow::RankingWeights{}.*weight.member) == 1);
}
