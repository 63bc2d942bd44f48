#pragma once

#include <cstddef>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/export.h"
#include "pilcrow/paragraph.h"

namespace pilcrow {

/// Sizes are bytes of paragraph text.
struct SplitOptions {
  std::size_t min_bytes = 200;   ///< shorter ones join a neighbour of the same section
  std::size_t max_bytes = 2000;  ///< longer ones are cut at a sentence end
};

/// Cuts a document into paragraphs.
///
/// Deterministic: the same document and options give the same paragraphs. Every word of the
/// document's blocks stands in exactly one paragraph or heading path (or in its title). No
/// paragraph is longer than `max_bytes`: only a sentence that is, is cut inside, at a clause or
/// between words. By-lines, captions, tables and furniture never join prose. A document without
/// text gives none. Errors: `invalid_argument` for sizes that contradict each other. Thread safety:
/// const, safe from several threads.
class PILCROW_API Splitter {
 public:
  explicit Splitter(SplitOptions options = {});
  [[nodiscard]] std::vector<Paragraph> split(const Document& document) const;
  [[nodiscard]] const SplitOptions& options() const noexcept { return options_; }

 private:
  SplitOptions options_;
};

}  // namespace pilcrow
