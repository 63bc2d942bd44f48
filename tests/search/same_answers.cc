#include "search/same_answers.h"

#include <algorithm>

#include "search/query_maker.h"
#include "support/catch.h"
#include "support/corpus.h"

namespace pilcrow::test {

namespace {

SearchRequest random_request(QueryMaker& maker) {
  SearchRequest request;
  const OracleQuery query = maker.query();
  request.query = spell(query);
  if (maker.below(8) == 0) request.query += " the of and";
  if (maker.below(10) == 0) request.query += "x";
  request.match = Match(maker.below(3));
  request.sort = maker.below(3) == 0 ? Sort(1 + maker.below(2)) : Sort::relevance;
  request.limit = maker.below(2) == 0 ? 10 : 50;
  request.offset = maker.below(4) == 0 ? maker.below(40) : 0;
  request.per_document = maker.below(3);
  request.context = maker.below(3);
  request.explain = true;
  request.ranking.expand = maker.below(6) == 0;
  if (maker.below(6) == 0) request.ranking.recency_half_life_days = 1000;
  if (maker.below(8) == 0) request.ranking = RankingOptions::plain();
  for (std::size_t i = maker.below(3); i > 0; --i)
    request.where.push_back(maker.filter());
  for (const char* facet : {"country", "topic", "year", "about"})
    request.facets.push_back({facet, 1 + maker.below(20),
                              maker.below(2) == 0 ? FacetSort::count : FacetSort::value,
                              facet == std::string("year") ? 12U : 0U});
  return request;
}

std::vector<std::string> all_documents(const Searcher& searcher) {
  SearchRequest everything;
  everything.limit = kAll;
  everything.per_document = 1;
  everything.texts = false;
  std::vector<std::string> ids;
  for (const Hit& hit : searcher.search(everything).hits)
    ids.push_back(hit.document_id);
  return ids;
}

std::string text_of(SearchResult result) {
  result.took_ms = 0;
  std::string text = to_json(result);
  for (const Hit& hit : result.hits)
    text += "\n" + std::to_string(hit.matches_in_document);
  for (const FacetCounts& facet : result.facets)
    for (const HistogramBar& bar : facet.histogram)
      text += "\n" + std::to_string(bar.from) + " " + std::to_string(bar.paragraphs) + " " +
              std::to_string(bar.documents);
  return text;
}

// Where two texts begin to differ, with what stands around it.
std::string first_difference(const std::string& right, const std::string& given) {
  constexpr std::size_t kAround = 200;
  const auto at = static_cast<std::size_t>(
      std::mismatch(right.begin(), right.end(), given.begin(), given.end()).first - right.begin());
  const std::size_t from = at - std::min(at, kAround);
  return "expected … " + right.substr(from, 2 * kAround) + "\ngiven … " +
         given.substr(std::min(from, given.size()), 2 * kAround);
}

}  // namespace

std::string whole_answer(const Searcher& searcher, const SearchRequest& request) {
  return text_of(searcher.search(request));
}

void check_same_answers(const Searcher& expected, const Searcher& actual, const Oracle& oracle,
                        std::size_t queries, unsigned seed, bool updated) {
  QueryMaker maker(oracle, seed);
  for (std::size_t i = 0; i < queries; ++i) {
    SearchRequest request = random_request(maker);
    if (updated) request.ranking.related = false;
    INFO("query: " << request.query);
    const std::string right = whole_answer(expected, request);
    const std::string given = whole_answer(actual, request);
    if (given != right) FAIL_CHECK(first_difference(right, given));
  }
}

void check_same_lookups(const Searcher& expected, const Searcher& actual) {
  CHECK(actual.facets() == expected.facets());
  CHECK(actual.stats().documents == expected.stats().documents);
  CHECK(actual.stats().paragraphs == expected.stats().paragraphs);
  CHECK(actual.stats().text_bytes == expected.stats().text_bytes);
  CHECK_FALSE(actual.document("no such document"));
  std::size_t number = 0;
  for (const std::string& id : all_documents(expected)) {
    REQUIRE(actual.document(id));
    const auto paragraphs = expected.paragraphs(id);
    CHECK(to_json(*actual.document(id), actual.paragraphs(id)) ==
          to_json(*expected.document(id), paragraphs));
    if (++number % 10 != 0) continue;
    CHECK(text_of(actual.more_like(id, paragraphs.size())) ==
          text_of(expected.more_like(id, paragraphs.size())));
    CHECK(text_of(actual.more_like_document(id)) == text_of(expected.more_like_document(id)));
  }
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    const std::string prefix(1, letter);
    const auto words = expected.suggest(prefix);
    const auto same = actual.suggest(prefix);
    REQUIRE(same.size() == words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      CHECK(same[i].text == words[i].text);
      CHECK(same[i].paragraphs == words[i].paragraphs);
    }
  }
  for (const std::string& facet : expected.facets()) {
    const auto values = expected.facet_values(facet, "", kAll);
    const auto same = actual.facet_values(facet, "", kAll);
    REQUIRE(same.size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      CHECK(same[i].value == values[i].value);
      CHECK(same[i].paragraphs == values[i].paragraphs);
    }
  }
}

}  // namespace pilcrow::test
