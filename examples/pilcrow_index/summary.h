#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "pilcrow/index_writer.h"
#include "pilcrow_index/notebook.h"
#include "pilcrow_index/progress.h"

namespace pilcrow::programs {

/// What is said at the end of a run.
struct Summary {
  std::string index{};
  std::optional<IndexStats> stats{};  ///< none for a dry run
  bool interrupted = false;
  double seconds = 0;
};

/// For people, in a few lines.
void print_summary(std::ostream& out, const Summary& summary, const Tally& tally);

/// As one JSON object, version 1 of the format in the README.
void print_summary_json(std::ostream& out, const Summary& summary, const Tally& tally,
                        const Notebook& notes);

}  // namespace pilcrow::programs
