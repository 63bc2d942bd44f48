#pragma once

#include <iosfwd>

#include "pilcrow/reader.h"
#include "pilcrow/tagger.h"
#include "pilcrow_index/inputs.h"
#include "pilcrow_index/notebook.h"
#include "pilcrow_index/options.h"
#include "pilcrow_index/progress.h"

namespace pilcrow::programs {

/// Prints one JSON object per paragraph, as the index would hold it. True where an interrupt
/// stopped it early.
bool dry_run(std::ostream& out, const IndexRunOptions& options, const Reader& reader,
             const Inputs& inputs, const Tagger& tagger, Tally& tally, Notebook& notes);

}  // namespace pilcrow::programs
