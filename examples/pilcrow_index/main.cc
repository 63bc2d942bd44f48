// pilcrow-index: puts documents into an index and keeps it up to date.

#include <chrono>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "common/exit_code.h"
#include "common/options.h"
#include "pilcrow/error.h"
#include "pilcrow_index/build.h"
#include "pilcrow_index/dry_run.h"
#include "pilcrow_index/inputs.h"
#include "pilcrow_index/interrupt.h"
#include "pilcrow_index/notebook.h"
#include "pilcrow_index/options.h"
#include "pilcrow_index/summary.h"
#include "pilcrow_index/verification.h"

namespace {

using namespace pilcrow;
using namespace pilcrow::programs;

/// A table that cannot be read is a mistake in the command line.
std::shared_ptr<const Tagger> make_tagger(const TaggerOptions& options) {
  try {
    return make_builtin_tagger(options);
  } catch (const Error& error) {
    throw UsageError(error.what());
  }
}

/// PATHs that give nothing are input problems, unless --prune has just taken out what was there.
void note_missing(const Inputs& inputs, bool pruned, Notebook& notes) {
  if (pruned) return;
  for (const std::string& path : inputs.missing)
    notes.error(path, "there is no such file or directory; check the spelling");
  for (const std::string& path : inputs.empty)
    notes.error(path, "nothing to index: no .txt, .md, .html, .pdf or .jsonl file");
}

int report(const IndexRunOptions& options, const Summary& summary, const Tally& tally,
           const Notebook& notes) {
  notes.print(std::cerr, options.quiet ? Severity::error : Severity::warning);
  if (options.json && !options.dry_run) {
    print_summary_json(std::cout, summary, tally, notes);
  } else if (options.json) {
    print_summary_json(std::cerr, summary, tally, notes);
  } else if (!options.quiet) {
    std::ostream& out = options.dry_run ? std::cerr : std::cout;
    print_summary(out, summary, tally);
    notes.print_asides(out);
  }
  if (summary.interrupted) return kInterrupted;
  return notes.errors() > 0 ? kInputProblems : kDone;
}

/// Whether there is anything to be done at all; else the index is left as it is. A mistaken PATH
/// must not empty an index by --rebuild.
bool has_work(const IndexRunOptions& options, const Inputs& inputs) {
  return !inputs.nothing() || (!options.rebuild && (options.prune || options.optimize));
}

int index(const std::vector<std::string>& arguments) {
  const auto options = parse_index_options(arguments);
  if (!options) return kDone;
  if (options->verify) return verify(std::cout, *options);
  const auto begin = std::chrono::steady_clock::now();
  catch_interrupts();
  Notebook notes;
  Tally tally;
  const Reader reader(options->read);
  const auto tagger = make_tagger(options->tagger);
  Inputs inputs = list_inputs(reader, options->paths, options->index, notes);
  const Inputs listed = {.missing = inputs.missing, .empty = inputs.empty};
  Summary summary{.index = options->index.string()};
  if (options->dry_run) {
    summary.interrupted = dry_run(std::cout, *options, reader, inputs, *tagger, tally, notes);
  } else if (has_work(*options, inputs)) {
    const BuildOutcome outcome =
        build_index(*options, reader, std::move(inputs), tagger, tally, notes);
    summary.stats = outcome.index;
    summary.interrupted = outcome.stopped_early;
  }
  note_missing(listed, tally.removed > 0, notes);
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return report(*options, summary, tally, notes);
}

}  // namespace

int main(int argc, char* argv[]) {
  std::ios::sync_with_stdio(false);
  return run_program("pilcrow-index",
                     [&] { return index(std::vector<std::string>(argv + 1, argv + argc)); });
}
