#include "commands/prepared_index.h"

#include "commands/command.h"
#include "common/options.h"
#include "corpus/corpus.h"
#include "pilcrow/searcher.h"

namespace pilcrow::bench {

namespace po = boost::program_options;
using programs::value_of;

po::options_description index_options() {
  po::options_description options("Index");
  options.add_options()
      // clang-format off
      ("index", po::value<std::string>()->value_name("DIR"), "an index that is there, instead of a corpus")
      ("work", po::value<std::string>()->value_name("DIR"), "build in DIR and leave it (a temporary directory)");
  // clang-format on
  return options;
}

PreparedIndex::PreparedIndex(const po::variables_map& given, Report& report)
    : scratch_(value_of(given, "work").value_or("")) {
  if (const auto named = value_of(given, "index")) {
    path_ = *named;
    report.set_corpus("index", *named);
  } else {
    const Corpus corpus(parse_corpus_options(given));
    corpus.describe(report);
    path_ = scratch_.path() / "pilcrow.idx";
    say("building the index");
    IndexWriter writer(path_, {.mode = OpenMode::rebuild});
    corpus.add_to(writer);
    writer.commit();
  }
  describe_index(report, Searcher(path_).stats());
}

}  // namespace pilcrow::bench
