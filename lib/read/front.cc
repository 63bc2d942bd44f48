#include "read/front.h"

#include <algorithm>

#include "read/bylines.h"
#include "read/dates.h"
#include "read/furniture_lines.h"
#include "read/header_fields.h"
#include "read/lines.h"
#include "read/phrases.h"
#include "read/roles.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxTitleChars = 200;
constexpr std::size_t kMaxSiteChars = 40;
constexpr std::size_t kMaxFrontChars = 300;
constexpr std::size_t kMaxStandfirstChars = 400;
constexpr std::size_t kMaxFrontBlocks = 12;
constexpr std::size_t kNoBlock = static_cast<std::size_t>(-1);

class FrontReader {
 public:
  FrontReader(const FrontContext& context, TextLayout& layout)
      : context_(context), layout_(layout), blocks_(layout.blocks) {}

  std::size_t run() {
    std::size_t at = read_header_fields(context_.language, layout_);
    const bool headed = !layout_.title.empty();
    if (at == 0) at = skip_chrome();
    const std::size_t title = headed ? kNoBlock : find_title(at);
    if (title != kNoBlock) {
      for (; at < title; ++at)
        blocks_[at].kind = BlockKind::furniture;
      layout_.title = blocks_[title].text;
      mark_title(title);
      at = title + 1;
    } else if (layout_.title.empty()) {
      at = read_standfirst(at);
    }
    return read_lines(at, headed || title != kNoBlock);
  }

 private:
  [[nodiscard]] std::size_t chars(std::size_t i) const { return context_.groups[i].chars; }
  [[nodiscard]] const std::string& text(std::size_t i) const { return blocks_[i].text; }
  [[nodiscard]] bool is_front(std::size_t i) const {
    return i < blocks_.size() && chars(i) <= kMaxFrontChars;
  }

  [[nodiscard]] bool is_title_like(std::size_t i) const {
    if (i >= blocks_.size() || context_.groups[i].lines > 3 || chars(i) > kMaxTitleChars) {
      return false;
    }
    return is_heading_like(text(i), kMaxTitleChars) && !is_meta(i) && !is_page_chrome(text(i));
  }

  [[nodiscard]] bool is_meta(std::size_t i) const {
    return is_front(i) && read_byline(text(i), context_.language).has_value();
  }

