#include "read/line_groups.h"

#include <algorithm>

#include "read/bylines.h"
#include "read/header_fields.h"
#include "read/roles.h"
#include "read/wrap.h"

namespace pilcrow::internal {
namespace {

constexpr std::uint32_t kMaxWrappedChars = 160;
constexpr std::uint32_t kMinBrokenChars = 60;

/// What stands between two lines.
struct Between {
  bool gap = false;   ///< a blank line
  bool page = false;  ///< a page's end: a form feed or something dropped
};

class Grouper {
 public:
  Grouper(std::string_view text, const std::vector<Line>& lines) : text_(text), lines_(lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines[i].blank() && !lines[i].dropped) which_.push_back(i);
    }
  }

  std::vector<LineGroup> run() {
    find_regions();
    judge_text();
    for (std::size_t i = 0; i < which_.size(); ++i) {
      const Between between = i == 0 ? Between{true, false} : between_lines(i);
      if (i == 0 || breaks_before(i, between)) {
        open(i, between.gap);
        if (i > 0 && is_outdented(i)) groups_[groups_.size() - 2].outdented = true;
      }
      LineGroup& group = groups_.back();
      group.last = which_[i];
      ++group.lines;
      group.chars += lines_[which_[i]].chars + 1;
    }
    if (!groups_.empty()) groups_.back().gap_after = true;
    return std::move(groups_);
  }

 private:
  void open(std::size_t i, bool gap) {
    if (!groups_.empty()) groups_.back().gap_after = gap;
    LineGroup group;
    group.first = which_[i];
    group.gap_before = gap;
    groups_.push_back(group);
  }

  /// Cuts the text into stretches of long and of short lines, and judges the latter. A text whose
  /// lines are mostly short is one stretch.
  void find_regions() {
    region_of_.assign(which_.size(), 0);
    std::size_t bytes = 0;
    std::size_t short_bytes = 0;
    std::vector<std::size_t> all_short;
    for (const std::size_t i : which_) {
      bytes += lines_[i].chars;
      if (lines_[i].chars > kMaxWrappedChars) continue;
      short_bytes += lines_[i].chars;
      all_short.push_back(i);
    }
    wraps_.emplace_back();  // region 0: not wrapped
    if (short_bytes * 10 >= bytes * 6) {
      wraps_.push_back(find_wrap(lines_, all_short));
      std::fill(region_of_.begin(), region_of_.end(), 1);
      if (wraps_.back().wrapped) return;
    }
    find_short_runs();
  }

  void find_short_runs() {
    for (std::size_t i = 0; i < which_.size();) {
      std::size_t end = i;
      while (end < which_.size() && lines_[which_[end]].chars <= kMaxWrappedChars)
        ++end;
      if (end - i >= 4) {
        wraps_.push_back(find_wrap(lines_, {which_.begin() + static_cast<std::ptrdiff_t>(i),
                                            which_.begin() + static_cast<std::ptrdiff_t>(end)}));
        std::fill(region_of_.begin() + static_cast<std::ptrdiff_t>(i),
                  region_of_.begin() + static_cast<std::ptrdiff_t>(end), wraps_.size() - 1);
      }
      i = std::max(end, i + 1);
    }
  }

  /// A page's end in the midst of a sentence may leave a blank line behind. Where blank lines part
  /// all paragraphs, only a word that ends no sentence tells.
  [[nodiscard]] bool goes_on_after_gap(const Line& a, const Line& b) const {
    constexpr std::uint32_t kMinChars = 100;
    if (a.chars < kMinChars || a.ending != LineEnd::open || b.start != LineStart::upper) {
      return false;
    }
    return ends_with_function_word(a.in(text_)) || (gaps_are_rare_ && is_broken(a));
  }

  /// The heading of a manual's section, where most lines stand further in: the first line of a
  /// pair, in capitals behind a gap.
  [[nodiscard]] bool is_outdented(std::size_t i) const {
    const Line& a = lines_[which_[i - 1]];
    const Line& b = lines_[which_[i]];
    if (!text_is_indented_ || a.indent > 1 || b.indent < a.indent + 2) return false;
    if (which_[i] != which_[i - 1] + 1 || a.chars > 60) return false;
    const bool gap = i == 1 || which_[i - 1] != which_[i - 2] + 1;
    return gap && a.ending == LineEnd::open && a.start == LineStart::upper &&
           is_shouted(a.in(text_)) &&
           a.in(text_).find_first_of("{}[]()<>=") == std::string_view::npos;
  }

  /// Where practically every long line ends like a sentence, one that does not was broken. How many
  /// blank lines and indents there are tells what one of them means.
  void judge_text() {
    std::size_t all = 0;
    std::size_t closed = 0;
    std::size_t gaps = 0;
    for (std::size_t i = 1; i < which_.size(); ++i)
      gaps += which_[i] == which_[i - 1] + 1 ? 0U : 1U;
    gaps_are_rare_ = gaps * 5 < which_.size();
    const auto indented = std::count_if(which_.begin(), which_.end(),
                                        [this](std::size_t i) { return lines_[i].indent >= 2; });
    text_is_indented_ = static_cast<std::size_t>(indented) * 4 >= which_.size() * 3;
    for (const std::size_t i : which_) {
      if (lines_[i].chars < kMinBrokenChars) continue;
      ++all;
      if (!lines_[i].mid_sentence()) ++closed;
    }
    ends_are_marked_ = all >= 5 && closed * 10 >= all * 8;
  }

  [[nodiscard]] Between between_lines(std::size_t i) const {
    Between between;
    for (std::size_t at = which_[i - 1] + 1; at <= which_[i]; ++at) {
      if (lines_[at].page_break) between.page = true;
      if (at == which_[i]) break;
      if (lines_[at].dropped) {
        between.page = true;
      } else {
        between.gap = true;
      }
    }
    return between;
  }

