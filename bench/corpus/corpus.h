#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/report.h"
#include "corpus/generator.h"
#include "pilcrow/index_writer.h"

namespace pilcrow::bench {

/// Where the documents of a run come from.
struct CorpusOptions {
  std::filesystem::path path;    ///< a file or directory for `Reader`; empty: the generator
  std::string tags_from_path;    ///< see `ReadOptions`
  std::uint64_t paragraphs = 0;  ///< of the generator
  std::uint64_t seed = 1;
};

/// --corpus, --generate, --seed and --tags-from-path.
boost::program_options::options_description corpus_options();
/// Throws UsageError where neither or both of --corpus and --generate are given.
CorpusOptions parse_corpus_options(const boost::program_options::variables_map& given);

/// Documents for an index, from files or from the generator.
class Corpus {
 public:
  explicit Corpus(CorpusOptions options);

  /// Hands everything to a writer; files are read, and documents invented, in its threads.
  void add_to(IndexWriter& writer) const;
  /// The document at `share` (0 to 1) of the whole.
  [[nodiscard]] Document document_at(double share) const;
  /// Bytes of the files, or of the generated text.
  [[nodiscard]] std::uint64_t bytes() const;
  void describe(Report& report) const;

 private:
  CorpusOptions options_;
  std::unique_ptr<Generator> generator_;
  Reader reader_;
  std::vector<InputFile> files_;
};

/// What is known of an index, for a report.
void describe_index(Report& report, const IndexStats& stats);

}  // namespace pilcrow::bench
