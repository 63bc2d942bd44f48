#include "corpus/corpus.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/scratch.h"
#include "common/exit_code.h"
#include "common/options.h"

namespace pilcrow::bench {

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace {

constexpr std::uint64_t kMostParagraphs = 100'000'000;
// The names of the files of the UN General Debate corpus: "EST_69_2014.txt".
constexpr const char* kDefaultPathTags = R"((?<country>[A-Z]{2,3})_\d+_(?<year>\d{4}))";

void ignore(const Note&) {}

}  // namespace

po::options_description corpus_options() {
  po::options_description options("Corpus");
  options.add_options()
      // clang-format off
      ("corpus", po::value<std::string>()->value_name("PATH"), "a file or directory of documents")
      ("generate", po::value<std::string>()->value_name("N"), "invent N paragraphs instead")
      ("seed", po::value<std::string>()->value_name("N")->default_value("1"), "of everything that is drawn")
      ("tags-from-path", po::value<std::string>()->value_name("REGEX")->default_value(kDefaultPathTags, "CCC_NN_YYYY"),
       "named groups become tags");
  // clang-format on
  return options;
}

CorpusOptions parse_corpus_options(const po::variables_map& given) {
  CorpusOptions options;
  const auto path = programs::value_of(given, "corpus");
  const auto paragraphs = programs::value_of(given, "generate");
  if (path.has_value() == paragraphs.has_value())
    throw programs::UsageError(
        "give --corpus PATH or --generate N (or --index DIR, for the subcommands that have it)");
  if (path) options.path = *path;
  if (paragraphs)
    options.paragraphs = programs::parse_count("generate", *paragraphs, 1, kMostParagraphs);
  options.seed = programs::parse_count("seed", given["seed"].as<std::string>(), 0, UINT64_MAX);
  options.tags_from_path = given["tags-from-path"].as<std::string>();
  return options;
}

Corpus::Corpus(CorpusOptions options)
    : options_(std::move(options)), reader_({.tags_from_path = options_.tags_from_path}) {
  if (options_.path.empty())
    generator_ = std::make_unique<Generator>(options_.paragraphs, options_.seed);
  else
    files_ = reader_.list(options_.path, ignore);
}

void Corpus::add_to(IndexWriter& writer) const {
  if (generator_) {
    constexpr std::uint64_t kBatch = 64;
    constexpr std::uint64_t kBatchBytes = kBatch * 16'000;  // roughly: what the writer reckons with
    for (std::uint64_t first = 0; first < generator_->document_count(); first += kBatch) {
      const std::uint64_t last = std::min(first + kBatch, generator_->document_count());
      writer.add(
          [this, first, last](const DocumentSink& sink) {
            for (std::uint64_t number = first; number < last; ++number)
              if (!sink(generator_->document(number))) return;
          },
          SourceStamp{.path = "generated", .size = kBatchBytes});
    }
    return;
  }
  for (const InputFile& file : files_) {
    writer.add(
        [this, &file](const DocumentSink& sink) { reader_.read(file, sink, ignore); },
        SourceStamp{.path = fs::absolute(file.path).string(), .size = fs::file_size(file.path)});
  }
}

Document Corpus::document_at(double share) const {
  const std::uint64_t count = generator_ ? generator_->document_count() : files_.size();
  if (count == 0) throw programs::UsageError("there is no document in " + options_.path.string());
  const auto number =
      std::min(count - 1, static_cast<std::uint64_t>(share * static_cast<double>(count)));
  if (generator_) return generator_->document(number);
  Document found;
  reader_.read(
      files_[number],
      [&found](Document&& document) {
        found = std::move(document);
        return false;
      },
      ignore);
  return found;
}

std::uint64_t Corpus::bytes() const {
  std::uint64_t sum = 0;
  if (generator_) {
    for (std::uint64_t number = 0; number < generator_->document_count(); ++number)
      sum += generator_->document(number).text.size();
  } else {
    for (const InputFile& file : files_)
      sum += fs::file_size(file.path);
  }
  return sum;
}

void Corpus::describe(Report& report) const {
  if (generator_) {
    report.set_corpus("generated_paragraphs", options_.paragraphs);
    report.set_corpus("seed", options_.seed);
  } else {
    report.set_corpus("path", options_.path.string());
    report.set_corpus("files", files_.size());
  }
}

void describe_index(Report& report, const IndexStats& stats) {
  report.set_corpus("documents", stats.documents);
  report.set_corpus("paragraphs", stats.paragraphs);
  report.set_corpus("text_bytes", stats.text_bytes);
  report.set_corpus("index_bytes", stats.disk_bytes);
}

}  // namespace pilcrow::bench
