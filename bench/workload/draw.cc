#include "workload/draw.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "base/random.h"
#include "workload/sample.h"

namespace pilcrow::bench {
namespace {

constexpr std::size_t kShortestWord = 3;
constexpr std::size_t kPrefixLetters = 4;
constexpr std::size_t kRarest = 20;          // paragraphs that hold a rare word, at most
constexpr std::size_t kFrequentWords = 200;  // the words that "frequent" is drawn from
constexpr std::size_t kTries = 200;          // for one query, before its class stays short

class Drawer {
 public:
  Drawer(const Searcher& searcher, const Sample& sample, const DrawOptions& options)
      : searcher_(searcher), sample_(sample), options_(options), random_(options.seed) {}

  std::vector<QueryClass> draw() {
    frequent_ = sample_.most_frequent(kFrequentWords);
    std::vector<QueryClass> classes;
    add(classes, "1 term", [this] { return words(QueryKind::any, 1, 1); });
    add(classes, "2-4 any", [this] { return words(QueryKind::any, 2, 4); });
    add(classes, "2-4 all", [this] { return words(QueryKind::all, 2, 4); });
    add(classes, "phrase", [this] { return phrase(); });
    add(classes, "prefix", [this] { return prefix(); });
    add(classes, "filter", [this] { return filtered(); });
    add(classes, "rare", [this] { return rare(); });
    add(classes, "frequent", [this] { return frequent(); });
    return classes;
  }

 private:
  using Draw = std::function<std::optional<BenchQuery>()>;

  void add(std::vector<QueryClass>& classes, const char* name, const Draw& draw_one) {
    QueryClass result{name, {}};
    if (!sample_.paragraphs().empty()) {
      for (std::size_t i = 0; i < options_.per_class; ++i) {
        std::optional<BenchQuery> query;
        for (std::size_t tries = 0; !query && tries < kTries; ++tries)
          query = draw_one();
        if (!query) break;
        result.queries.push_back(std::move(*query));
      }
    }
    classes.push_back(std::move(result));
  }

  const SampleParagraph& paragraph() {
    return sample_.paragraphs()[random_.below(sample_.paragraphs().size())];
  }

  // A filter on one of the paragraph's tags, so that it has an answer.
  std::optional<FacetFilter> filter_on(const SampleParagraph& from) {
    std::vector<const Tag*> usable;
    for (const Tag& tag : from.tags)
      if (tag.facet == facets::kCountry || tag.facet == facets::kTopic ||
          tag.facet == facets::kYear)
        usable.push_back(&tag);
    if (usable.empty()) return std::nullopt;
    const Tag& tag = *usable[random_.below(usable.size())];
    return FacetFilter{tag.facet, {tag.value}};
  }

  BenchQuery finish(BenchQuery query, const SampleParagraph& from) {
    if (const auto filter = filter_on(from)) query.sideways.push_back(*filter);
    return query;
  }

  std::optional<BenchQuery> words_of(const SampleParagraph& from, QueryKind kind, std::size_t least,
                                     std::size_t most) {
    std::vector<std::string> usable;
    for (const SampleWord& word : from.words)
      if (!word.stop_word && word.text.size() >= kShortestWord) usable.push_back(word.text);
    std::sort(usable.begin(), usable.end());
    usable.erase(std::unique(usable.begin(), usable.end()), usable.end());
    const std::size_t count = least + random_.below(most - least + 1);
    if (usable.size() < count) return std::nullopt;
    BenchQuery query{.kind = kind};
    for (std::size_t i = 0; i < count; ++i) {
      std::swap(usable[i], usable[i + random_.below(usable.size() - i)]);
      query.words.push_back(usable[i]);
    }
    return finish(std::move(query), from);
  }

  std::optional<BenchQuery> words(QueryKind kind, std::size_t least, std::size_t most) {
    return words_of(paragraph(), kind, least, most);
  }

  // Neighbors as they stand there, function words included, with one word at least that is none.
  std::optional<BenchQuery> phrase() {
    const SampleParagraph& from = paragraph();
    if (from.words.empty()) return std::nullopt;
    const std::size_t count = 2 + random_.below(3);
    const std::size_t begin = random_.below(from.words.size());
    if (begin + count > from.words.size()) return std::nullopt;
    BenchQuery query{.kind = QueryKind::phrase};
    bool telling = false;
    for (std::size_t i = begin; i < begin + count; ++i) {
      const SampleWord& word = from.words[i];
      if (i + 1 < begin + count && !word.joined) return std::nullopt;
      telling = telling || !word.stop_word;
      query.words.push_back(word.text);
    }
    if (!telling) return std::nullopt;
    return finish(std::move(query), from);
  }

  std::optional<BenchQuery> prefix() {
    const SampleParagraph& from = paragraph();
    if (from.words.empty()) return std::nullopt;
    const SampleWord& word = from.words[random_.below(from.words.size())];
    if (word.stop_word || word.text.size() < kPrefixLetters + 2) return std::nullopt;
    BenchQuery query{.kind = QueryKind::prefix, .words = {word.text.substr(0, kPrefixLetters)}};
    return finish(std::move(query), from);
  }

  std::optional<BenchQuery> filtered() {
    const SampleParagraph& from = paragraph();
    auto query = words_of(from, QueryKind::any, 1, 3);
    auto filter = filter_on(from);
    if (!query || !filter) return std::nullopt;
    if (!query->sideways.empty() && query->sideways[0].facet == filter->facet)
      query->sideways.clear();
    query->where.push_back(std::move(*filter));
    return query;
  }

  std::optional<BenchQuery> rare() {
    const SampleParagraph& from = paragraph();
    if (from.words.empty()) return std::nullopt;
    const SampleWord& word = from.words[random_.below(from.words.size())];
    if (word.text.size() < kShortestWord || sample_.frequency(word.text) != 1) return std::nullopt;
    const auto found = searcher_.search(
        {.query = word.text, .match = Match::all, .limit = 1, .texts = false, .highlights = false});
    if (found.paragraphs.value == 0 || found.paragraphs.value > kRarest) return std::nullopt;
    return finish(BenchQuery{.words = {word.text}}, from);
  }

  std::optional<BenchQuery> frequent() {
    if (frequent_.empty()) return std::nullopt;
    const std::size_t count = 1 + random_.below(2);
    BenchQuery query;
    for (std::size_t i = 0; i < count; ++i)
      query.words.push_back(frequent_[random_.below(frequent_.size())]);
    if (count == 2 && query.words[0] == query.words[1]) query.words.pop_back();
    return finish(std::move(query), paragraph());
  }

  const Searcher& searcher_;
  const Sample& sample_;
  const DrawOptions& options_;
  Random random_;
  std::vector<std::string> frequent_;
};

}  // namespace

std::vector<QueryClass> draw_queries(const Searcher& searcher, const DrawOptions& options) {
  const Sample sample(searcher, options.seed);
  return Drawer(searcher, sample, options).draw();
}

}  // namespace pilcrow::bench
