#include "pilcrow_search/options.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "common/exit_code.h"
#include "common/filters.h"
#include "common/options.h"

namespace pilcrow::programs {

namespace po = boost::program_options;

namespace {

constexpr const char* kDefaultFacets = "country,topic,year";
constexpr std::uint64_t kMostHits = 10'000'000;
constexpr std::uint64_t kMostContext = 1000;
constexpr std::uint64_t kMostDays = 1'000'000;
constexpr std::uint64_t kMostBars = 10'000;

const char* const kUsageText =
    R"(Usage: pilcrow-search [options] INDEX QUERY...

Finds paragraphs. QUERY is made of
  sea level           words in any form: all of them, or any where few have all
  '"sea level"'       a phrase; the quotes outside are for the shell
  -word, AND, OR, ()  without a word; both; either; what belongs together
  title:word          in the title; heading:word in a heading
  country:JP          a facet; topic:energy, year:2020..2024, about:2007
  word*, word~        words that begin so; with one or two letters wrong
  a NEAR/5 b          at most five words apart
  ="Exact Words"      the form as written
What stands behind -- is never read as an option.
)";

const char* const kExamplesText =
    R"(Examples:
  pilcrow-search speeches.idx '"sea level" rise' --country japan --year 2015..
  pilcrow-search speeches.idx cyber attack --country EE --country LV --facets
  pilcrow-search speeches.idx --topic energy --sort newest --limit 5 --context 1
  pilcrow-search speeches.idx baltic states --json | jq '.hits[].source'
  pilcrow-search speeches.idx --queries queries.tsv --limit 1000 > run.txt
  pilcrow-search a.idx --shard b.idx --shard xapian://archive:7001 sea level

Exit codes: 0 found, 1 nothing found, 2 usage, 3 index missing or unreadable,
4 index locked, 5 index of another format or analyzer.
)";

po::options_description restriction_options() {
  po::options_description options("Restrict (repeat an option for alternatives)");
  options.add_options()
      // clang-format off
      ("country", texts_value("V"), "country: a code, a name, or a group such as NATO")
      ("topic", texts_value("V"), "topic, as in energy")
      ("year", texts_value("Y"), "year of publication: 2024, 2020..2024, 2022.., ..1990")
      ("about", texts_value("Y"), "years that the text speaks of")
      ("facet", texts_value("NAME=V"), "any facet of the index")
      ("exclude", texts_value("NAME=V"), "without paragraphs of this value");
  // clang-format on
  return options;
}

po::options_description search_options() {
  po::options_description options("Search");
  options.add_options()
      // clang-format off
      ("match", text_value("HOW"), "auto, all or any of the words; auto: all, or any where that "
                                   "finds too little (auto)")
      ("limit", text_value("N"), "hits to show (10)")
      ("offset", text_value("N"), "hits to leave out first (0)")
      ("sort", text_value("ORDER"), "relevance, newest or oldest (relevance)")
      ("per-document", text_value("N"), "at most N paragraphs of one document (no bound)")
      ("documents", "the best paragraph of each document: documents rather than paragraphs")
      ("count-limit", text_value("N"), "stop counting at N paragraphs; the total is then a lower "
                                       "bound (no limit)")
      ("synonyms", texts_value("FILE"), "words that stand for each other, in lines such as "
                                        "EU = European Union")
      ("facets", po::value<std::string>()->implicit_value(kDefaultFacets, "")->value_name("[=LIST]"),
       "count the values of these facets (country,topic,year)")
      ("facet-limit", text_value("N"), "values to list of each facet (10)")
      ("facet-sort", text_value("HOW"), "count or value (count)")
      ("expand", "order by words that the best paragraphs share, too (pseudo-relevance feedback)")
      ("recency", text_value("DAYS"), "prefer what is new: its score is doubled, that of a paragraph DAYS "
                                      "older raised by half")
      ("plain-ranking", "order by BM25F alone")
      ("histogram", text_value("N"), "years among the facets as bars without gaps, at most N, in "
                                     "JSON (none)")
      ("labels", text_value("LANGUAGE"), "language of the names of values (en)");
  // clang-format on
  return options;
}

