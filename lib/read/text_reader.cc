#include <utility>

#include "read/decode.h"
#include "read/formats.h"
#include "read/text_layout.h"

namespace pilcrow::internal {

void read_text_format(ReadJob& job, Document& document) {
  Decoded decoded = decode_text(std::move(job.bytes));
  if (!decoded.note.empty()) job.note(Severity::warning, decoded.note);
  document.text = std::move(decoded.text);
  TextLayout layout = lay_out_text(document.text, job.language);
  if (layout.dropped_lines > 0) {
    job.note(Severity::info, "left out " + std::to_string(layout.dropped_lines) +
                                 " page numbers and running heads");
  }
  document.blocks = std::move(layout.blocks);
  document.title = std::move(layout.title);
  document.subtitle = std::move(layout.subtitle);
  document.author = std::move(layout.author);
  if (layout.published) {
    document.published = layout.published;
    document.published_from = DateOrigin::text;
  }
}

}  // namespace pilcrow::internal
