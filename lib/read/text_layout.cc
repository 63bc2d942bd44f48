#include "read/text_layout.h"

#include <algorithm>
#include <utility>

#include "read/block_builder.h"
#include "read/dates.h"
#include "read/front.h"
#include "read/furniture_lines.h"
#include "read/hyphenation.h"
#include "read/line_groups.h"
#include "read/lines.h"
#include "read/pages.h"
#include "read/roles.h"
#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxHeadingChars = 100;

/// A line that only draws: "=====", "* * *". It separates; under a line it makes that a heading.
bool is_rule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of("=-_~*# \t") == std::string_view::npos;
}

/// Makes rules blank and returns the lines that are underlined, by index.
std::vector<std::size_t> take_rules(std::string_view text, std::vector<Line>& lines) {
  std::vector<std::size_t> underlined;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].blank() || lines[i].start == LineStart::lower ||
        lines[i].start == LineStart::upper || !is_rule(lines[i].in(text))) {
      continue;
    }
    const char mark = text[lines[i].begin];
    lines[i].end = lines[i].begin;
    if (i > 0 && !lines[i - 1].blank() && (mark == '=' || mark == '-' || mark == '~')) {
      underlined.push_back(i - 1);
    }
  }
  return underlined;
}

bool is_wide(char32_t c) {
  return c >= 0x2E80 && c < 0xFE00 && (c < 0xAC00 || c > 0xD7A3);  // Korean is spaced
}

/// Puts the lines of a group together.
class GroupJoiner {
 public:
  GroupJoiner(std::string_view text, const std::vector<Line>& lines)
      : text_(text), lines_(lines), hyphenation_(text, lines), builder_(text) {}

  Block join(const LineGroup& group) {
    const Line* before = nullptr;
    for (std::size_t i = group.first; i <= group.last; ++i) {
      const Line& line = lines_[i];
      if (line.blank() || line.dropped) continue;
      if (before != nullptr) join_lines(*before, line);
      builder_.append(line.begin, line.end);
      before = &line;
    }
    const bool quoted = lines_[group.first].quoted;
    return builder_.take(quoted ? BlockKind::quote : BlockKind::paragraph);
  }

 private:
  void join_lines(const Line& a, const Line& b) {
    if (a.ending == LineEnd::hyphen) {
      builder_.glue(hyphenation_.drops(a, b));
    } else if (static_cast<unsigned char>(text_[b.begin]) < 0x80 ||
               !is_wide(decode_utf8(text_, b.begin).value) ||
               !is_wide(decode_utf8_before(text_.substr(0, a.end), a.end).value)) {
      builder_.space(a.end);
    }
  }

  std::string_view text_;
  const std::vector<Line>& lines_;
  Hyphenation hyphenation_;
  BlockBuilder builder_;
};

/// Says what each block of the body is.
class BodyRoles {
 public:
  BodyRoles(std::vector<Block>& blocks, const std::vector<LineGroup>& groups,
            const std::vector<bool>& underlined, std::size_t body)
      : blocks_(blocks), groups_(groups), underlined_(underlined), body_(body) {}

  void run() {
    mark_book_frame();
    mark_footer();
    mark_interruptions();
    mark_items();
    mark_captions();
    count_numbered_prose();
    mark_headings();
    mark_list_titles();
  }

 private:
  [[nodiscard]] bool is_open(std::size_t i) const {
    return blocks_[i].kind == BlockKind::paragraph;
  }
  [[nodiscard]] bool is_short(std::size_t i) const {
    return groups_[i].chars <= 80 && ending_of(blocks_[i].text) != LineEnd::sentence;
  }

