#include <fstream>
#include <sstream>

#include "base/timing.h"
#include "commands/command.h"
#include "commands/prepared_index.h"
#include "common/exit_code.h"
#include "common/options.h"
#include "common/shards.h"
#include "workload/draw.h"
#include "workload/runs.h"

namespace pilcrow::bench {

namespace po = boost::program_options;
using programs::parse_count;

namespace {

constexpr const char* kShardsUsage =
    "pilcrow-bench shards --index DIR --at URL... [options]\n\n"
    "Latency and throughput over shards. Queries are drawn from --index; asked are the places of\n"
    "--at (paths, sets, xapian://host:port), which hold the same documents:\n"
    "  first  no posting list is kept: each is read or fetched anew\n"
    "  kept   lists are kept, every query of the class was asked once\n";

po::options_description shards_command_options() {
  po::options_description options("Shards");
  options.add_options()
      // clang-format off
      ("index", po::value<std::string>()->value_name("DIR")->required(), "an index to draw queries from")
      ("at", programs::texts_value("URL"), "what is asked; repeatable (--index)")
      ("queries", po::value<std::string>()->value_name("N")->default_value("100"), "queries of each class")
      ("rounds", po::value<std::string>()->value_name("N")->default_value("3"), "each query is timed N times")
      ("seed", po::value<std::string>()->value_name("N")->default_value("1"), "of the queries")
      ("seconds", po::value<std::string>()->value_name("N")->default_value("3"), "that throughput is measured");
  // clang-format on
  return options.add(output_options());
}

// Bytes that came in over loopback; 0 where the system does not tell.
double loopback_bytes() {
  std::ifstream in("/proc/net/dev");
  for (std::string line; std::getline(in, line);) {
    const std::size_t at = line.find("lo:");
    if (at == std::string::npos) continue;
    std::istringstream numbers(line.substr(at + 3));
    double bytes = 0;
    numbers >> bytes;
    return bytes;
  }
  return 0;
}

class ShardRun {
 public:
  ShardRun(const po::variables_map& given, Report& report) : given_(given), report_(report) {
    places_ = programs::values_of(given, "at");
    if (places_.empty()) places_ = {given["index"].as<std::string>()};
  }

  void measure() {
    classes_ = draw_queries(Searcher(given_["index"].as<std::string>()),
                            {.per_class = count("queries"), .seed = count("seed")});
    measure_opening();
    Table& latency = report_.add_table(
        "latency, ms", {"lists", "class", "task", "p50", "p90", "p99", "mean", "kB over loopback"});
    latency.add_remark("kB: of one query, both ways, mean");
    const Searcher first = open(0);
    const Searcher kept = open(SearcherOptions{}.cache_bytes);
    for (const QueryClass& one : classes_) {
      for (const Task task : {Task::texts, Task::facets}) {
        add_latency(latency, "first", first, one, task);
        add_latency(latency, "kept", kept, one, task);
      }
    }
    measure_throughput(kept);
  }

 private:
  [[nodiscard]] std::uint64_t count(const char* name) const {
    return parse_count(name, given_[name].as<std::string>(), 1, 1'000'000);
  }

  [[nodiscard]] Searcher open(std::size_t cache_bytes) const {
    return Searcher(places_.front(),
                    {.cache_bytes = cache_bytes, .shards = {places_.begin() + 1, places_.end()}});
  }

  void measure_opening() {
    Table& table = report_.add_table("opening", {"places", "ms", "MB over loopback"});
    const double before = loopback_bytes();
    const Stopwatch watch;
    const Searcher searcher = open(0);
    const double ms = watch.milliseconds();
    table.add_row({places_.size(), ms, (loopback_bytes() - before) / 1e6});
  }

  void add_latency(Table& table, const char* lists, const Searcher& searcher, const QueryClass& one,
                   Task task) const {
    say(std::string(lists) + ", " + one.name + ", " + std::string(to_string(task)));
    std::vector<SearchRequest> requests;
    for (const BenchQuery& query : one.queries)
      requests.push_back(request_for(query, task));
    const double before = loopback_bytes();
    const std::uint64_t rounds = count("rounds");
    const Rounds times = time_warm(searcher, requests, rounds);
    const double asked = static_cast<double>(requests.size() * (rounds + 1));
    const Summary s = summarize(flatten(times));
    table.add_row({lists, one.name, to_string(task), s.p50, s.p90, s.p99, s.mean,
                   asked > 0 ? (loopback_bytes() - before) / asked / 1e3 : 0});
  }

  void measure_throughput(const Searcher& searcher) const {
    Table& table = report_.add_table("queries a second", {"task", "threads", "queries/s"});
    table.add_remark("all classes mixed, lists kept, one searcher shared");
    for (const Task task : {Task::texts, Task::facets}) {
      std::vector<SearchRequest> mixed;
      for (const QueryClass& one : classes_)
        for (const BenchQuery& query : one.queries)
          mixed.push_back(request_for(query, task));
      for (const unsigned threads : {1U, 2U})
        table.add_row(
            {to_string(task), threads,
             queries_per_second(searcher, mixed, threads, static_cast<double>(count("seconds")))});
    }
  }

  const po::variables_map& given_;
  Report& report_;
  std::vector<std::string> places_;
  std::vector<QueryClass> classes_;
};

}  // namespace

int run_shards(const CommandLine& line) {
  const po::options_description options = shards_command_options();
  const auto given = programs::parse_command_line(line.arguments, options, "extra");
  if (programs::answer_help(given, {"pilcrow-bench", kShardsUsage, ""}, options))
    return programs::kDone;
  Report report(line.whole);
  const PreparedIndex index(given, report);
  ShardRun(given, report).measure();
  publish(report, given);
  return programs::kDone;
}

}  // namespace pilcrow::bench
