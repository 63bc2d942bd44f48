#include <utility>

#include "read/decode.h"
#include "read/formats.h"
#include "read/front_lines.h"
#include "read/html_blocks.h"
#include "read/html_guard.h"
#include "read/html_meta.h"
#include "read/html_tree.h"

namespace pilcrow::internal {

void read_html_format(ReadJob& job, Document& document) {
  const std::string charset = declared_charset(job.bytes);
  Decoded decoded = decode_text(std::move(job.bytes), charset);
  if (!decoded.note.empty()) job.note(Severity::warning, decoded.note);
  document.text = std::move(decoded.text);
  const BoundHtml bound(document.text);
  if (bound.lost_tags()) {
    job.note(Severity::warning,
             "has elements nested without reason or endless tags; the text is "
             "kept, that structure is not");
  }
  const HtmlTree tree(bound);
  read_html_meta(tree, job.language, document);
  document.blocks = make_html_blocks(tree);
  read_front_lines(job.language, document);
}

}  // namespace pilcrow::internal
