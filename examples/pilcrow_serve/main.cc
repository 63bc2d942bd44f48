// pilcrow-serve: a page to search an index in a browser, and the same search as JSON.

#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "common/exit_code.h"
#include "common/options.h"
#include "common/terminal.h"
#include "pilcrow_serve/api.h"
#include "pilcrow_serve/options.h"
#include "pilcrow_serve/server.h"

namespace {

using namespace pilcrow;
using namespace pilcrow::programs;

/// "archive/speeches.idx/" → "speeches"; an address of a shard as it is.
std::string name_of(const std::filesystem::path& index) {
  if (index.string().find("://") != std::string::npos) return index.string();
  const std::filesystem::path whole = std::filesystem::absolute(index).lexically_normal();
  const std::filesystem::path last = whole.has_filename() ? whole : whole.parent_path();
  return last.stem().string();
}

int serve(const std::vector<std::string>& arguments) {
  const auto options = parse_serve_options(arguments);
  if (!options) return kDone;
  block_stop_signals();
  SearcherOptions searcher_options;
  apply(options->shards, searcher_options);
  Searcher searcher(options->index, searcher_options);
  (void)searcher.suggest("a");  // reads the words while nobody waits for them
  const IndexStats stats = searcher.stats();
  Api api(std::move(searcher), name_of(options->index));
  Server server(*options, api);
  std::cout << printable(options->index.string()) << ": "
            << counted(stats.documents, "document", "documents") << ", "
            << counted(stats.paragraphs, "paragraph", "paragraphs") << "\nOpen " << server.url()
            << " in a browser; Ctrl-C stops the server." << std::endl;
  if (server.run()) return kDone;
  std::cerr << "pilcrow-serve: the server stopped by itself; is the address still there?\n";
  return kDefect;
}

}  // namespace

int main(int argc, char* argv[]) {
  return run_program("pilcrow-serve",
                     [&] { return serve(std::vector<std::string>(argv + 1, argv + argc)); });
}
