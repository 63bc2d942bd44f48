#include <random>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"
#include "support/oracle.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

// Random queries over the words of an oracle's paragraphs.
class QueryMaker {
 public:
  QueryMaker(const Oracle& oracle, unsigned seed) : oracle_(oracle), random_(seed) {}

  OracleQuery make() {
    using Kind = OracleQuery::Kind;
    switch (below(6)) {
      case 0:
        return word();
      case 1:
        return phrase();
      case 2:
        return several(Kind::all, {word(), any_leaf()});
      case 3:
        return several(Kind::any, {any_leaf(), word(), several(Kind::all, {word(), word()})});
      case 4:
        return several(Kind::without, {any_leaf(), word()});
      default:
        break;
    }
    std::vector<OracleQuery> parts;
    for (std::size_t i = 2 + below(3); i > 0; --i)
      parts.push_back(any_leaf());
    return several(Kind::bag, std::move(parts));
  }

  FacetFilter filter() {
    static const char* kFacets[] = {"country", "topic", "year", "about"};
    FacetFilter filter;
    filter.facet = kFacets[below(4)];
    for (std::size_t i = 1 + below(2); i > 0; --i) {
      const auto& values = oracle_.values(below(oracle_.size()), filter.facet);
      if (!values.empty()) filter.values.push_back(*values.begin());
    }
    if (filter.values.empty()) filter.values.push_back("2011");
    filter.exclude = below(4) == 0;
    return filter;
  }

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

 private:
  static OracleQuery several(OracleQuery::Kind kind, std::vector<OracleQuery> parts) {
    return {kind, "", std::move(parts)};
  }
  OracleQuery any_leaf() { return below(3) == 0 ? phrase() : word(); }

  OracleQuery word() { return {OracleQuery::Kind::word, words_near(1), {}}; }
  OracleQuery phrase() { return {OracleQuery::Kind::phrase, words_near(2 + below(2)), {}}; }

  // So many plain words that stand one after the other somewhere.
  std::string words_near(std::size_t count) {
    for (;;) {
      const std::string& text = oracle_.text(below(oracle_.size()));
      const std::vector<Token> tokens = analyzer_.analyze(text, "en");
      if (tokens.size() < count) continue;
      const std::size_t first = below(tokens.size() - count + 1);
      std::string words;
      bool plain = true;
      for (std::size_t i = first; plain && i < first + count; ++i) {
        const std::string word = text.substr(tokens[i].bytes.begin, tokens[i].bytes.size());
        plain = tokens[i].position == tokens[first].position + (i - first) && is_plain(word) &&
                (count > 1 || !analyzer_.is_stop_word(word, "en"));
        words += (words.empty() ? "" : " ") + word;
      }
      if (plain) return words;
    }
  }

  [[nodiscard]] bool is_plain(const std::string& word) const {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
           analyzer_.analyze(word, "en").size() == 1;
  }

  const Oracle& oracle_;
  std::mt19937 random_;
  Analyzer analyzer_;
};

void check_facets(const SearchResult& result, const Oracle::Answer& answer) {
  for (const FacetCounts& facet : result.facets) {
    static const std::map<std::string, std::pair<std::size_t, std::size_t>> kNone;
    const auto it = answer.facets.find(facet.facet);
    const auto& expected = it == answer.facets.end() ? kNone : it->second;
    CHECK(facet.distinct == expected.size());
    std::size_t nonzero = 0;
    for (const FacetValue& value : facet.values) {
      if (value.paragraphs == 0) continue;
      ++nonzero;
      REQUIRE(expected.contains(value.value));
      CHECK(std::pair<std::size_t, std::size_t>(value.paragraphs, value.documents) ==
            expected.at(value.value));
    }
    CHECK(nonzero == expected.size());
    const auto missing = answer.missing.find(facet.facet);
    const auto none = std::pair<std::size_t, std::size_t>();
    CHECK(std::pair<std::size_t, std::size_t>(facet.missing_paragraphs, facet.missing_documents) ==
          (missing == answer.missing.end() ? none : missing->second));
  }
}

// One random request, answered by both.
void compare_once(const Searcher& searcher, const Oracle& oracle, QueryMaker& maker) {
  const OracleQuery query = maker.make();
  SearchRequest request;
  request.query = spell(query);
  request.match = maker.below(2) == 0 ? Match::all : Match::any;
  request.limit = 100'000;
  request.per_document = maker.below(3);
  request.texts = false;
  for (std::size_t i = maker.below(3); i > 0; --i)
    request.where.push_back(maker.filter());
  for (const char* facet : {"country", "topic", "year", "about"})
    request.facets.push_back({facet, 100'000});
  std::string filters;
  for (const FacetFilter& filter : request.where)
    filters += (filter.exclude ? " -" : " ") + filter.facet + ":" + filter.values.front();
  INFO("query: " << request.query << " filters:" << filters << " per_document "
                 << request.per_document);
  const SearchResult result = searcher.search(request);
  const Oracle::Answer answer = oracle.search(&query, request.where, request.match);
  CHECK(result.paragraphs.value == answer.scores.size());
  CHECK(result.documents.value == answer.documents);
  check_facets(result, answer);
  std::map<std::string, std::size_t> of_document;
  for (const Hit& hit : result.hits) {
    CHECK(answer.scores.contains(oracle.number_of(hit)));
    ++of_document[hit.document_id];
  }
  if (request.per_document == 0) {
    CHECK(result.hits.size() == answer.scores.size());
  } else {
    CHECK(of_document.size() == answer.documents);
    for (const auto& [document, count] : of_document)
      CHECK(count <= request.per_document);
  }
  for (std::size_t i = 1; i < result.hits.size(); ++i)
    CHECK(result.hits[i - 1].score >= result.hits[i].score);
}

void compare(const std::filesystem::path& index, std::size_t queries, unsigned seed) {
  const Searcher searcher(index);
  const Oracle oracle(searcher, ranking_of(index), "en");
  QueryMaker maker(oracle, seed);
  for (std::size_t i = 0; i < queries; ++i)
    compare_once(searcher, oracle, maker);
}

}  // namespace

TEST_CASE("answers agree with a search by brute force on the example corpus") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", english_corpus());
  compare(directory / "idx", 500, 1);
}

TEST_CASE("answers agree with a search by brute force on an invented corpus") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(300, 7));
  compare(directory / "idx", 300, 2);
}

TEST_CASE("answers agree with a search by brute force after updates and removals") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(200, 7));
  std::mt19937 random(3);
  for (unsigned round = 0; round < 4; ++round) {
    const std::vector<Document> changed = invented_corpus(60, 100 + round);
    IndexWriter writer(directory / "idx");
    for (const Document& document : changed)
      if (random() % 2 == 0) writer.add(document);
    for (int i = 0; i < 10; ++i)
      writer.remove("doc-" + std::to_string(random() % 220));
    writer.commit();
    compare(directory / "idx", 60, round);
  }
}