po::options_description output_options() {
  po::options_description options("Output");
  options.add_options()
      // clang-format off
      ("context", text_value("N"), "N paragraphs before and after each hit (0)")
      ("full", "whole paragraphs instead of snippets")
      ("document", text_value("ID"), "no search: all paragraphs of this document")
      ("json", "the result as one JSON object")
      ("jsonl", "one JSON object per hit")
      ("color", text_value("WHEN"), "auto, always or never; auto heeds NO_COLOR (auto)")
      ("width", text_value("N"), "columns; 0: lines are not broken (the terminal's)")
      ("explain", "how the query was read, expanded and matched")
      ("help", "this text (-h)")
      ("version", "the version");
  // clang-format on
  return options;
}

po::options_description batch_options() {
  po::options_description options("Many queries");
  options.add_options()
      // clang-format off
      ("queries", text_value("FILE"), "lines of id<TAB>query; - is standard input")
      ("format", text_value("FORMAT"), "trec: a run that names each document once, by its best "
                                       "paragraph; jsonl: one result a line (trec)")
      ("run-name", text_value("NAME"), "last column of a TREC run (pilcrow)");
  // clang-format on
  return options;
}

/// `--facets country,year` with a space between is understood where the next word can only be a
/// list of facets; a word of the query is left alone.
Texts attach_facet_list(Texts arguments) {
  static const Texts kBuiltin = {"country", "topic", "year", "about"};
  const auto is_list = [](const std::string& word) {
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
      return c == ',' || c == '_' || c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    if (word.empty() || !plain || word.front() == '-') return false;
    return word.find(',') != std::string::npos ||
           std::find(kBuiltin.begin(), kBuiltin.end(), word) != kBuiltin.end();
  };
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] != "--facets") continue;
    const bool list_follows = i + 1 < arguments.size() && is_list(arguments[i + 1]);
    arguments[i] += "=" + (list_follows ? arguments[i + 1] : std::string(kDefaultFacets));
    if (list_follows) arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  return arguments;
}

RankingOptions parse_ranking(const po::variables_map& given) {
  RankingOptions ranking;
  const bool expand = given.count("expand") != 0;
  const auto recency = value_of(given, "recency");
  if (given.count("plain-ranking") != 0) {
    if (expand || recency)
      throw UsageError("--plain-ranking is BM25F alone; leave out --expand and --recency");
    return RankingOptions::plain();
  }
  ranking.expand = expand;
  if (recency)
    ranking.recency_half_life_days =
        static_cast<double>(parse_count("--recency", *recency, 1, kMostDays));
  return ranking;
}

SearchRequest parse_request(const po::variables_map& given) {
  SearchRequest request;
  request.match = std::vector{Match::automatic, Match::all,
                              Match::any}[choice_of(given, "match", {"auto", "all", "any"})];
  request.sort =
      std::vector{Sort::relevance, Sort::newest,
                  Sort::oldest}[choice_of(given, "sort", {"relevance", "newest", "oldest"})];
  request.where = parse_filters(given);
  request.limit = count_of(given, "limit", request.limit, kMostHits);
  request.offset = count_of(given, "offset", 0, kMostHits);
  request.per_document = count_of(given, "per-document", 0, kMostHits);
  if (given.count("documents") != 0) {
    if (given.count("per-document") != 0)
      throw UsageError("--documents shows one paragraph of each; leave out --per-document");
    request.per_document = 1;
  }
  request.count_limit = count_of(given, "count-limit", 0, kMostHits);
  request.label_language = value_of(given, "labels").value_or("en");
  request.context = count_of(given, "context", 0, kMostContext);
  request.explain = given.count("explain") != 0;
  request.ranking = parse_ranking(given);
  const std::size_t facet_limit = count_of(given, "facet-limit", FacetRequest{}.limit, kMostHits);
  const FacetSort facet_sort =
      choice_of(given, "facet-sort", {"count", "value"}) == 0 ? FacetSort::count : FacetSort::value;
  if (const auto list = value_of(given, "facets")) {
    request.facets = parse_facet_list(*list, facet_limit, facet_sort);
    const std::size_t bars = count_of(given, "histogram", 0, kMostBars);
    for (FacetRequest& facet : request.facets)
      if (is_numeric_facet(facet.facet)) facet.histogram = bars;
  }
  return request;
}

