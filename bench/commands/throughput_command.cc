#include <string>

#include "analyze_bench.h"
#include "base/timing.h"
#include "commands/command.h"
#include "common/exit_code.h"
#include "common/options.h"
#include "corpus/corpus.h"
#include "pilcrow/splitter.h"
#include "pilcrow/tagger.h"
#include "read_bench.h"

namespace pilcrow::bench {

namespace po = boost::program_options;

namespace {

constexpr const char* kThroughputUsage =
    "pilcrow-bench throughput (--corpus PATH | --generate N) [options]\n\n"
    "MB a second on one core, of text in memory: 1 MB is 1,000,000 bytes. Tags: by processor "
    "time.\n";

po::options_description throughput_command_options() {
  po::options_description options("Throughput");
  options.add_options()
      // clang-format off
      ("documents", po::value<std::string>()->value_name("N")->default_value("500"), "taken evenly from the corpus")
      ("language", po::value<std::string>()->value_name("CODE")->default_value("en"), "that they are analyzed in")
      ("part", po::value<std::string>()->value_name("NAME")->default_value("all"), "read, analyze or all")
      ("stream", po::value<std::string>()->value_name("MB")->default_value("0"), "read so much JSONL as a stream")
      ("rounds", po::value<std::string>()->value_name("N")->default_value("3"), "the best of N counts");
  // clang-format on
  return options.add(corpus_options()).add(output_options());
}

struct Texts {
  std::vector<Document> documents;
  std::vector<std::vector<Paragraph>> paragraphs;
  std::string all;  ///< one paragraph a line
};

Texts read_texts(const Corpus& corpus, std::uint64_t count) {
  Texts texts;
  const Splitter splitter;
  for (std::uint64_t i = 0; i < count; ++i) {
    texts.documents.push_back(
        corpus.document_at(static_cast<double>(i) / static_cast<double>(count)));
    texts.paragraphs.push_back(splitter.split(texts.documents.back()));
    for (const Paragraph& paragraph : texts.paragraphs.back())
      texts.all += paragraph.text + "\n";
  }
  return texts;
}

double tagging_rate(const Texts& texts, const TaggerOptions& options, int rounds) {
  const auto tagger = make_builtin_tagger(options);
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    const ThreadStopwatch watch;
    for (std::size_t i = 0; i < texts.documents.size(); ++i)
      static_cast<void>(tag_all(*tagger, texts.documents[i], texts.paragraphs[i]));
    best = std::max(best, static_cast<double>(texts.all.size()) / 1e6 / watch.seconds());
  }
  return best;
}

void report_readers(const Texts& texts, int rounds, Report& report) {
  Table& table =
      report.add_table("reading, one core, processor time",
                       {"format", "documents", "MB", "read MB/s", "read and split MB/s"});
  for (const ReadFigures& one : measure_readers(texts.documents, rounds)) {
    table.add_row({one.format, one.files, static_cast<double>(one.bytes) / 1e6, one.read_mb_per_s,
                   one.read_split_mb_per_s});
  }
  table.add_remark("MB of the files, before packing; the best of the rounds");
}

void report_stream(const Texts& texts, std::uint64_t megabytes, Report& report) {
  const StreamFigures figures = measure_stream(texts.documents, megabytes);
  Table& table = report.add_table("JSONL as a stream, read and split",
                                  {"MB", "records", "MB/s", "MB resident before", "at the most"});
  table.add_row({figures.megabytes, figures.records, figures.mb_per_s, figures.memory_before_mb,
                 figures.memory_peak_mb});
}

void report_analysis(const Texts& texts, const std::string& language, int rounds, Report& report) {
  Table& table = report.add_table("throughput, one core", {"what", "MB/s"});
  const AnalyzeFigures figures = measure_analyzer(texts.all, language, rounds);
  table.add_row({"borders of words", figures.split_mb_per_s});
  table.add_row({"terms, as the index writer makes them", figures.stream_mb_per_s});
  table.add_row({"terms, through Analyzer", figures.analyzer_mb_per_s});
  table.add_row(
      {"tags, countries alone", tagging_rate(texts, {.topics = false, .about = false}, rounds)});
  table.add_row({"tags, all", tagging_rate(texts, {}, rounds)});
}

}  // namespace

int run_throughput(const CommandLine& line) {
  const po::options_description options = throughput_command_options();
  const auto given = programs::parse_command_line(line.arguments, options, "extra");
  if (programs::answer_help(given, {"pilcrow-bench", kThroughputUsage, ""}, options))
    return programs::kDone;
  const Corpus corpus(parse_corpus_options(given));
  const auto count =
      programs::parse_count("documents", given["documents"].as<std::string>(), 1, 1'000'000);
  const int rounds =
      static_cast<int>(programs::parse_count("rounds", given["rounds"].as<std::string>(), 1, 1000));
  const auto stream =
      programs::parse_count("stream", given["stream"].as<std::string>(), 0, 1'000'000);
  const std::string part = given["part"].as<std::string>();
  if (part != "read" && part != "analyze" && part != "all")
    throw programs::UsageError("--part is read, analyze or all, not \"" + part + "\"");
  const Texts texts = read_texts(corpus, count);

  Report report(line.whole);
  corpus.describe(report);
  report.set_corpus("measured_bytes", texts.all.size());
  if (part != "read") report_analysis(texts, given["language"].as<std::string>(), rounds, report);
  if (part != "analyze") report_readers(texts, rounds, report);
  if (stream > 0) report_stream(texts, stream, report);
  publish(report, given);
  return programs::kDone;
}

}  // namespace pilcrow::bench
