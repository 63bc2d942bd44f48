#include <algorithm>

#include "base/machine.h"
#include "base/timing.h"
#include "commands/command.h"
#include "commands/prepared_index.h"
#include "common/exit_code.h"
#include "common/options.h"
#include "corpus/corpus.h"
#include "workload/draw.h"
#include "workload/runs.h"

namespace pilcrow::bench {

namespace fs = std::filesystem;
namespace po = boost::program_options;
using programs::parse_count;

namespace {

constexpr const char* kSearchUsage =
    "pilcrow-bench search (--index DIR | --corpus PATH | --generate N) [options]\n\n"
    "Latency of each class of queries and task, in milliseconds, one thread:\n"
    "  warm   after every query of the class was asked once\n"
    "  small  the same with --small-cache bytes for decoded lists\n"
    "  cold   each query to a searcher just opened: every list is seen for the first time\n"
    "and queries a second by threads, time to the first answer, memory.\n";

po::options_description search_command_options() {
  po::options_description options("Search");
  options.add_options()
      // clang-format off
      ("queries", po::value<std::string>()->value_name("N")->default_value("300"), "queries of each class")
      ("rounds", po::value<std::string>()->value_name("N")->default_value("5"), "each query is timed N times")
      ("order", po::value<std::string>()->value_name("NAME")->default_value("default"), "default, or plain: BM25F alone, as other engines order")
      ("classes", po::value<std::string>()->value_name("LIST")->default_value(""), "of queries, as \"2-4 any,phrase\"; empty: all")
      ("tasks", po::value<std::string>()->value_name("LIST")->default_value("ids,texts,facets,sideways"), "what is wanted of each query")
      ("modes", po::value<std::string>()->value_name("LIST")->default_value("warm,small,cold"), "see above")
      ("small-cache", po::value<std::string>()->value_name("BYTES")->default_value("8388608"), "for \"small\"")
      ("threads", po::value<std::string>()->value_name("LIST")->default_value("1,2,4"), "for queries a second")
      ("seconds", po::value<std::string>()->value_name("N")->default_value("3"), "that each of these lasts")
      ("starts", po::value<std::string>()->value_name("N")->default_value("20"), "openings timed");
  // clang-format on
  return options.add(corpus_options()).add(index_options()).add(output_options());
}

class SearchRun {
 public:
  SearchRun(const po::variables_map& given, Report& report)
      : given_(given),
        report_(report),
        plain_(programs::parse_choice("order", given["order"].as<std::string>(),
                                      {"default", "plain"}) == 1),
        tasks_(parse_tasks(given["tasks"].as<std::string>())),
        modes_(split_list(given["modes"].as<std::string>())) {
    for (const std::string& mode : modes_)
      programs::parse_choice("modes", mode, {"warm", "small", "cold"});
  }

