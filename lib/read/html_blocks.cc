#include "read/html_blocks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "read/block_builder.h"
#include "read/furniture_lines.h"
#include "read/html_roles.h"
#include "read/html_text.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxLinkBlock = 200;

/// Elements that stand on lines of their own.
bool is_block_element(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
      return true;
    default:
      return false;
  }
}

int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? static_cast<int>(tag) - GUMBO_TAG_H1 + 1 : 0;
}

class BlockMaker {
 public:
  explicit BlockMaker(const HtmlTree& tree)
      : tree_(tree), roles_(find_html_roles(tree)), builder_(tree.source()) {}

  std::vector<Block> run() {
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      leave_before(i);
      if (roles_[i] == HtmlRole::hidden) {
        i = tree_.nodes()[i].end - 1;
      } else if (tree_.is_element(i)) {
        enter(i);
      } else {
        text(i);
      }
    }
    leave_before(tree_.size());
    flush();
    untangle(blocks_);
    mark_link_lists();
    return std::move(blocks_);
  }

 private:
  /// An element that has begun and not ended, and changes what its text is.
  struct Open {
    std::size_t node = 0;
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    bool block = false;
    bool byline = false;
  };

  void leave_before(std::size_t i) {
    while (!open_.empty() && tree_.nodes()[open_.back().node].end <= i) {
      const Open last = open_.back();
      if (last.block) flush();
      count(last, -1);
      open_.pop_back();
    }
  }

  void count(const Open& open, int step) {
    if (open.byline) bylines_ += step;
    switch (open.tag) {
      case GUMBO_TAG_A:
        links_ += step;
        break;
      case GUMBO_TAG_LI:
        items_ += step;
        break;
      case GUMBO_TAG_BLOCKQUOTE:
        quotes_ += step;
        break;
      case GUMBO_TAG_FIGCAPTION:
      case GUMBO_TAG_CAPTION:
        captions_ += step;
        break;
      case GUMBO_TAG_PRE:
        codes_ += step;
        break;
      case GUMBO_TAG_TR:
        rows_ += step;
        break;
      default:
        if (heading_level(open.tag) > 0) heading_ = step > 0 ? heading_level(open.tag) : 0;
        break;
    }
  }

  void enter(std::size_t i) {
    const GumboTag tag = tree_.tag(i);
    if (tag == GUMBO_TAG_BR) {
      line_break(i);
      return;
    }
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
      cell(i);
      return;
    }
    if (tag == GUMBO_TAG_TR && !is_data_row(i)) {
      open_.push_back({i, GUMBO_TAG_DIV, true, false});
      flush();
      return;
    }
    const Open open{i, tag, is_block_element(tag), is_byline(i)};
    if (open.block) flush();
    if (!open.block && !open.byline && tag != GUMBO_TAG_A) return;
    open_.push_back(open);
    count(open, 1);
  }

  void line_break(std::size_t i) {
    // Two in a row part paragraphs.
    if (last_break_ != 0 && only_space_between(last_break_, i)) {
      flush();
    } else if (!builder_.text().empty()) {
      builder_.space(last_source_);
    }
    last_break_ = i;
  }

  [[nodiscard]] bool only_space_between(std::size_t from, std::size_t to) const {
    if (to - from > 4) return false;
    for (std::size_t i = from + 1; i < to; ++i) {
      if (tree_.nodes()[i].node->type == GUMBO_NODE_TEXT) return false;
    }
    return true;
  }

  /// A row of a table that holds data, not of one that only places blocks.
  [[nodiscard]] bool is_data_row(std::size_t row) const {
    std::size_t cells = 0;
    for (std::size_t i = row + 1; i < tree_.nodes()[row].end; ++i) {
      const GumboTag tag = tree_.tag(i);
      if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) ++cells;
      if (tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_UL ||
          tag == GUMBO_TAG_OL || heading_level(tag) > 0) {
        return false;
      }
      if (tag == GUMBO_TAG_P && tree_.nodes()[i].text > 200) return false;
    }
    return cells >= 1;
  }

  void cell(std::size_t i) {
    if (rows_ == 0) {
      flush();
      open_.push_back({i, GUMBO_TAG_DIV, true, false});
    } else if (!builder_.empty()) {
      builder_.append_as(" | ", last_source_, last_source_);
    }
  }

  [[nodiscard]] bool is_byline(std::size_t i) const {
    if (tree_.nodes()[i].text > 300) return false;
    return tree_.is_called(i, "byline") || tree_.attribute(i, "rel") == "author" ||
           tree_.attribute(i, "itemprop") == "author" || tree_.is_called(i, "dateline");
  }

  void text(std::size_t i) {
    const GumboNode* node = tree_.nodes()[i].node;
    const bool shown = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
    if (!shown && node->type != GUMBO_NODE_WHITESPACE) return;
    const Span span = tree_.source_of(i);
    if (span.empty()) return;  // made up by the parser
    if (heading_ > 0 && tree_.is_permalink(i)) return;
    if (!shown) {
      builder_.space(span.begin);
      return;
    }
    // Content that the parser moved goes back to its place later, as a block of its own.
    if (span.begin < last_source_) flush();
    if (role_ != roles_[i]) {
      flush();
      role_ = roles_[i];
    }
    const std::size_t before = builder_.text().size();
    append_html_text(tree_.source(), span, entities_, builder_);
    last_source_ = span.end;
    if (links_ > 0) link_bytes_ += builder_.text().size() - before;
    if (bylines_ > 0) byline_bytes_ += builder_.text().size() - before;
  }

  void flush() {
    last_break_ = 0;
    const std::size_t links = std::exchange(link_bytes_, 0);
    const std::size_t bylines = std::exchange(byline_bytes_, 0);
    if (builder_.empty()) return;
    const std::size_t size = builder_.text().size();
    const bool byline = bylines * 2 > size;
    blocks_.push_back(builder_.take(kind(byline), heading_ > 0 ? heading_ : items_));
    linked_.push_back({blocks_.back().bytes.begin, links * 10 > size * 8 && size < kMaxLinkBlock});
  }

  [[nodiscard]] BlockKind kind(bool byline) const {
    if (role_ == HtmlRole::furniture) return BlockKind::furniture;
    if (heading_ > 0) return BlockKind::heading;
    if (codes_ > 0) return BlockKind::furniture;
    if (captions_ > 0) return BlockKind::caption;
    if (byline) return BlockKind::byline;
    if (rows_ > 0) return BlockKind::table;
    if (items_ > 0) return BlockKind::list_item;
    return quotes_ > 0 ? BlockKind::quote : BlockKind::paragraph;
  }

  /// Items that are links and nothing else, three or more in a row, are a menu.
  void mark_link_lists() {
    std::sort(linked_.begin(), linked_.end());
    const auto is_linked = [this](const Block& block) {
      const auto found = std::lower_bound(linked_.begin(), linked_.end(),
                                          std::pair<std::size_t, bool>(block.bytes.begin, false));
      return found != linked_.end() && found->first == block.bytes.begin && found->second &&
             (block.kind == BlockKind::list_item || block.kind == BlockKind::paragraph);
    };
    for (std::size_t i = 0; i < blocks_.size();) {
      std::size_t end = i;
      while (end < blocks_.size() && is_linked(blocks_[end]))
        ++end;
      const bool menu = end - i >= 3;
      for (; i < end; ++i) {
        if (menu) blocks_[i].kind = BlockKind::furniture;
      }
      i = std::max(i, end + 1);
    }
    for (Block& block : blocks_) {
      const bool prose = block.kind == BlockKind::paragraph || block.kind == BlockKind::list_item;
      if (prose && (is_footer_line(block.text) || is_interruption(block.text)))
        block.kind = BlockKind::furniture;
    }
  }

  const HtmlTree& tree_;
  std::vector<HtmlRole> roles_;
  BlockBuilder builder_;
  Entities entities_;
  std::vector<Block> blocks_;
  std::vector<std::pair<std::size_t, bool>> linked_;  // begin of a block, all of it links
  std::vector<Open> open_;
  HtmlRole role_ = HtmlRole::content;
  int links_ = 0;
  int items_ = 0;
  int quotes_ = 0;
  int captions_ = 0;
  int codes_ = 0;
  int rows_ = 0;
  int bylines_ = 0;
  int heading_ = 0;
  std::size_t link_bytes_ = 0;
  std::size_t byline_bytes_ = 0;
  std::size_t last_source_ = 0;
  std::size_t last_break_ = 0;
};