  /// A by-line or date line follows within three short blocks.
  [[nodiscard]] bool meta_follows(std::size_t i) const {
    for (std::size_t j = i + 1; j <= i + 3 && is_front(j); ++j) {
      if (is_meta(j)) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_repeated(std::size_t i) const {
    const std::size_t end = std::min(blocks_.size(), i + 7);
    for (std::size_t j = i + 1; j < end; ++j) {
      if (text(j) == text(i)) return true;
    }
    return false;
  }

  [[nodiscard]] bool prose_follows(std::size_t i) const {
    if (i + 1 >= blocks_.size()) return false;
    const LineGroup& group = context_.groups[i];
    const std::size_t next = chars(i + 1);
    if (group.gap_after) return next >= 60 && group.chars <= 150;
    return next >= 120 && next >= 2 * group.chars && group.chars <= 120 &&
           text(i).find(' ') != std::string::npos;
  }

  /// What a copied page begins with. One word like "Home" may be a title; two are a menu.
  std::size_t skip_chrome() {
    std::size_t end = 0;
    bool sure = false;
    while (is_front(end) && end < kMaxFrontBlocks && is_page_chrome(text(end))) {
      sure = sure || count_words(text(end)) > 2;
      ++end;
    }
    if (end == blocks_.size() || (end < 2 && !sure)) return 0;
    for (std::size_t i = 0; i < end; ++i)
      blocks_[i].kind = BlockKind::furniture;
    return end;
  }

  [[nodiscard]] std::size_t find_title(std::size_t top) const {
    if (!context_.known_title.empty()) return find_known_title();
    if (blocks_.size() < top + 2) return kNoBlock;
    if (is_site_name(top)) return top + 1;
    if (is_front(top + 1) && is_page_chrome(text(top + 1)) && is_title_like(top + 2) &&
        meta_follows(top + 2)) {
      return top + 2;  // a site's name above the way to the page
    }
    if (stands_over_meta(top)) return top;
    if (!is_title_like(top)) return kNoBlock;
    const bool sure = context_.underlined[top] || meta_follows(top) || is_repeated(top);
    return sure || prose_follows(top) || parts_follow(top) ? top : kNoBlock;
  }

  [[nodiscard]] std::size_t find_known_title() const {
    for (std::size_t i = 0; i < std::min<std::size_t>(3, blocks_.size()); ++i) {
      if (chars(i) <= 2 * kMaxTitleChars && text(i) == fold_space(context_.known_title)) return i;
    }
    return kNoBlock;
  }

  /// "CEIAS" above the title: short, and a title of its own follows. Of two lines of words the
  /// second is a subtitle.
  [[nodiscard]] bool is_site_name(std::size_t i) const {
    if (!is_title_like(i) || chars(i) > kMaxSiteChars || !is_title_like(i + 1)) return false;
    if (chars(i + 1) <= chars(i) || (!meta_follows(i + 1) && !is_repeated(i + 1))) return false;
    return is_repeated(i + 1) || is_shouted(text(i)) || count_words(text(i)) <= 2;
  }

  /// A line of its own right above a by-line or date line is a title however it is written.
  [[nodiscard]] bool stands_over_meta(std::size_t i) const {
    return context_.groups[i].lines <= 3 && chars(i) <= kMaxTitleChars &&
           context_.groups[i].gap_after && !is_meta(i) && is_meta(i + 1);
  }

  /// A title above headings or a list, and then prose.
  [[nodiscard]] bool parts_follow(std::size_t i) const {
    if (!context_.groups[i].gap_after && !is_title_case(text(i))) return false;
    for (std::size_t j = i + 1; j < blocks_.size() && j < i + kMaxFrontBlocks; ++j) {
      if (chars(j) >= 120) return j > i + 1;
      const bool item = bullet_size(text(j)) > 0 || enumerator_size(text(j)) > 0;
      if (!item && !(is_title_like(j) && j <= i + 2)) return false;
    }
    return false;
  }

  void mark_title(std::size_t i) {
    blocks_[i].kind = BlockKind::heading;
    blocks_[i].level = 1;
  }

  /// A text that begins with its standfirst, the headline lost: a sentence above a note that tells
  /// where the article appeared first.
  std::size_t read_standfirst(std::size_t at) {
    if (at + 2 >= blocks_.size() || chars(at) > kMaxStandfirstChars) return at;
    if (!is_origin_note(text(at + 1)) || ending_of(text(at)) != LineEnd::sentence) return at;
    layout_.subtitle = text(at);
    return at + 1;
  }

  std::size_t read_lines(std::size_t at, bool titled) {
    std::size_t body = at;
    for (std::size_t i = at; is_front(i) && i < at + kMaxFrontBlocks; ++i) {
      if (!read_line(i, titled)) break;
      body = i + 1;
    }
    if (titled && !layout_.published && body < blocks_.size()) read_dateline(text(body));
    return body;
  }

  bool read_line(std::size_t i, bool titled) {
    if (titled && text(i) == layout_.title) {
      mark_title(i);
    } else if (is_meta(i)) {
      read_meta(i);
    } else if (is_origin_note(text(i)) || (titled && is_page_chrome(text(i)))) {
      blocks_[i].kind = BlockKind::furniture;
    } else if (titled && layout_.author.empty() && is_meta(i + 1) && is_person_name(text(i))) {
      layout_.author = text(i);
      blocks_[i].kind = BlockKind::byline;
    } else if (titled && layout_.subtitle.empty() && layout_.author.empty() && meta_follows(i)) {
      layout_.subtitle = text(i);
    } else {
      return false;
    }
    return true;
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
    const auto line = read_byline(text(i), context_.language);
    blocks_[i].kind = BlockKind::byline;
    if (layout_.author.empty()) layout_.author = line->author;
    if (!line->date || (layout_.published && (line->updated || !updated_))) return;
    layout_.published = line->date;
    updated_ = line->updated;
  }

  const FrontContext& context_;
  TextLayout& layout_;
  std::vector<Block>& blocks_;
  bool updated_ = false;  // the date so far is that of a change
};

}  // namespace

std::size_t read_front(const FrontContext& context, TextLayout& layout) {
  return FrontReader(context, layout).run();
}

}  // namespace pilcrow::internal