  /// "*** START OF THE PROJECT … EBOOK ***" and its end: what an electronic book is wrapped in.
  void mark_book_frame() {
    const auto frame = [this](std::size_t i, std::string_view what) {
      const std::string_view text = blocks_[i].text;
      return text.substr(0, 3) == "***" && groups_[i].chars <= 200 && contains_nocase(text, what);
    };
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (frame(i, "start of th")) {
        for (std::size_t j = 0; j <= i; ++j) {
          if (blocks_[j].kind != BlockKind::byline) blocks_[j].kind = BlockKind::furniture;
        }
        body_ = std::max(body_, i + 1);
      } else if (frame(i, "end of th")) {
        for (; i < blocks_.size(); ++i)
          blocks_[i].kind = BlockKind::furniture;
      }
    }
  }

  /// "Advertisement", "Read more: …" on a line of its own.
  void mark_interruptions() {
    for (std::size_t i = body_; i < blocks_.size(); ++i) {
      if (is_open(i) && groups_[i].lines == 1 && is_interruption(blocks_[i].text)) {
        blocks_[i].kind = BlockKind::furniture;
      }
    }
  }

  /// From the end upwards: what is certainly of a footer, and short lines between two such.
  void mark_footer() {
    std::size_t tail = blocks_.size();
    bool sure = false;
    std::size_t between = 0;
    for (std::size_t i = blocks_.size(); i-- > body_ && between <= 6;) {
      const std::string_view text = blocks_[i].text;
      if (is_footer_line(text) || is_disclaimer(text) || is_origin_note(text)) {
        tail = i;
        sure = true;
        between = 0;
      } else if (sure && is_furniture_label(text)) {
        tail = i;
        between = 0;
      } else if (is_short(i)) {
        ++between;
      } else {
        break;
      }
    }
    for (std::size_t i = tail; i < blocks_.size(); ++i)
      blocks_[i].kind = BlockKind::furniture;
  }

  void mark_items() {
    unsigned before = 0;  // number of the item before, where that was one
    for (std::size_t i = body_; i < blocks_.size(); ++i) {
      if (!is_open(i)) continue;
      unsigned number = 0;
      const std::string_view text = blocks_[i].text;
      bool item = bullet_size(text) > 0;
      const bool numbered = !item && enumerator_size(text, &number) > 0;
      if (numbered) item = begins_list(i, number) || (number > 1 && number == before + 1);
      if (item) {
        blocks_[i].kind = BlockKind::list_item;
        blocks_[i].level = 1;
      }
      before = item && numbered ? number : 0;
    }
  }

  /// "1." or "(a)" behind a lead-in. Numbered paragraphs of speeches and reports are not items.
  [[nodiscard]] bool begins_list(std::size_t i, unsigned number) const {
    if (i == 0 || number > 1) return i > 0 && number == 0 && items_before(i);
    const std::string_view lead = blocks_[i - 1].text;
    return ending_of(lead) == LineEnd::colon;
  }
  [[nodiscard]] bool items_before(std::size_t i) const {
    return blocks_[i - 1].kind == BlockKind::list_item;
  }

  void mark_captions() {
    for (std::size_t i = body_; i < blocks_.size(); ++i) {
      if (is_open(i) && groups_[i].chars <= 300 && is_caption(blocks_[i].text)) {
        blocks_[i].kind = BlockKind::caption;
      }
    }
  }

  void count_numbered_prose() {
    for (std::size_t i = body_; i < blocks_.size(); ++i) {
      const bool prose = groups_[i].chars > kMaxHeadingChars && is_open(i);
      if (prose && enumerator_size(blocks_[i].text) > 0) ++numbered_prose_;
    }
  }

  /// A text of short lines without full stops (verse, a list of names) has no headings.
  [[nodiscard]] bool is_verse() const {
    std::size_t shorts = 0;
    std::size_t all = 0;
    for (std::size_t i = body_; i < blocks_.size(); ++i) {
      if (!is_open(i)) continue;
      ++all;
      if (is_short(i)) ++shorts;
    }
    return shorts * 2 > all;
  }

  void mark_headings() {
    const bool verse = is_verse();
    for (std::size_t i = body_; i < blocks_.size(); ++i) {
      if (!is_open(i) || !(verse ? is_outdented(i) : is_heading(i))) continue;
      blocks_[i].kind = BlockKind::heading;
      blocks_[i].level = heading_level(i);
      strip_marks(blocks_[i]);
    }
  }

  /// "## Results", "**Results**": marks of Markdown in a text that is not.
  [[nodiscard]] static bool is_hashed(std::string_view text) {
    const std::size_t marks = text.find_first_not_of('#');
    return marks != std::string_view::npos && marks > 0 && marks <= 6 && text[marks] == ' ';
  }
  [[nodiscard]] static bool is_bold(std::string_view text) {
    return text.size() > 6 && text.substr(0, 2) == "**" && text.substr(text.size() - 2) == "**" &&
           text.find("**", 2) == text.size() - 2;
  }
  static void strip_marks(Block& block) {
    if (is_hashed(block.text)) {
      trim_block(block, block.text.find_first_not_of("# "), 0);
    } else if (is_bold(block.text)) {
      trim_block(block, 2, 2);
    }
  }

  /// A list after which another section begins, or nothing.
  [[nodiscard]] bool list_ends_section(std::size_t i) const {
    while (i < blocks_.size() && blocks_[i].kind == BlockKind::list_item)
      ++i;
    if (i == blocks_.size() || blocks_[i].kind == BlockKind::heading) return true;
    return groups_[i].chars <= 80 && i + 1 < blocks_.size() && groups_[i].gap_before &&
           is_heading_like(blocks_[i].text, kMaxHeadingChars) && leads(i);
  }

  [[nodiscard]] bool is_outdented(std::size_t i) const {
    return groups_[i].outdented && groups_[i].lines == 1 && i + 1 < blocks_.size() &&
           is_heading_like(blocks_[i].text, kMaxHeadingChars);
  }

  [[nodiscard]] bool is_heading(std::size_t i) const {
    if (is_outdented(i)) return true;
    if (groups_[i].chars > kMaxHeadingChars + 1 || groups_[i].lines > 2) return false;
    if (i + 1 >= blocks_.size() || blocks_[i + 1].kind == BlockKind::furniture) return false;
    const bool listed = blocks_[i + 1].kind == BlockKind::list_item;
    if (listed && is_summary_label(blocks_[i].text) && !list_ends_section(i + 1)) return false;
    if (is_bold(blocks_[i].text)) {
      const std::string_view inner = std::string_view(blocks_[i].text).substr(2);
      return is_heading_like(inner.substr(0, inner.size() - 2), kMaxHeadingChars) && leads(i);
    }
    if (is_hashed(blocks_[i].text) || is_chapter_line(blocks_[i].text)) return true;
    if (!is_heading_like(blocks_[i].text, kMaxHeadingChars)) return false;
    if (underlined_[i]) return true;
    const bool gap = groups_[i].gap_before;
    const bool alone = gap && groups_[i].gap_after;
    if (groups_[i].chars > 70 && !alone && !is_title_case(blocks_[i].text)) return false;
    if (groups_[i].chars > 80 && !alone) return false;
    const bool strict = !alone || groups_[i].chars > 70;
    if (strict && reads_like_sentence(blocks_[i].text) && !ends_in_question(i)) return false;
    if (start_of(blocks_[i + 1].text) == LineStart::lower) return false;
    // Numbered paragraphs follow each other; a numbered heading stands above text.
    if (enumerator_size(blocks_[i].text) > 0 && !is_subnumbered(i, i + 1) &&
        (numbered_prose_ >= 3 || enumerator_size(blocks_[i + 1].text) > 0)) {
      return false;
    }
    if ((!gap || ends_in_question(i)) && !closed_before(i)) return false;
    if (ends_in_question(i) && !alone) return false;
    return leads(i);
  }

  [[nodiscard]] bool ends_in_question(std::size_t i) const { return blocks_[i].text.back() == '?'; }

  /// The block before has come to its end.
  [[nodiscard]] bool closed_before(std::size_t i) const {
    if (i == body_) return true;
    if (blocks_[i - 1].kind != BlockKind::paragraph) return true;
    return ending_of(blocks_[i - 1].text) == LineEnd::sentence;
  }

  /// What follows is longer and reads like text, perhaps after another heading.
  [[nodiscard]] bool leads(std::size_t i) const {
    const std::size_t next = i + 1;
    if (blocks_[next].kind != BlockKind::paragraph) return blocks_[next].kind != BlockKind::byline;
    if (is_subnumbered(i, next)) return true;
    const bool alone = groups_[i].gap_before && groups_[i].gap_after;
    if (alone && is_shouted(blocks_[i].text) &&
        ending_of(blocks_[next].text) == LineEnd::sentence) {
      return groups_[next].chars > groups_[i].chars;
    }
    if (groups_[next].chars >= std::max<std::size_t>(60, groups_[i].chars)) {
      return groups_[i].gap_before || groups_[i].gap_after ||
             groups_[next].chars >= 2 * groups_[i].chars;
    }
    return next + 1 < blocks_.size() && groups_[next].gap_before && groups_[next + 1].chars >= 60 &&
           is_heading_like(blocks_[next].text, kMaxHeadingChars);
  }

  /// "2. Economy" above "2.1 The Board decided:".
  [[nodiscard]] bool is_subnumbered(std::size_t i, std::size_t next) const {
    const std::string_view text = blocks_[i].text;
    const std::string number(text.substr(0, text.find_first_not_of("0123456789.")));
    if (number.empty() || !is_ascii_digit(number[0])) return false;
    const std::string prefix = number.back() == '.' ? number : number + ".";
    const std::string_view below = blocks_[next].text;
    return below.size() > prefix.size() && below.substr(0, prefix.size()) == prefix &&
           is_ascii_digit(below[prefix.size()]);
  }

  /// 1 is the title. "2.1 Trade" is deeper than "2 Economy", ROMAN AND SHOUTED above the rest.
  [[nodiscard]] int heading_level(std::size_t i) const {
    const std::string_view text = blocks_[i].text;
    std::size_t at = 0;
    int numbers = 0;
    while (at < text.size() && is_ascii_digit(text[at])) {
      while (at < text.size() && is_ascii_digit(text[at]))
        ++at;
      ++numbers;
      if (at < text.size() && text[at] == '.') ++at;
    }
    if (numbers > 0 && at < text.size() && text[at] == ' ') return std::min(6, 1 + numbers);
    if (text[0] == '#') return static_cast<int>(std::max<std::size_t>(2, text.find(' ')));
    if (is_chapter_line(text)) return 2;
    return is_shouted(text) ? 2 : 3;
  }

  /// "Key takeaways:" above a list that ends its section is the heading of the list; else it is
  /// the sentence that leads to it.
  void mark_list_titles() {
    for (std::size_t i = body_; i + 1 < blocks_.size(); ++i) {
      if (!is_open(i) || blocks_[i + 1].kind != BlockKind::list_item) continue;
      const std::string_view text = blocks_[i].text;
      if (ending_of(text) != LineEnd::colon || groups_[i].chars > 60) continue;
      if (!is_heading_like(text.substr(0, text.size() - 1), 50) || !groups_[i].gap_before) continue;
      std::size_t end = i + 1;
      while (end < blocks_.size() && blocks_[end].kind == BlockKind::list_item)
        ++end;
      if (end < blocks_.size() && blocks_[end].kind != BlockKind::heading) continue;
      blocks_[i].kind = BlockKind::heading;
      blocks_[i].level = 3;
      blocks_[i].text.pop_back();
    }
  }

  std::vector<Block>& blocks_;
  const std::vector<LineGroup>& groups_;
  const std::vector<bool>& underlined_;
  std::size_t body_;
  std::size_t numbered_prose_ = 0;
};

}  // namespace

TextLayout lay_out_text(std::string_view text, std::string_view language,
                        std::string_view known_title) {
  TextLayout layout;
  std::vector<Line> lines = scan_lines(text);
  const std::vector<std::size_t> rules = take_rules(text, lines);
  layout.dropped_lines = drop_page_furniture(text, lines);
  const std::vector<LineGroup> groups = group_lines(text, lines);

  GroupJoiner joiner(text, lines);
  std::vector<bool> underlined;
  layout.blocks.reserve(groups.size());
  underlined.reserve(groups.size());
  for (const LineGroup& group : groups) {
    layout.blocks.push_back(joiner.join(group));
    underlined.push_back(std::binary_search(rules.begin(), rules.end(), group.last));
  }
  const FrontContext context{groups, underlined, language, known_title};
  const std::size_t body = read_front(context, layout);
  BodyRoles(layout.blocks, groups, underlined, body).run();
  return layout;
}

}  // namespace pilcrow::internal
