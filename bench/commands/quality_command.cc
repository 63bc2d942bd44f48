#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/scratch.h"
#include "commands/command.h"
#include "common/exit_code.h"
#include "common/options.h"
#include "pilcrow/error.h"
#include "quality/evaluation.h"
#include "quality/significance.h"
#include "quality/tuning.h"
#include "tag_quality.h"

namespace pilcrow::bench {

namespace po = boost::program_options;
using programs::value_of;
using programs::values_of;

namespace {

constexpr const char* kQualityUsage =
    "pilcrow-bench quality --set DIR... [--configurations LIST] [--default NAME]\n"
    "pilcrow-bench quality --tags GOLD.jsonl [--gold MAP.tsv]\n\n"
    "Ranking: DIR holds corpus.jsonl, queries.tsv and qrels.tsv. Documents are ranked by their "
    "best\n"
    "paragraph. Each configuration is compared with the first (--default) by paired tests.\n"
    "--ablation: the default, then with each part of the ranking switched off. --folds N: weights\n"
    "chosen on the queries of N - 1 folds and judged by the last, and collection by collection.\n"
    "\"exact\" scores by brute force with exact BM25F, \"quantised\" with the index's impacts.\n"
    "Tags: each line of GOLD.jsonl is a document with its gold tags.\n";

po::options_description quality_command_options() {
  po::options_description options("Quality");
  options.add_options()
      // clang-format off
      ("set", po::value<std::vector<std::string>>()->composing()->value_name("DIR"), "a judged collection; repeatable")
      ("default", po::value<std::string>()->value_name("NAME")->default_value("any"), "the configuration that others are compared with")
      ("configurations", po::value<std::string>()->value_name("LIST")->default_value("any,auto,exact,quantised"), "names with commas between them, see below")
      ("ablation", "configurations: the default without each part of the ranking in turn")
      ("weight", po::value<std::vector<std::string>>()->composing()->value_name("NAME=X"), "a weight of the ranking, in all configurations; repeatable")
      ("folds", po::value<std::string>()->value_name("N"), "choose weights by cross-validation instead")
      ("language", po::value<std::string>()->value_name("CODE")->default_value("auto"), "of documents that state none")
      ("depth", po::value<std::string>()->value_name("N")->default_value("1000"), "documents ranked for each query, at least 100")
      ("runs", po::value<std::string>()->value_name("DIR"), "write the rankings in the format of trec_eval")
      ("tags", po::value<std::string>()->value_name("FILE"), "JSONL of documents with gold tags")
      ("gold", po::value<std::string>()->value_name("FILE"), "names of gold countries as codes, name<TAB>code");
  // clang-format on
  return options.add(output_options());
}

struct QualityOptions {
  std::vector<std::string> names;  ///< of configurations; the one compared with first
  std::string language;
  std::size_t depth = 0;
  std::optional<std::string> runs;
  RankingWeights weights;
};

bool is_oracle(const std::string& name) {
  return name == "exact" || name == "quantised";
}

QualityOptions parse(const po::variables_map& given) {
  QualityOptions options;
  options.names.push_back(given["default"].as<std::string>());
  std::istringstream list(given.count("ablation") != 0
                              ? "no-proximity,no-related,no-context,no-stop_words,no-title,plain"
                              : given["configurations"].as<std::string>());
  for (std::string name; std::getline(list, name, ',');)
    if (!name.empty() && name != options.names.front()) options.names.push_back(name);
  for (const std::string& name : options.names)
    if (!is_oracle(name)) configuration(name);
  options.language = given["language"].as<std::string>();
  options.depth = programs::parse_count("depth", given["depth"].as<std::string>(), 100, 1'000'000);
  options.runs = value_of(given, "runs");
  for (const std::string& assignment : values_of(given, "weight"))
    set_weight(options.weights, assignment);
  return options;
}

void write_run(const std::filesystem::path& directory, const Collection& collection,
               const Evaluation& evaluation) {
  std::filesystem::create_directories(directory);
  const auto file = directory / (collection.name + "." + evaluation.configuration + ".run");
  std::ofstream out(file);
  for (std::size_t q = 0; q < evaluation.rankings.size(); ++q) {
    const auto& ranking = evaluation.rankings[q];
    for (std::size_t i = 0; i < ranking.size(); ++i)
      out << collection.queries[q].id << " Q0 " << ranking[i] << ' ' << i + 1 << ' '
          << ranking.size() - i << ' ' << evaluation.configuration << '\n';
  }
  out.close();
  if (!out) throw Error(ErrorCode::io, "cannot write " + file.string());
}

std::vector<double> column(const Evaluation& evaluation, double Measures::*measure) {
  std::vector<double> values;
  values.reserve(evaluation.measures.size());
  for (const Measures& one : evaluation.measures)
    values.push_back(one.*measure);
  return values;
}

double mean_overlap(const Evaluation& a, const Evaluation& b) {
  double sum = 0;
  for (std::size_t q = 0; q < a.rankings.size(); ++q)
    sum += overlap(a.rankings[q], b.rankings[q], 10);
  return a.rankings.empty() ? 1 : sum / static_cast<double>(a.rankings.size());
}

void add_rows(Table& table, const Collection& collection, const std::vector<Evaluation>& all) {
  for (const Evaluation& one : all) {
    const Measures mean = mean_of(one.measures);
    std::vector<nlohmann::json> row{collection.name, one.configuration, mean.ndcg10,
                                    mean.map,        mean.mrr10,        mean.recall100};
    if (&one == &all.front()) {
      row.insert(row.end(), 3, nullptr);
    } else {
      const auto before = column(all.front(), &Measures::ndcg10);
      const Significance p = compare_paired(before, column(one, &Measures::ndcg10));
      row.insert(row.end(),
                 {mean.ndcg10 - mean_of(all.front().measures).ndcg10, p.randomization, p.t_test});
    }
    table.add_row(std::move(row));
  }
}

// The ranking of whole impact units, and the engine's own, against the exact one.
void add_agreement(Table& table, const Collection& collection, const std::vector<Evaluation>& all) {
  const auto exact = std::find_if(all.begin(), all.end(),
                                  [](const Evaluation& e) { return e.configuration == "exact"; });
  if (exact == all.end()) return;
  for (const Evaluation& one : all) {
    if (&one == &*exact) continue;
    table.add_row({collection.name, one.configuration,
                   mean_of(one.measures).ndcg10 - mean_of(exact->measures).ndcg10,
                   mean_overlap(*exact, one)});
  }
}

void measure_rankings(Report& report, const std::vector<std::string>& sets,
                      const QualityOptions& options) {
  Table& scores =
      report.add_table("quality", {"set", "configuration", "nDCG@10", "MAP", "MRR@10", "R@100",
                                   "nDCG@10 - first", "p randomization", "p t-test"});
  Table& agreement = report.add_table(
      "against exact BM25F", {"set", "configuration", "nDCG@10 - exact", "top 10 in common"});
  for (const std::string& set : sets) {
    const Collection collection = read_collection(set);
    const Scratch scratch({});
    const auto index = scratch.path() / "index";
    index_collection(collection, index, options.language);
    Evaluator evaluator(collection, index, options.depth);
    std::vector<Evaluation> all;
    for (const std::string& name : options.names) {
      all.push_back(is_oracle(name)
                        ? evaluator.score(name == "exact" ? Precision::exact : Precision::quantised)
                        : evaluator.ask(configuration(name), options.weights));
      if (options.runs) write_run(*options.runs, collection, all.back());
    }
    add_rows(scores, collection, all);
    add_agreement(agreement, collection, all);
    const IndexStats stats = evaluator.searcher().stats();
    report.set_corpus(collection.name, std::to_string(stats.documents) + " documents, " +
                                           std::to_string(stats.paragraphs) + " paragraphs, " +
                                           std::to_string(collection.queries.size()) + " queries");
  }
  for (const std::string& name : options.names)
    if (!is_oracle(name))
      scores.add_remark(name + ": " + std::string(configuration(name).description));
}

void tune(Report& report, const std::vector<std::string>& sets, std::size_t folds,
          const std::string& language) {
  std::vector<Collection> collections;
  std::vector<std::filesystem::path> indexes;
  const Scratch scratch({});
  for (const std::string& set : sets) {
    collections.push_back(read_collection(set));
    indexes.push_back(scratch.path() / std::to_string(indexes.size()));
    index_collection(collections.back(), indexes.back(), language);
  }
  std::vector<std::string> head{"held out", "nDCG@10", "with defaults"};
  for (const Weight& weight : weights())
    if (!weight.grid.empty()) head.push_back(weight.name);
  Table& table = report.add_table("weights chosen without what is held out", head);
  Tuning tuning(collections, indexes);
  std::vector<HeldOut> all = tuning.by_folds(folds);
  if (collections.size() > 1)
    for (HeldOut& one : tuning.by_collection())
      all.push_back(std::move(one));
  for (const HeldOut& one : all) {
    std::vector<nlohmann::json> row{one.name, one.with_chosen, one.with_defaults};
    for (const Weight& weight : weights())
      if (!weight.grid.empty()) row.emplace_back(one.chosen.*weight.member);
    table.add_row(std::move(row));
  }
}

void measure_tagging(Report& report, const std::string& file, const po::variables_map& given) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::not_found, "cannot open " + file);
  TagQualityOptions options;
  if (const auto map = value_of(given, "gold")) options.places = *map;
  const auto tagger = make_builtin_tagger();
  Table& table = report.add_table("tags", {"tags", "documents", "P", "R", "micro F1", "macro F1"});
  for (const TagScore& score : measure_tags(*tagger, in, options)) {
    const TagCounts sum = score.micro();
    table.add_row(
        {score.name, score.documents, sum.precision(), sum.recall(), sum.f1(), score.macro_f1()});
  }
  table.add_remark("macro F1: mean over the values with at least 20 gold tags");
  report.set_corpus("tags", file);
}

}  // namespace

int run_quality(const CommandLine& line) {
  const po::options_description options = quality_command_options();
  const auto given = programs::parse_command_line(line.arguments, options, "extra");
  if (programs::answer_help(given, {"pilcrow-bench", kQualityUsage, ""}, options))
    return programs::kDone;
  // Directories behind the first --set are sets as well.
  std::vector<std::string> sets = values_of(given, "set");
  const auto more = values_of(given, "extra");
  if (!more.empty() && sets.empty())
    throw programs::UsageError("--set must stand before " + more.front());
  sets.insert(sets.end(), more.begin(), more.end());
  const auto tags = value_of(given, "tags");
  if (sets.empty() && !tags) throw programs::UsageError("give --set DIR or --tags FILE");

  Report report(line.whole);
  report.set_version("analyzer", Analyzer().fingerprint());
  if (const auto folds = value_of(given, "folds"); folds && !sets.empty())
    tune(report, sets, programs::parse_count("--folds", *folds, 2, 100),
         given["language"].as<std::string>());
  else if (!sets.empty())
    measure_rankings(report, sets, parse(given));
  if (tags) measure_tagging(report, *tags, given);
  publish(report, given);
  return programs::kDone;
}

}  // namespace pilcrow::bench
