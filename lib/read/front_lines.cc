#include "read/front_lines.h"

#include "read/dates.h"
#include "read/roles.h"

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
    const std::string author = byline_author(block.text);
    const bool dated = is_date_line(block.text, language);
    if (author.empty() && !dated && block.kind != BlockKind::byline) {
      if (seen > 2) break;
      continue;
    }
    block.kind = BlockKind::byline;
    if (document.author.empty()) document.author = author;
    if (document.published) continue;
    document.published = find_date(block.text, language);
    if (document.published) document.published_from = DateOrigin::text;
  }
}

}  // namespace pilcrow::internal
