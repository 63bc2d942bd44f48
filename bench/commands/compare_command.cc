#include <algorithm>
#include <sstream>

#include "base/timing.h"
#include "commands/command.h"
#include "commands/prepared_index.h"
#include "common/exit_code.h"
#include "common/options.h"
#include "corpus/corpus.h"
#include "rivals/agreement.h"
#include "rivals/paragraph_file.h"
#include "rivals/rival.h"
#include "workload/draw.h"

namespace pilcrow::bench {

namespace fs = std::filesystem;
namespace po = boost::program_options;
using programs::parse_count;

namespace {

constexpr const char* kCompareUsage =
    "pilcrow-bench compare (--index DIR | --corpus PATH | --generate N) [options]\n\n"
    "Exports the paragraphs of the index, has each rival index them (English stems, no stop "
    "words),\n"
    "and asks all the same queries, one thread, warm, one engine after the other. What they "
    "answer\n"
    "is compared before how long they took. Ratios are Pilcrow's time to the rival's: below 1\n"
    "Pilcrow is quicker. The rivals order by BM25 alone; the same work of Pilcrow's is \"BM25F "
    "only\",\n"
    "its default order looks at the best hits again. Rivals that are not installed are named and "
    "left\n"
    "out.\n";

po::options_description compare_command_options() {
  po::options_description options("Compare");
  options.add_options()
      // clang-format off
      ("own", po::value<std::string>()->value_name("LIST")->default_value("default,plain"), "how Pilcrow is asked: default; plain (BM25F alone, as the rivals); plain with 8 MB for lists (small); plain, opened anew for each query (cold)")
      ("rivals", po::value<std::string>()->value_name("LIST")->default_value("lucene,xapian,sqlite"), "in the order they run")
      ("queries", po::value<std::string>()->value_name("N")->default_value("300"), "queries of each class")
      ("rounds", po::value<std::string>()->value_name("N")->default_value("5"), "each query is timed N times")
      ("warm-up", po::value<std::string>()->value_name("N")->default_value("2"), "and asked N times before")
      ("budget", po::value<std::string>()->value_name("SECONDS")->default_value("30"), "of an engine for one class and task")
      ("classes", po::value<std::string>()->value_name("LIST")->default_value(""), "of queries, as \"2-4 any,phrase\"; empty: all")
      ("tasks", po::value<std::string>()->value_name("LIST")->default_value("ids,texts,facets,sideways"), "what is wanted of each query")
      ("statistic", po::value<std::string>()->value_name("NAME")->default_value("mean"), "of the ratios: mean, or best (each query's quickest round)");
  // clang-format on
  return options.add(corpus_options()).add(index_options()).add(output_options());
}

using Runs = std::vector<std::vector<RivalRun>>;  // [class][task]

struct Contender {
  std::unique_ptr<Rival> engine;
  Runs runs;
};

class Comparison {
 public:
  Comparison(const po::variables_map& given, Report& report) : given_(given), report_(report) {
    const std::string statistic = given["statistic"].as<std::string>();
    best_ = programs::parse_choice("statistic", statistic, {"mean", "best"}) == 1;
    tasks_ = parse_tasks(given["tasks"].as<std::string>());
    plan_.rounds = count("rounds", 1, 1000);
    plan_.warm_up = count("warm-up", 1, 1000);
    plan_.budget = static_cast<double>(count("budget", 1, 86'400));
    for (const std::string& name : names("own"))
      own_.push_back(static_cast<OwnMode>(
          programs::parse_choice("own", name, {"default", "plain", "small", "cold"})));
    if (own_.empty()) throw programs::UsageError("--own names none");
    for (const std::string& name : names("rivals"))
      rivals_.push_back(rival_named(name));
  }

  void run(const PreparedIndex& index) {
    const fs::path paragraphs = index.work() / "paragraphs.tsv";
    {
      const Searcher searcher(index.path());
      say("exporting the paragraphs");
      numbers_ = export_paragraphs(searcher, paragraphs);
      classes_ = named_classes(draw_queries(searcher, {.per_class = count("queries", 1, 100'000),
                                                       .seed = count("seed", 0, UINT64_MAX)}),
                               given_["classes"].as<std::string>());
    }
    for (const OwnMode mode : own_)
      add(make_pilcrow(index.path(), numbers_, mode));
    for (auto& rival : rivals_)
      add(std::move(rival));
    build(paragraphs, index.work());
    for (Contender& contender : contenders_) {
      say("asking " + contender.engine->name());
      contender.runs = contender.engine->run(classes_, tasks_, plan_);
      report_.set_version(contender.engine->name(), contender.engine->version());
    }
    show_agreement();
    show_times();
    show_ratios();
  }

 private:
  [[nodiscard]] std::uint64_t count(const char* name, std::uint64_t least,
                                    std::uint64_t most) const {
    return parse_count(name, given_[name].as<std::string>(), least, most);
  }

  [[nodiscard]] std::vector<std::string> names(const char* option) const {
    std::vector<std::string> names;
    std::istringstream list(given_[option].as<std::string>());
    for (std::string name; std::getline(list, name, ',');)
      names.push_back(name);
    return names;
  }

  static std::unique_ptr<Rival> rival_named(const std::string& name) {
    switch (programs::parse_choice("rivals", name, {"lucene", "xapian", "sqlite"})) {
      case 0:
        return make_lucene();
      case 1:
        return make_plain_xapian();
      default:
        return make_sqlite();
    }
  }

  void add(std::unique_ptr<Rival> engine) {
    if (const std::string missing = engine->missing(); !missing.empty())
      skipped_.push_back(engine->name() + " was left out: " + missing);
    else
      contenders_.push_back({std::move(engine), {}});
  }

  void build(const fs::path& paragraphs, const fs::path& work) {
    Table& table = report_.add_table("indexing", {"engine", "seconds", "MB on disk"});
    table.add_remark(
        "rivals index the exported paragraphs, on one thread unless they use more by themselves;\n"
        "  Pilcrow's own time, from the documents, is the business of pilcrow-bench index");
    for (std::size_t i = own_.size() - 1; i < contenders_.size(); ++i) {
      Rival& engine = *contenders_[i].engine;  // of Pilcrow's index one row
      say("indexing with " + engine.name());
      const fs::path directory = work / engine.name();
      fs::remove_all(directory);
      fs::create_directories(directory);
      const BuildFigures figures = engine.build(paragraphs, directory);
      table.add_row({i < own_.size() ? "pilcrow" : engine.name(),
                     figures.seconds > 0 ? nlohmann::json(figures.seconds) : nlohmann::json(),
                     static_cast<double>(figures.bytes) / 1e6});
    }
    for (const std::string& skipped : skipped_) {
      say(skipped);
      table.add_remark(skipped);
    }
  }

  template <typename Visit>
  void for_each_class_and_task(const Visit& visit) const {
    for (std::size_t c = 0; c < classes_.size(); ++c)
      for (std::size_t t = 0; t < tasks_.size(); ++t)
        if (!classes_[c].queries.empty()) visit(c, t);
  }

  // Of Pilcrow's contenders the one that does the work of the rivals, where it runs.
  [[nodiscard]] std::size_t like_rivals() const {
    const auto plain = std::find_if(own_.begin(), own_.end(),
                                    [](OwnMode mode) { return mode != OwnMode::standard; });
    return plain == own_.end() ? 0 : static_cast<std::size_t>(plain - own_.begin());
  }

  void show_agreement() {
    Table& table = report_.add_table("answers, against Pilcrow's",
                                     {"class", "task", "engine", "queries", "equal totals",
                                      "matches to Pilcrow's", "top 10 in common"});
    const std::size_t own = like_rivals();
    table.add_remark(
        "against " + contenders_[own].engine->name() +
        "\n  equal totals: share of the queries with exactly as many matches. Top 10 in common is "
        "low\n"
        "  where scores tie (prefix, rare words in engines that score otherwise)");
    for_each_class_and_task([&](std::size_t c, std::size_t t) {
      for (std::size_t i = 0; i < contenders_.size(); ++i) {
        if (i == own) continue;
        const Agreement agreement =
            compare_answers(contenders_[own].runs[c][t], contenders_[i].runs[c][t]);
        std::vector<nlohmann::json> row{classes_[c].name, to_string(tasks_[t]),
                                        contenders_[i].engine->name(), agreement.queries};
        if (agreement.has_totals)
          row.insert(row.end(), {agreement.equal_totals, agreement.totals_ratio});
        else
          row.insert(row.end(), 2, nullptr);
        row.emplace_back(agreement.top_in_common);
        table.add_row(std::move(row));
      }
    });
  }

  void show_times() {
    Table& table = report_.add_table("times, ms", {"class", "task", "engine", "queries", "rounds",
                                                   "p50", "p99", "mean", "mean of best"});
    for_each_class_and_task([&](std::size_t c, std::size_t t) {
      for (const Contender& contender : contenders_) {
        const RivalRun& run = contender.runs[c][t];
        const Summary s = summarize(flatten(run.rounds));
        table.add_row({classes_[c].name, to_string(tasks_[t]), contender.engine->name(),
                       run.answers.size(), run.rounds.size(), s.p50, s.p99, s.mean,
                       mean_of_best(run.rounds)});
      }
    });
  }

  // Over the queries that both were asked, where a rival's time ran out before the last.
  [[nodiscard]] double time_of(const RivalRun& run, std::size_t queries) const {
    Rounds rounds = run.rounds;
    for (auto& round : rounds)
      round.resize(std::min(round.size(), queries));
    return best_ ? mean_of_best(rounds) : summarize(flatten(rounds)).mean;
  }

  void show_ratios() {
    if (contenders_.size() == own_.size()) return;
    std::vector<std::string> columns{"class", "task", "engine"};
    for (std::size_t i = own_.size(); i < contenders_.size(); ++i)
      columns.push_back("to " + contenders_[i].engine->name());
    columns.emplace_back("quickest");
    Table& table = report_.add_table(
        std::string("Pilcrow's time to the rivals' (") + (best_ ? "mean of best" : "mean") + ")",
        columns);
    for_each_class_and_task([&](std::size_t c, std::size_t t) {
      for (std::size_t own = 0; own < own_.size(); ++own)
        table.add_row(ratios(c, t, own));
    });
  }

  // A row of that table: one of Pilcrow's contenders and the rivals.
  [[nodiscard]] std::vector<nlohmann::json> ratios(std::size_t c, std::size_t t,
                                                   std::size_t own) const {
    const Contender& pilcrow = contenders_[own];
    std::vector<nlohmann::json> row{classes_[c].name, to_string(tasks_[t]), pilcrow.engine->name()};
    std::string quickest = pilcrow.engine->name();
    double least_ratio = 1;  // of a rival's time to Pilcrow's
    for (std::size_t i = own_.size(); i < contenders_.size(); ++i) {
      const RivalRun& ours = pilcrow.runs[c][t];
      const RivalRun& other = contenders_[i].runs[c][t];
      const std::size_t queries = std::min(ours.answers.size(), other.answers.size());
      const double ratio = time_of(ours, queries) / time_of(other, queries);
      row.emplace_back(ratio);
      if (ratio > 0 && 1 / ratio < least_ratio) {
        least_ratio = 1 / ratio;
        quickest = contenders_[i].engine->name();
      }
    }
    row.emplace_back(quickest);
    return row;
  }

  const po::variables_map& given_;
  Report& report_;
  bool best_ = false;
  std::vector<Task> tasks_;
  RunPlan plan_;
  ParagraphNumbers numbers_;
  std::vector<QueryClass> classes_;
  std::vector<OwnMode> own_;
  std::vector<std::unique_ptr<Rival>> rivals_;  // those asked for, until they become contenders
  std::vector<Contender> contenders_;           // Pilcrow's first, as many as `own_`
  std::vector<std::string> skipped_;
};

}  // namespace

int run_compare(const CommandLine& line) {
  const po::options_description options = compare_command_options();
  const auto given = programs::parse_command_line(line.arguments, options, "extra");
  if (programs::answer_help(given, {"pilcrow-bench", kCompareUsage, ""}, options))
    return programs::kDone;
  Report report(line.whole);
  Comparison comparison(given, report);  // looks at the options before anything is built
  const PreparedIndex index(given, report);
  comparison.run(index);
  publish(report, given);
  return programs::kDone;
}

}  // namespace pilcrow::bench
