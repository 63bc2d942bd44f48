#include <algorithm>
#include <ctime>
#include <map>

#include "base/machine.h"
#include "base/scratch.h"
#include "base/timing.h"
#include "commands/command.h"
#include "common/exit_code.h"
#include "common/options.h"
#include "corpus/corpus.h"

namespace pilcrow::bench {

namespace fs = std::filesystem;
namespace po = boost::program_options;
using programs::parse_count;
using programs::value_of;

namespace {

constexpr const char* kIndexUsage =
    "pilcrow-bench index (--corpus PATH | --generate N) [options]\n\n"
    "Builds an index, lists its parts, then changes single documents, each with a commit of its "
    "own.\n";

po::options_description index_command_options() {
  po::options_description options("Index");
  options.add_options()
      // clang-format off
      ("jobs", po::value<std::string>()->value_name("N")->default_value("0"), "threads; 0: one per core")
      ("memory", po::value<std::string>()->value_name("BYTES"), "budget of the writer")
      ("work", po::value<std::string>()->value_name("DIR"), "build in DIR and leave it (a temporary directory)")
      ("changes", po::value<std::string>()->value_name("N")->default_value("20"), "updates and deletions timed");
  // clang-format on
  return options.add(corpus_options()).add(output_options());
}

double mega(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

// Of all threads: what is left of a figure when other programs hold the cores.
double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

IndexOptions writer_options(const po::variables_map& given) {
  IndexOptions options;
  options.jobs =
      static_cast<unsigned>(parse_count("jobs", given["jobs"].as<std::string>(), 0, 1024));
  if (const auto memory = value_of(given, "memory"))
    options.memory_budget = parse_count("memory", *memory, 1, SIZE_MAX);
  return options;
}

IndexStats build(const Corpus& corpus, const fs::path& index, IndexOptions options,
                 Report& report) {
  const std::uint64_t bytes = corpus.bytes();  // also brings the files into the system's cache
  Table& table =
      report.add_table("building", {"MB read", "seconds", "CPU seconds", "MB/s", "paragraphs/s",
                                    "peak MB", "index MB", "of the text"});
  options.mode = OpenMode::rebuild;
  reset_peak_memory();
  const double cpu_before = cpu_seconds();
  const Stopwatch watch;
  IndexWriter writer(index, std::move(options));
  corpus.add_to(writer);
  const IndexStats stats = writer.commit();
  const double seconds = watch.seconds();
  const double cpu = cpu_seconds() - cpu_before;
  table.add_row({mega(bytes), seconds, cpu, mega(bytes) / seconds,
                 static_cast<double>(stats.paragraphs) / seconds, mega(memory_now().peak),
                 mega(stats.disk_bytes),
                 static_cast<double>(stats.disk_bytes) /
                     static_cast<double>(std::max<std::uint64_t>(stats.text_bytes, 1))});
  table.add_remark("of the text: size of the index to the bytes of the paragraphs' text");
  return stats;
}

void list_parts(const fs::path& index, const IndexStats& stats, Report& report) {
  std::map<std::string, std::uint64_t> parts;
  for (const auto& entry : fs::recursive_directory_iterator(index)) {
    if (!entry.is_regular_file()) continue;
    // A part is a file's name below its generation, or below the index.
    fs::path name = entry.path().lexically_relative(index);
    if (name.begin()->string().starts_with("generation-"))
      name = name.lexically_relative(*name.begin());
    parts[name.generic_string()] += entry.file_size();
  }
  Table& table = report.add_table("size by part", {"part", "MB", "bytes/paragraph"});
  for (const auto& [name, bytes] : parts)
    table.add_row({name, mega(bytes),
                   static_cast<double>(bytes) /
                       static_cast<double>(std::max<std::uint64_t>(stats.paragraphs, 1))});
}

// Each change opens nothing anew: the writer stays, as in a service that follows a feed.
void change(const Corpus& corpus, const fs::path& index, std::size_t count, IndexOptions options,
            Report& report) {
  if (count == 0) return;
  Table& table = report.add_table("single changes with a commit each, ms",
                                  {"change", "times", "p50", "p99", "max", "mean"});
  const auto add = [&table](const char* what, const std::vector<double>& times) {
    const Summary s = summarize(times);
    table.add_row({what, s.count, s.p50, s.p99, s.max, s.mean});
  };
  options.mode = OpenMode::open;
  IndexWriter writer(index, std::move(options));
  std::vector<double> updates;
  std::vector<double> deletions;
  for (std::size_t i = 0; i < count; ++i) {
    Document document =
        corpus.document_at((static_cast<double>(i) + 0.5) / static_cast<double>(count));
    const std::string id = document.id;
    const Stopwatch update;
    writer.add(std::move(document));
    writer.commit();
    updates.push_back(update.milliseconds());
    const Stopwatch deletion;
    writer.remove(id);
    writer.commit();
    deletions.push_back(deletion.milliseconds());
  }
  add("update a document", updates);
  add("delete a document", deletions);
  const Stopwatch optimizing;
  writer.optimize();
  add("optimize, after these", {optimizing.milliseconds()});
}

}  // namespace

int run_index(const CommandLine& line) {
  const po::options_description options = index_command_options();
  const auto given = programs::parse_command_line(line.arguments, options, "extra");
  if (programs::answer_help(given, {"pilcrow-bench", kIndexUsage, ""}, options))
    return programs::kDone;
  const Corpus corpus(parse_corpus_options(given));
  const IndexOptions writing = writer_options(given);
  const Scratch scratch(value_of(given, "work").value_or(""));
  const fs::path index = scratch.path() / "pilcrow.idx";

  Report report(line.whole);
  corpus.describe(report);
  const IndexStats stats = build(corpus, index, writing, report);
  describe_index(report, stats);
  list_parts(index, stats, report);
  change(corpus, index, parse_count("changes", given["changes"].as<std::string>(), 0, 100'000),
         writing, report);
  publish(report, given);
  return programs::kDone;
}

}  // namespace pilcrow::bench