  void measure(const fs::path& index) {
    index_ = index;
    classes_ =
        named_classes(draw_queries(Searcher(index_), {.per_class = count("queries", 1, 100'000),
                                                      .seed = count("seed", 0, UINT64_MAX)}),
                      given_["classes"].as<std::string>());
    measure_memory_and_latency();
    measure_throughput();
    measure_starts();
  }

 private:
  std::uint64_t count(const char* name, std::uint64_t least, std::uint64_t most) const {
    return parse_count(name, given_[name].as<std::string>(), least, most);
  }

  [[nodiscard]] std::vector<SearchRequest> requests_of(const QueryClass& one, Task task) const {
    std::vector<SearchRequest> requests;
    requests.reserve(one.queries.size());
    for (const BenchQuery& query : one.queries) {
      requests.push_back(request_for(query, task));
      if (plain_) requests.back().ranking = RankingOptions::plain();
    }
    return requests;
  }

  Rounds time(const std::string& mode, const Searcher& searcher,
              const std::vector<SearchRequest>& requests) const {
    const std::size_t rounds = count("rounds", 1, 1000);
    if (mode == "cold") return time_cold(index_, requests);
    if (mode == "warm") return time_warm(searcher, requests, rounds);
    const Searcher small(index_, {.cache_bytes = count("small-cache", 0, UINT64_MAX)});
    return time_warm(small, requests, rounds);
  }

  void measure_memory_and_latency() {
    Table& memory = report_.add_table("memory", {"when", "resident MB", "anonymous MB"});
    Table& latency =
        report_.add_table("latency, ms", {"mode", "class", "task", "queries", "p50", "p90", "p99",
                                          "max", "mean", "mean of best", "p99/p50"});
    latency.add_remark("mean of best: each query's quickest round, for runs on a busy machine");
    const auto remember = [&memory](const char* when) {
      const Memory now = memory_now();
      memory.add_row({when, static_cast<double>(now.resident) / 1e6,
                      static_cast<double>(now.anonymous) / 1e6});
    };
    remember("before opening");
    const Searcher searcher(index_);
    remember("index open");
    for (const std::string& mode : modes_) {
      for (const QueryClass& one : classes_) {
        for (const Task task : tasks_) {
          say(mode + ", " + one.name + ", " + std::string(to_string(task)));
          const Rounds rounds = time(mode, searcher, requests_of(one, task));
          const Summary s = summarize(flatten(rounds));
          latency.add_row({mode, one.name, to_string(task), one.queries.size(), s.p50, s.p90, s.p99,
                           s.max, s.mean, mean_of_best(rounds), s.p50 > 0 ? s.p99 / s.p50 : 0});
        }
      }
      if (mode == "warm") remember("after all classes and tasks, warm");
    }
  }

  void measure_throughput() {
    Table& table =
        report_.add_table("queries a second", {"task", "threads", "queries/s", "to one thread"});
    table.add_remark("all classes mixed, one searcher shared");
    const Searcher searcher(index_);
    const auto seconds = static_cast<double>(count("seconds", 0, 3600));
    for (const Task task : tasks_) {
      std::vector<SearchRequest> mixed;
      for (const QueryClass& one : classes_) {
        auto requests = requests_of(one, task);
        std::move(requests.begin(), requests.end(), std::back_inserter(mixed));
      }
      double one_thread = 0;
      for (const std::string& text : split_list(given_["threads"].as<std::string>())) {
        const auto threads = static_cast<unsigned>(parse_count("threads", text, 1, 1024));
        const double rate = queries_per_second(searcher, mixed, threads, seconds);
        if (threads == 1) one_thread = rate;
        table.add_row({to_string(task), threads, rate,
                       one_thread > 0 ? nlohmann::json(rate / one_thread) : nlohmann::json()});
      }
    }
  }

  void measure_starts() {
    Table& table =
        report_.add_table("time to the first answer, ms", {"from", "times", "p50", "p99", "mean"});
    table.add_remark("files in the system's cache");
    const QueryClass& one = classes_.front();
    std::vector<SearchRequest> requests = requests_of(one, Task::texts);
    requests.resize(std::min<std::size_t>(requests.size(), count("starts", 0, 100'000)));
    const auto add = [&table](const char* from, const std::vector<double>& times) {
      const Summary s = summarize(times);
      table.add_row({from, s.count, s.p50, s.p99, s.mean});
    };
    add("opening the index", time_open_to_answer(index_, requests));
    add("starting a process", time_process_to_answer(index_, requests));
  }

  const po::variables_map& given_;
  Report& report_;
  bool plain_;
  std::vector<Task> tasks_;
  std::vector<std::string> modes_;
  fs::path index_;
  std::vector<QueryClass> classes_;
};

}  // namespace

int run_search(const CommandLine& line) {
  const po::options_description options = search_command_options();
  const auto given = programs::parse_command_line(line.arguments, options, "extra");
  if (programs::answer_help(given, {"pilcrow-bench", kSearchUsage, ""}, options))
    return programs::kDone;
  Report report(line.whole);
  SearchRun run(given, report);  // looks at the options before anything is built
  const PreparedIndex index(given, report);
  run.measure(index.path());
  publish(report, given);
  return programs::kDone;
}

int run_first_answer(const CommandLine& line) {
  if (line.arguments.size() != 2) throw programs::UsageError("first-answer INDEX QUERY");
  const Searcher searcher(line.arguments[0]);
  static_cast<void>(searcher.search({.query = line.arguments[1]}));
  return programs::kDone;
}

}  // namespace pilcrow::bench
