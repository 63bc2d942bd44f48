#include "read/front_lines.h"

#include "read/bylines.h"

namespace pilcrow::internal {

void read_front_lines(std::string_view language, Document& document) {
  constexpr std::size_t kMaxBytes = 300;
  constexpr int kMaxBlocks = 6;
  if (!document.language.empty()) language = document.language;
  int seen = 0;
  for (Block& block : document.blocks) {
    if (block.kind == BlockKind::furniture || block.kind == BlockKind::caption) continue;
    if (block.kind == BlockKind::heading) {
      if (seen > 0 && block.text != document.title) break;
      continue;
    }
    if (++seen > kMaxBlocks || block.text.size() > kMaxBytes) break;
    const auto line = read_byline(block.text, language);
    if (!line && block.kind != BlockKind::byline) {
      if (seen > 2) break;
      continue;
    }
    block.kind = BlockKind::byline;
    if (!line) continue;
    if (document.author.empty()) document.author = line->author;
    if (document.published || !line->date) continue;
    document.published = line->date;
    document.published_from = DateOrigin::text;
  }
}

}  // namespace pilcrow::internal
