#include "search/agreement.h"

#include <cstdlib>
#include <map>
#include <set>

#include "search/query_maker.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

namespace pilcrow::test {

namespace {

std::string shown(const SearchRequest& request) {
  std::string text = request.query;
  for (const FacetFilter& filter : request.where) {
    text += filter.exclude ? " without " : " where ";
    text += filter.facet + ":";
    for (const std::string& value : filter.values)
      text += value + ",";
  }
  return text + " match " + std::to_string(static_cast<int>(request.match)) + " per document " +
         std::to_string(request.per_document) + " sort " +
         std::to_string(static_cast<int>(request.sort)) + " offset " +
         std::to_string(request.offset) + " limit " + std::to_string(request.limit);
}

/// Compares answers; what differs first is told.
class Comparison {
 public:
  Comparison(const Searcher& searcher, const Oracle& oracle, unsigned seed)
      : searcher_(searcher), oracle_(oracle), maker_(oracle, seed) {}

  void run(std::size_t queries) {
    for (std::size_t i = 0; i < queries; ++i)
      compare_once();
  }

  [[nodiscard]] std::size_t cut() const { return cut_; }

 private:
  // One random request, answered by both.
  void compare_once() {
    const OracleQuery query = maker_.query();
    SearchRequest request;
    request.query = spell(query);
    request.match = Match(maker_.below(3));
    request.sort = maker_.below(3) == 0 ? Sort(1 + maker_.below(2)) : Sort::relevance;
    request.limit = 20;
    request.per_document = maker_.below(3);
    request.texts = false;
    for (std::size_t i = maker_.below(3); i > 0; --i)
      request.where.push_back(maker_.filter());
    std::vector<FacetFilter> where = request.where;
    if (maker_.below(4) == 0) {
      // A facet among the words of a query restricts all of it.
      const FacetFilter filter = maker_.filter();
      request.query = "(" + request.query + ")" + (filter.exclude ? " -" : " ") + filter.facet +
                      ":" + filter.values.front();
      where.push_back({filter.facet, {filter.values.front()}, filter.exclude});
    }
    for (const char* facet : {"country", "topic", "year", "about"})
      request.facets.push_back({facet, kAll});
    INFO("query: " << shown(request));
    const SearchResult result = searcher_.search(request);
    if (was_cut(result)) {
      ++cut_;
      return;
    }
    const Oracle::Answer answer = expected(query, where, request, result);
    if (result.paragraphs.value != answer.scores.size()) {
      FAIL_CHECK("found " << result.paragraphs.value << ", not " << answer.scores.size() << ": "
                          << difference(request, result, answer));
      return;
    }
    CHECK(result.paragraphs.exact);
    CHECK(result.documents.value == answer.documents);
    check_facets(result, answer);
    if (maker_.below(3) == 0) check_hits(request, result, answer);
  }

  // Some paragraphs that only one of the two found.
  [[nodiscard]] std::string difference(SearchRequest request, const SearchResult& result,
                                       const Oracle::Answer& answer) const {
    request.match = result.match;
    request.limit = kAll;
    request.per_document = 0;
    std::set<std::size_t> found;
    for (const Hit& hit : searcher_.search(request).hits)
      found.insert(oracle_.number_of(hit));
    std::string text;
    for (std::size_t number = 0; number < oracle_.size() && text.size() < 500; ++number) {
      if (found.contains(number) == answer.scores.contains(number)) continue;
      text += found.contains(number) ? "\nonly the library: " : "\nonly the oracle: ";
      text += oracle_.document(number) + " " + std::to_string(oracle_.ordinal(number)) + " " +
              oracle_.text(number).substr(0, 100);
    }
    return text;
  }

  // An expansion that takes the most frequent words only is not for comparing.
  static bool was_cut(const SearchResult& result) {
    return std::any_of(result.notes.begin(), result.notes.end(), [](const Note& note) {
      return note.message.find("stands for more than") != std::string::npos;
    });
  }

  // What the oracle finds under the match that the library settled on; that has to be the right
  // one.
  Oracle::Answer expected(const OracleQuery& query, const std::vector<FacetFilter>& where,
                          const SearchRequest& request, const SearchResult& result) {
    if (request.match != Match::automatic) {
      CHECK(result.match == request.match);
      return oracle_.search(&query, where, request.match, false);
    }
    Oracle::Answer all = oracle_.search(&query, where, Match::all, false);
    if (all.scores.size() >= request.limit) {
      CHECK(result.match == Match::all);
      return all;
    }
    Oracle::Answer any = oracle_.search(&query, where, Match::any, false);
    if (any.scores.size() == all.scores.size()) return all;
    if (result.match == Match::any) return any;
    // Only the words of the whole query are loosened.
    CHECK(query.kind != OracleQuery::Kind::bag);
    return all;
  }