/// Where in a block's text the source has come to `offset`.
std::size_t text_offset_at(const Block& block, std::size_t offset) {
  for (std::size_t i = 0; i < block.anchors.size(); ++i) {
    const Anchor& anchor = block.anchors[i];
    if (anchor.source_offset >= offset) return anchor.text_offset;
    const std::size_t end =
        i + 1 < block.anchors.size() ? block.anchors[i + 1].text_offset : block.text.size();
    const std::size_t size = end - anchor.text_offset;
    if (anchor.source_offset + size > offset)
      return anchor.text_offset + offset - anchor.source_offset;
  }
  return block.text.size();
}

/// Cuts off what of `block` stands at `offset` of the source and behind it.
Block cut_at(Block& block, std::size_t offset) {
  std::size_t cut = text_offset_at(block, offset);
  while (cut > 0 && cut < block.text.size() &&
         (static_cast<unsigned char>(block.text[cut]) & 0xC0U) == 0x80U) {
    ++cut;
  }
  Block rest;
  rest.kind = block.kind;
  rest.level = block.level;
  std::size_t skip = cut;
  while (skip < block.text.size() && block.text[skip] == ' ')
    ++skip;
  rest.text = block.text.substr(skip);
  rest.bytes = {std::max(offset, block.bytes.begin), block.bytes.end};
  for (const Anchor& anchor : block.anchors) {
    if (anchor.text_offset >= skip) {
      rest.anchors.push_back({anchor.text_offset - skip, anchor.source_offset});
    }
  }
  if (!rest.anchors.empty()) rest.bytes.begin = rest.anchors.front().source_offset;
  block.text.resize(cut);
  while (!block.text.empty() && block.text.back() == ' ')
    block.text.pop_back();
  std::erase_if(block.anchors,
                [&](const Anchor& anchor) { return anchor.text_offset >= block.text.size(); });
  block.bytes.end = std::min(block.bytes.end, offset);
  return rest;
}

}  // namespace

