#include <algorithm>
#include <cmath>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"
#include "support/oracle.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

struct RankingComparison {
  double overlap = 0;      ///< share of the exact top 10 that the library's top 10 has
  double ndcg = 0;         ///< nDCG@10 of the library's order with the exact scores as gains
  double worst_score = 0;  ///< largest relative difference of a score
  std::size_t queries = 0;
};

// nDCG@10 of an order of exact scores against the best order of them.
double ndcg(const std::vector<double>& given, std::vector<double> best) {
  std::sort(best.rbegin(), best.rend());
  double sum = 0;
  double ideal = 0;
  for (std::size_t i = 0; i < 10 && i < given.size(); ++i)
    sum += given[i] / std::log2(2.0 + static_cast<double>(i));
  for (std::size_t i = 0; i < 10 && i < best.size(); ++i)
    ideal += best[i] / std::log2(2.0 + static_cast<double>(i));
  return ideal > 0 ? sum / ideal : 1;
}

OracleQuery bag_of(const std::string& words) {
  OracleQuery query{OracleQuery::Kind::bag, "", {}};
  std::string word;
  for (const char c : words + " ") {
    if (c != ' ')
      word += c;
    else if (!word.empty())
      query.parts.push_back({OracleQuery::Kind::word, std::exchange(word, ""), {}});
  }
  return query;
}

RankingComparison compare(const std::filesystem::path& index,
                          const std::vector<std::string>& queries) {
  const Searcher searcher(index);
  const Oracle oracle(searcher, ranking_of(index), "en");
  RankingComparison total;
  for (const std::string& words : queries) {
    const OracleQuery query = bag_of(words);
    const auto answer = oracle.search(&query, {}, Match::any);
    const SearchResult result = searcher.search({.query = spell(query),
                                                 .match = Match::any,
                                                 .ranking = RankingOptions::plain(),
                                                 .texts = false});
    if (answer.scores.size() < 10) continue;
    std::vector<std::pair<double, std::size_t>> exact;
    for (const auto& [number, score] : answer.scores)
      exact.emplace_back(score, number);
    std::sort(exact.rbegin(), exact.rend());
    // A paragraph whose exact score equals the tenth's is as good as the tenth.
    const double tenth = exact[9].first;
    std::vector<double> given;
    std::vector<double> all;
    double common = 0;
    for (const Hit& hit : result.hits) {
      const double score = answer.scores.at(oracle.number_of(hit));
      given.push_back(score);
      common += score >= tenth - 1e-9 ? 1 : 0;
      total.worst_score = std::max(total.worst_score, std::abs(hit.score - score) / score);
    }
    for (const auto& [score, number] : exact)
      all.push_back(score);
    total.overlap += common / 10;
    total.ndcg += ndcg(given, all);
    ++total.queries;
  }
  total.overlap /= static_cast<double>(total.queries);
  total.ndcg /= static_cast<double>(total.queries);
  return total;
}

}  // namespace

TEST_CASE("the ranking of impacts is that of exact BM25F on the example corpus") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", english_corpus());
  const RankingComparison result = compare(
      directory / "idx", {"cyber security cooperation", "energy prices", "government minister",
                          "trade", "climate change water", "countries agreement", "sea islands",
                          "war", "people years", "european companies investment"});
  REQUIRE(result.queries >= 5);
  CHECK(result.overlap >= 0.95);
  CHECK(result.ndcg >= 0.997);
  CHECK(result.worst_score < 0.1);
}

TEST_CASE("the ranking of impacts is that of exact BM25F on UN speeches") {
  const auto archive = shared_data("un-general-debates.tar.xz");
  if (!archive) return;
  const TemporaryDirectory directory;
  const std::string unpack = "tar -xJf '" + archive->string() + "' -C '" +
                             directory.path().string() + "' --wildcards '*/Session 7[0-4]*'";
  REQUIRE(std::system(unpack.c_str()) == 0);
  std::vector<Document> documents = read_documents(directory.path(), 150);
  REQUIRE(documents.size() == 150);
  for (Document& document : documents)
    document.language = "en";
  build_index(directory / "idx", documents);
  const RankingComparison result = compare(
      directory / "idx",
      {"nuclear weapons treaty", "climate change small island states", "peace security council",
       "terrorism", "sustainable development goals poverty", "human rights women", "refugees",
       "security council reform", "palestinian people", "ebola outbreak africa",
       "maritime disputes", "cyber attacks", "debt relief", "ocean plastic", "drug trafficking"});
  REQUIRE(result.queries >= 12);
  INFO("overlap " << result.overlap << ", nDCG " << result.ndcg);
  CHECK(result.overlap >= 0.95);
  CHECK(result.ndcg >= 0.997);
}