  static void check_facets(const SearchResult& result, const Oracle::Answer& answer) {
    using Pair = std::pair<std::size_t, std::size_t>;
    for (const FacetCounts& facet : result.facets) {
      INFO("facet " << facet.facet);
      const auto it = answer.facets.find(facet.facet);
      const auto none = std::map<std::string, Pair>();
      const auto& expected = it == answer.facets.end() ? none : it->second;
      std::map<std::string, Pair> counted;
      for (const FacetValue& value : facet.values)
        if (value.paragraphs > 0) counted[value.value] = {value.paragraphs, value.documents};
      CHECK(counted == expected);
      CHECK(facet.distinct == expected.size());
      const auto missing = answer.missing.find(facet.facet);
      CHECK(Pair(facet.missing_paragraphs, facet.missing_documents) ==
            (missing == answer.missing.end() ? Pair() : missing->second));
    }
  }

  // All hits, once as they come and once in pages.
  void check_hits(SearchRequest request, const SearchResult& first, const Oracle::Answer& answer) {
    if (request.match == Match::automatic) request.match = first.match;
    request.facets.clear();
    request.limit = kAll;
    const SearchResult all = searcher_.search(request);
    std::map<std::string, std::size_t> matches;
    for (const auto& [number, score] : answer.scores)
      ++matches[oracle_.document(number)];
    std::map<std::string, std::size_t> listed;
    std::set<std::size_t> numbers;
    for (const Hit& hit : all.hits) {
      ++listed[hit.document_id];
      numbers.insert(oracle_.number_of(hit));
      REQUIRE(answer.scores.contains(oracle_.number_of(hit)));
    }
    CHECK(numbers.size() == all.hits.size());
    if (request.per_document > 0)
      for (auto& [document, count] : matches)
        count = std::min(count, request.per_document);
    CHECK(listed == matches);
    check_order(request, all);
    check_pages(request, all);
  }

  void check_order(const SearchRequest& request, const SearchResult& all) {
    for (std::size_t i = 1; i < all.hits.size(); ++i) {
      const Hit& before = all.hits[i - 1];
      const Hit& after = all.hits[i];
      REQUIRE(after.rank == before.rank + 1);
      if (request.sort == Sort::relevance) {
        REQUIRE(before.score >= after.score);
        continue;
      }
      const int a = oracle_.date(oracle_.number_of(before));
      const int b = oracle_.date(oracle_.number_of(after));
      if (b == 0) continue;  // without a date, at the end
      REQUIRE(a != 0);
      REQUIRE((request.sort == Sort::newest ? a >= b : a <= b));
      if (a == b) REQUIRE(before.score >= after.score);
    }
  }

  void check_pages(SearchRequest request, const SearchResult& all) {
    const std::size_t from = maker_.below(all.hits.size() + 3);
    request.offset = from;
    request.limit = 1 + maker_.below(30);
    for (int page = 0; page < 3; ++page) {
      const SearchResult part = searcher_.search(request);
      INFO("page at " << request.offset << " of " << request.limit);
      const std::size_t expected =
          std::min(request.limit, all.hits.size() - std::min(all.hits.size(), request.offset));
      REQUIRE(part.hits.size() == expected);
      for (std::size_t i = 0; i < part.hits.size(); ++i) {
        const Hit& whole = all.hits[request.offset + i];
        REQUIRE(part.hits[i].rank == whole.rank);
        REQUIRE(part.hits[i].document_id == whole.document_id);
        REQUIRE(part.hits[i].paragraph.ordinal == whole.paragraph.ordinal);
      }
      request.offset += request.limit;
    }
  }

  const Searcher& searcher_;
  const Oracle& oracle_;
  QueryMaker maker_;
  std::size_t cut_ = 0;
};

}  // namespace

std::size_t check_agreement(const Searcher& searcher, const Oracle& oracle, std::size_t queries,
                            unsigned seed) {
  Comparison comparison(searcher, oracle, seed);
  comparison.run(queries);
  return comparison.cut();
}

unsigned long number_from(const char* variable, unsigned long otherwise) {
  const char* given = std::getenv(variable);
  return given == nullptr ? otherwise : std::strtoul(given, nullptr, 10);
}

bool is_long_run() {
  return std::getenv("PILCROW_AGREEMENT_QUERIES") != nullptr;
}

std::size_t query_count(std::size_t otherwise) {
  return number_from("PILCROW_AGREEMENT_QUERIES", otherwise);
}

unsigned query_seed(unsigned seed) {
  return seed + static_cast<unsigned>(number_from("PILCROW_AGREEMENT_SEED", 0));
}

std::vector<Document> speeches(const std::filesystem::path& directory) {
  const auto archive = shared_data("un-general-debates.tar.xz");
  if (!archive) return {};
  const std::string command = "tar -xJf '" + archive->string() + "' -C '" + directory.string() +
                              "' --wildcards '*/EST_*' '*/JPN_*' '*/KEN_*' '*/BRA_*' '*/FRA_*' "
                              "'*/CHN_*' '*/USA_*' '*/FJI_*'";
  if (std::system(command.c_str()) != 0) return {};
  ReadOptions options;
  options.language = "en";
  options.tags_from_path = R"((?<country>[A-Z]{3})_\d+_(?<year>\d{4}))";
  return read_documents(directory, SIZE_MAX, options);
}

}  // namespace pilcrow::test