void untangle(std::vector<Block>& blocks) {
  const auto clash = [](const Block& a, const Block& b) { return b.bytes.begin < a.bytes.end; };
  if (std::adjacent_find(blocks.begin(), blocks.end(), clash) == blocks.end()) return;
  std::multimap<std::size_t, Block> sorted;
  for (Block& block : blocks)
    sorted.emplace(block.bytes.begin, std::move(block));
  blocks.clear();
  while (!sorted.empty()) {
    Block block = std::move(sorted.extract(sorted.begin()).mapped());
    if (!sorted.empty() && clash(block, sorted.begin()->second)) {
      const Span next = sorted.begin()->second.bytes;
      Block rest = cut_at(block, next.begin);
      // What cannot be told apart (two blocks of one place) goes behind the other one.
      if (rest.bytes.begin <= next.begin) rest.bytes.begin = std::max(next.end, next.begin + 1);
      rest.bytes.end = std::max(rest.bytes.end, rest.bytes.begin);
      if (!rest.text.empty()) sorted.emplace(rest.bytes.begin, std::move(rest));
    }
    if (!block.text.empty()) blocks.push_back(std::move(block));
  }
}

std::vector<Block> make_html_blocks(const HtmlTree& tree) {
  return BlockMaker(tree).run();
}

}  // namespace pilcrow::internal