  [[nodiscard]] bool breaks_before(std::size_t i, Between between) const {
    const Line& a = lines_[which_[i - 1]];
    const Line& b = lines_[which_[i]];
    if (starts_item(a, b) || a.quoted != b.quoted) return true;
    if (is_field(a) || is_field(b) || is_outdented(i)) return true;
    const Wrap& wrap = wraps_[region_of_[i]];
    if (wrap.wrapped && region_of_[i] == region_of_[i - 1]) {
      return breaks_wrapped(i, wrap, between);
    }
    return breaks_plain(a, b, between);
  }

  /// A bullet or number that begins a line as an item or numbered paragraph.
  [[nodiscard]] bool starts_item(const Line& a, const Line& b) const {
    const std::string_view text = b.in(text_);
    if (b.start == LineStart::bullet) {
      const bool dash = static_cast<unsigned char>(text[0]) < 0x80 || text[0] == '\xE2';
      return !dash || a.ending != LineEnd::open || a.start == LineStart::bullet ||
             b.indent > a.indent;
    }
    unsigned number = 0;
    if (a.ending == LineEnd::open || a.ending == LineEnd::hyphen) return false;
    return enumerator_size(text, &number) > 0 && number < 1000;
  }

  [[nodiscard]] bool breaks_plain(const Line& a, const Line& b, Between between) const {
    const bool ends = b.ending == LineEnd::sentence && b.start == LineStart::lower && !between.gap;
    if (!a.mid_sentence() || (a.chars < 25 && !ends)) return true;
    const bool gap = between.gap && !between.page;
    if (b.start == LineStart::lower) {
      if (is_byline(b)) return true;
      return gap && (a.chars < 60 || (b.chars < 40 && b.ending != LineEnd::sentence));
    }
    if (gap) return !goes_on_after_gap(a, b);
    if (a.chars < kMinBrokenChars || a.ending != LineEnd::open) return true;
    return !ends_with_function_word(a.in(text_)) && !is_broken(a);
  }

  /// A line that ends in mid-sentence although no heading looks like it.
  [[nodiscard]] bool is_broken(const Line& line) const {
    if (!ends_are_marked_ || line.start == LineStart::bullet) return false;
    const std::string_view text = line.in(text_);
    return (line.chars > 70 || reads_like_sentence(text)) && !is_title_case(text);
  }

  /// "Subject: …" near the top.
  [[nodiscard]] bool is_field(const Line& line) const {
    constexpr std::size_t kTop = 2000;
    return line.begin < kTop && is_header_field(line.in(text_));
  }

  /// "by Anna Zaccaro" near the top.
  [[nodiscard]] bool is_byline(const Line& line) const {
    constexpr std::size_t kTop = 2000;
    return line.begin < kTop && line.chars <= 80 && !byline_author(line.in(text_)).empty();
  }

  [[nodiscard]] bool breaks_wrapped(std::size_t i, const Wrap& wrap, Between between) const {
    const Line& a = lines_[which_[i - 1]];
    const Line& b = lines_[which_[i]];
    const bool mid = a.mid_sentence();
    const bool room = wrap.fits(a, b);
    if (mid && (between.gap || b.start == LineStart::lower) && is_byline(b)) return true;
    if (between.gap) {
      if (mid && b.start == LineStart::lower) return false;
      if (mid && !room && (between.page || !wrap.gaps_mark || is_in_prose(i))) return false;
      if (mid || !between.page) return true;
    }
    if (wrap.indents_mark) {
      if (b.indent > wrap.base_indent) return !mid || room;
      return room && wrap.fits(a, b, 0.7) && b.start != LineStart::lower &&
             (!mid || is_title_case(a.in(text_)));
    }
    if (mid) {
      return b.start != LineStart::lower && wrap.fits(a, b, 0.6) && is_title_case(a.in(text_));
    }
    if (b.start == LineStart::lower) return false;
    if (wrap.gaps_mark) return wrap.fits(a, b, 0.5) && a.ending == LineEnd::sentence;
    return wrap.fits(a, b, 0.985) || lost_indent(i, wrap);
  }

  /// Between the two lines a sentence may go on: other lines stand right above and below them.
  [[nodiscard]] bool is_in_prose(std::size_t i) const {
    return i >= 2 && i + 1 < which_.size() && which_[i - 1] == which_[i - 2] + 1 &&
           which_[i + 1] == which_[i] + 1 && lines_[which_[i - 1]].ending == LineEnd::open &&
           lines_[which_[i]].start == LineStart::upper && lines_[which_[i - 2]].chars >= 40 &&
           lines_[which_[i]].chars >= 40;
  }

  /// A line after a full line's sentence end that is itself short of the measure by an indent: the
  /// first of a paragraph whose indent was lost.
  [[nodiscard]] bool lost_indent(std::size_t i, const Wrap& wrap) const {
    if (i + 1 >= which_.size() || which_[i + 1] != which_[i] + 1) return false;
    const Line& b = lines_[which_[i]];
    return b.mid_sentence() && wrap.fits(b, lines_[which_[i + 1]], 0.96);
  }

  std::string_view text_;
  const std::vector<Line>& lines_;
  std::vector<std::size_t> which_;
  std::vector<std::size_t> region_of_;
  std::vector<Wrap> wraps_;
  bool ends_are_marked_ = false;
  bool gaps_are_rare_ = false;
  bool text_is_indented_ = false;
  std::vector<LineGroup> groups_;
};

}  // namespace

std::vector<LineGroup> group_lines(std::string_view text, const std::vector<Line>& lines) {
  return Grouper(text, lines).run();
}

}  // namespace pilcrow::internal
