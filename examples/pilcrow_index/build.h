#pragma once

#include <memory>

#include "pilcrow/index_writer.h"
#include "pilcrow/reader.h"
#include "pilcrow_index/inputs.h"
#include "pilcrow_index/notebook.h"
#include "pilcrow_index/options.h"
#include "pilcrow_index/progress.h"

namespace pilcrow::programs {

/// How a run ended.
struct BuildOutcome {
  IndexStats index{};          ///< the index as it is now
  bool stopped_early = false;  ///< by an interrupt, before everything was read
};

/// Brings the index up to date with `inputs` and commits. Errors of single files go into `notes`;
/// what concerns the whole index is thrown.
BuildOutcome build_index(const IndexRunOptions& options, const Reader& reader, Inputs inputs,
                         std::shared_ptr<const Tagger> tagger, Tally& tally, Notebook& notes);

}  // namespace pilcrow::programs