std::optional<BatchOptions> parse_batch(const po::variables_map& given) {
  const auto queries = value_of(given, "queries");
  const std::size_t format = choice_of(given, "format", {"trec", "jsonl"});
  const auto run_name = value_of(given, "run-name");
  if (!queries) {
    if (given.count("format") != 0 || run_name) {
      throw UsageError("--format and --run-name belong to --queries FILE");
    }
    return std::nullopt;
  }
  BatchOptions batch{.queries = *queries,
                     .format = format == 0 ? BatchFormat::trec : BatchFormat::jsonl};
  if (run_name) batch.run_name = *run_name;
  if (batch.run_name.empty() || batch.run_name.find_first_of(" \t\n") != std::string::npos) {
    throw UsageError("--run-name takes one word, not '" + batch.run_name + "'");
  }
  return batch;
}

/// INDEX and the query's words.
void parse_arguments(const Texts& words, SearchOptions& options) {
  if (words.empty()) throw UsageError("which index? Usage: pilcrow-search INDEX QUERY...");
  options.index = words.front();
  if (options.batch) {
    if (words.size() > 1) {
      throw UsageError("with --queries the queries come from the file; leave out '" + words[1] +
                       "'");
    }
    return;
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (i > 1) options.request.query += ' ';
    options.request.query += words[i];
  }
  if (options.document) {
    if (words.size() > 1)
      throw UsageError("--document shows a document and searches nothing; leave out '" + words[1] +
                       "'");
    return;
  }
  const bool restricted = !options.request.where.empty() || !options.request.facets.empty();
  if (words.size() == 1 && !restricted) {
    throw UsageError("what is to be found? Give words, or a restriction such as --country EE");
  }
}

}  // namespace

std::optional<SearchOptions> parse_search_options(const Texts& arguments) {
  po::options_description visible;
  visible.add(restriction_options()).add(search_options()).add(output_options());
  visible.add(batch_options()).add(shard_options());
  const po::variables_map given =
      parse_command_line(attach_facet_list(arguments), visible, "words");
  if (answer_help(given, {"pilcrow-search", kUsageText, kExamplesText}, visible)) {
    return std::nullopt;
  }
  SearchOptions options;
  options.request = parse_request(given);
  options.batch = parse_batch(given);
  options.document = value_of(given, "document");
  options.documents = given.count("documents") != 0;
  for (const std::string& file : values_of(given, "synonyms"))
    options.synonyms.emplace_back(file);
  options.shards = parse_shards(given);
  parse_arguments(values_of(given, "words"), options);
  if (given.count("json") != 0 && given.count("jsonl") != 0) {
    throw UsageError("--json and --jsonl exclude each other");
  }
  if (given.count("json") != 0) options.format = OutputFormat::json;
  if (given.count("jsonl") != 0) options.format = OutputFormat::jsonl;
  options.full = given.count("full") != 0;
  options.facet_sort_given = given.count("facet-sort") != 0;
  options.color =
      std::vector{ColorMode::automatic, ColorMode::always,
                  ColorMode::never}[choice_of(given, "color", {"auto", "always", "never"})];
  if (given.count("width") != 0) options.width = count_of(given, "width", 0, kMostHits);
  return options;
}

}  // namespace pilcrow::programs
