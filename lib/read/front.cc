#include "read/front.h"

#include <algorithm>

#include "read/dates.h"
#include "read/lines.h"
#include "read/roles.h"
#include "read/utf8.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxTitleChars = 200;
constexpr std::size_t kMaxSiteChars = 40;
constexpr std::size_t kMaxFrontChars = 300;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

class FrontReader {
 public:
  FrontReader(const FrontContext& context, TextLayout& layout)
      : context_(context), layout_(layout), blocks_(layout.blocks) {}

  std::size_t run() {
    const std::size_t title = find_title();
    std::size_t at = 0;
    if (title != kNone) {
      for (; at < title; ++at)
        blocks_[at].kind = BlockKind::furniture;
      layout_.title = blocks_[title].text;
      mark_title(title);
      at = title + 1;
    }
    return read_lines(at, title != kNone);
  }

 private:
  [[nodiscard]] std::size_t chars(std::size_t i) const { return context_.groups[i].chars; }

  [[nodiscard]] bool is_title_like(std::size_t i) const {
    if (i >= blocks_.size() || context_.groups[i].lines > 3 || chars(i) > kMaxTitleChars) {
      return false;
    }
    const std::string& text = blocks_[i].text;
    return is_heading_like(text, kMaxTitleChars) && byline_author(text).empty() &&
           !is_date_line(text, context_.language);
  }

  [[nodiscard]] bool is_meta(std::size_t i) const {
    return i < blocks_.size() && chars(i) <= kMaxFrontChars &&
           (!byline_author(blocks_[i].text).empty() ||
            is_date_line(blocks_[i].text, context_.language));
  }

  /// A by-line or date line follows within three short blocks.
  [[nodiscard]] bool meta_follows(std::size_t i) const {
    for (std::size_t j = i + 1; j < blocks_.size() && j <= i + 3; ++j) {
      if (chars(j) > kMaxFrontChars) return false;
      if (is_meta(j)) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_repeated(std::size_t i) const {
    const std::size_t end = std::min(blocks_.size(), i + 7);
    for (std::size_t j = i + 1; j < end; ++j) {
      if (blocks_[j].text == blocks_[i].text) return true;
    }
    return false;
  }

  [[nodiscard]] bool prose_follows(std::size_t i) const {
    if (i + 1 >= blocks_.size()) return false;
    const LineGroup& group = context_.groups[i];
    const std::size_t next = chars(i + 1);
    if (group.gap_after) return next >= 60 && group.chars <= 150;
    return next >= 120 && next >= 2 * group.chars && group.chars <= 120 &&
           blocks_[i].text.find(' ') != std::string::npos;
  }

  [[nodiscard]] std::size_t find_title() const {
    if (!context_.known_title.empty()) {
      for (std::size_t i = 0; i < std::min<std::size_t>(3, blocks_.size()); ++i) {
        if (chars(i) <= 2 * kMaxTitleChars && blocks_[i].text == fold_space(context_.known_title)) {
          return i;
        }
      }
      return kNone;
    }
    if (blocks_.size() < 2) return kNone;
    if (is_title_like(0) && chars(0) <= kMaxSiteChars && is_title_like(1) &&
        (meta_follows(1) || is_repeated(1)) && chars(1) > chars(0)) {
      return 1;
    }
    if (stands_over_meta(0)) return 0;
    if (!is_title_like(0)) return kNone;
    const bool sure = context_.underlined[0] || meta_follows(0) || is_repeated(0);
    return sure || prose_follows(0) || heading_follows(0) ? 0 : kNone;
  }

  /// A line of its own right above a by-line or date line is a title however it is written.
  [[nodiscard]] bool stands_over_meta(std::size_t i) const {
    return context_.groups[i].lines <= 3 && chars(i) <= kMaxTitleChars &&
           context_.groups[i].gap_after && !is_meta(i) && is_meta(i + 1);
  }

  /// A title above a section's heading above prose.
  [[nodiscard]] bool heading_follows(std::size_t i) const {
    return i + 2 < blocks_.size() && is_title_like(i + 1) &&
           (context_.groups[i].gap_after || is_title_case(blocks_[i].text)) &&
           context_.groups[i + 1].gap_after && chars(i + 2) >= 120;
  }

  void mark_title(std::size_t i) {
    blocks_[i].kind = BlockKind::heading;
    blocks_[i].level = 1;
  }

  std::size_t read_lines(std::size_t at, bool titled) {
    std::size_t body = at;
    for (std::size_t i = at; i < blocks_.size() && i < at + 6; ++i) {
      if (chars(i) > kMaxFrontChars) break;
      const std::string& text = blocks_[i].text;
      if (titled && text == layout_.title) {
        mark_title(i);
      } else if (is_meta(i)) {
        read_meta(i);
      } else if (titled && layout_.subtitle.empty() && layout_.author.empty() && meta_follows(i)) {
        layout_.subtitle = text;
      } else {
        break;
      }
      body = i + 1;
    }
    if (titled && !layout_.published && body < blocks_.size()) read_dateline(blocks_[body].text);
    return body;
  }

  /// "TBILISI, 14 November 2008. Three months": a place in capitals and a date before the first
  /// words.
  void read_dateline(std::string_view text) {
    const std::string_view place = text.substr(0, text.find(','));
    if (to_lower_ascii(place) == place || std::any_of(place.begin(), place.end(), is_ascii_lower))
      return;
    const auto found = scan_place_and_date(text, context_.language);
    if (found) layout_.published = found->date;
  }

  void read_meta(std::size_t i) {
    const std::string& text = blocks_[i].text;
    blocks_[i].kind = BlockKind::byline;
    const std::string author = byline_author(text);
    if (layout_.author.empty()) layout_.author = author;
    if (!layout_.published) layout_.published = find_date(text, context_.language);
  }

  const FrontContext& context_;
  TextLayout& layout_;
  std::vector<Block>& blocks_;
};

}  // namespace

std::size_t read_front(const FrontContext& context, TextLayout& layout) {
  return FrontReader(context, layout).run();
}

}  // namespace pilcrow::internal
