#include "read/pages.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "read/page_marks.h"
#include "read/roles.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::uint32_t kMaxMarkChars = 40;
constexpr std::uint32_t kMaxHeadChars = 120;
constexpr std::size_t kMinRepeats = 3;
constexpr std::size_t kReach = 64;  // lines
constexpr std::size_t kMaxPageLines = 250;
constexpr std::size_t kNoLine = static_cast<std::size_t>(-1);

/// "10 General Assembly 22nd meeting": a short line that begins or ends with a number.
bool is_numbered_head(const Line& line, std::string_view text) {
  if (line.chars > 60 || line.ending != LineEnd::open) return false;
  const std::string_view content = line.in(text);
  const std::string_view first = content.substr(0, content.find(' '));
  const std::string_view last = content.substr(content.find_last_of(' ') + 1);
  return first.size() < content.size() && (is_page_number(first) || is_page_number(last));
}

/// Walks over the lines around one, as far as a page's edge may be wide.
class Neighbors {
 public:
  explicit Neighbors(const std::vector<Line>& lines) : lines_(lines) {}

  [[nodiscard]] std::size_t before(std::size_t at) const {
    for (std::size_t i = at; i-- > 0 && i + kReach >= at;) {
      if (!lines_[i].blank() && !lines_[i].dropped) return i;
    }
    return kNoLine;
  }
  [[nodiscard]] std::size_t after(std::size_t at) const {
    for (std::size_t i = at + 1; i < lines_.size() && i <= at + kReach; ++i) {
      if (!lines_[i].blank() && !lines_[i].dropped) return i;
    }
    return kNoLine;
  }
  /// A form feed, a blank line or the edge of the text right beside it.
  [[nodiscard]] bool stands_alone(std::size_t at) const {
    return at == 0 || at + 1 >= lines_.size() || lines_[at].page_break ||
           lines_[at + 1].page_break || lines_[at - 1].blank() || lines_[at + 1].blank();
  }
  /// A form feed between it and the next text on one side.
  [[nodiscard]] bool at_form_feed(std::size_t at) const {
    for (std::size_t i = at; i + kReach >= at; --i) {
      if (lines_[i].page_break) return true;
      if (i == 0 || !lines_[i - 1].blank()) break;
    }
    for (std::size_t i = at + 1; i < lines_.size() && i <= at + kReach; ++i) {
      if (lines_[i].page_break) return true;
      if (!lines_[i].blank()) break;
    }
    return false;
  }

 private:
  const std::vector<Line>& lines_;
};

struct FoundMark {
  std::size_t line = 0;
  unsigned number = 0;
  bool symbol = false;
  bool alone = false;  ///< nothing stands right above and below it
};

std::vector<FoundMark> find_marks(std::string_view text, const std::vector<Line>& lines) {
  const Neighbors around(lines);
  std::vector<FoundMark> marks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].blank() || lines[i].chars > kMaxMarkChars) continue;
    const std::optional<PageMark> mark = page_mark(lines[i].in(text));
    if (mark) marks.push_back({i, mark->number, mark->symbol, around.stands_alone(i)});
  }
  return marks;
}

bool goes_on_across(const std::vector<Line>& lines, std::size_t at) {
  const Neighbors around(lines);
  const std::size_t before = around.before(at);
  const std::size_t after = around.after(at);
  if (before == kNoLine || after == kNoLine) return false;
  const LineEnd end = lines[before].ending;
  return (end == LineEnd::open || end == LineEnd::comma || end == LineEnd::hyphen) &&
         lines[before].chars >= 25 && lines[after].start == LineStart::lower;
}

/// A sentence goes on behind a page's number although its next word has a capital: the line before
/// ends in "the" or "of", or full lines stand right above the number and below it.
bool goes_on_with_capital(std::string_view text, const std::vector<Line>& lines, std::size_t at) {
  const std::size_t after = Neighbors(lines).after(at);
  if (at < 2 || after == kNoLine || after + 1 >= lines.size()) return false;
  const Line& before = lines[at - 1];
  if (before.blank() || before.dropped || before.ending != LineEnd::open) return false;
  if (before.chars < 25 || lines[after].start != LineStart::upper) return false;
  if (ends_with_function_word(before.in(text))) return true;
  const std::uint32_t measure = std::max(before.chars, lines[after].chars);
  const auto is_full = [measure](const Line& line) {
    return line.chars >= 40 && line.chars * 4 >= measure * 3;
  };
  return is_full(before) && is_full(lines[after]) && is_full(lines[at - 2]) &&
         !lines[after + 1].blank();
}

/// Numbers that rise from mark to mark, as pages do. Between lines of text they have to rise one by
/// one, a page apart.
bool rises(const std::vector<FoundMark>& marks, std::size_t i) {
  const auto follows = [](const FoundMark& a, const FoundMark& b) {
    if (a.number == 0) return false;
    if (!a.alone || !b.alone) return b.number == a.number + 1 && b.line >= a.line + 25;
    return b.number > a.number && b.number <= a.number + 2 && b.line >= a.line + 10;
  };
  return (i > 0 && follows(marks[i - 1], marks[i])) ||
         (i + 1 < marks.size() && follows(marks[i], marks[i + 1]));
}

std::size_t drop_page_numbers(std::string_view text, std::vector<Line>& lines,
                              std::vector<bool>& page_edge) {
  const std::vector<FoundMark> marks = find_marks(text, lines);
  std::size_t dropped = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::size_t at = marks[i].line;
    const bool symbol = marks[i].symbol && lines.size() >= 10;
    const bool edge = at + 1 == lines.size() && lines.size() >= 20;
    const bool alone =
        marks[i].alone && (Neighbors(lines).at_form_feed(at) || goes_on_across(lines, at) ||
                           goes_on_with_capital(text, lines, at) || (edge && marks.size() > 1));
    const bool sure = alone || rises(marks, i) || (symbol && at > 0);
    if (!sure) continue;
    lines[at].dropped = true;
    page_edge[at] = true;
    ++dropped;
  }
  return dropped;
}

/// A line as it is compared from page to page: without its numbers.
std::string head_key(std::string_view line) {
  std::string key;
  for (const char c : line) {
    if (is_ascii_digit(c)) {
      if (key.empty() || key.back() != '#') key.push_back('#');
    } else {
      key.push_back(ascii_lower(c));
    }
  }
  return key;
}

/// The first or last number of a numbered head.
unsigned number_in_head(std::string_view content) {
  const std::string_view first = content.substr(0, content.find(' '));
  const std::string_view last = content.substr(content.find_last_of(' ') + 1);
  const std::string_view token = is_page_number(first) ? first : last;
  unsigned value = 0;
  const char* const digits = token.data() + (token.front() == '-' ? 1 : 0);
  std::from_chars(digits, token.data() + token.size(), value);
  return value;
}

/// Finds heads and feet that hold the page's number: "11   THE STORM", "General Assembly 22nd
/// meeting 12".
class NumberedHeads {
 public:
  NumberedHeads(std::string_view text, std::vector<Line>& lines, std::vector<bool>& page_edge)
      : text_(text), lines_(lines), page_edge_(page_edge) {}

  std::size_t drop() {
    find_candidates();
    mark_interrupting();
    mark_rising();
    mark_between();
    std::size_t dropped = 0;
    for (const Head& head : heads_) {
      if (!head.sure) continue;
      lines_[head.line].dropped = true;
      page_edge_[head.line] = true;
      ++dropped;
    }
    return dropped;
  }

 private:
  struct Head {
    std::size_t line = 0;
    unsigned number = 0;
    std::string key;
    bool sure = false;
  };

  void find_candidates() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].blank() || lines_[i].dropped || !is_numbered_head(lines_[i], text_)) continue;
      const bool gap = i == 0 || i + 1 == lines_.size() || lines_[i - 1].blank() ||
                       lines_[i + 1].blank() || lines_[i].page_break;
      const std::string_view content = lines_[i].in(text_);
      if (gap) heads_.push_back({i, number_in_head(content), head_key(content), false});
    }
  }

  /// What interrupts a sentence; and what is like it elsewhere.
  void mark_interrupting() {
    std::unordered_set<std::string_view> known;
    for (const Head& head : heads_) {
      if (goes_on_across(lines_, head.line)) known.insert(head.key);
    }
    for (Head& head : heads_)
      head.sure = known.contains(head.key);
  }

  /// The same words with numbers that rise by a page or two. "Table 1" and "Chapter 2" are too
  /// short to be told from headings.
  void mark_rising() {
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
      if (std::count(heads_[i].key.begin(), heads_[i].key.end(), ' ') < 2) continue;
      const auto [found, added] = last.try_emplace(heads_[i].key, i);
      if (added) continue;
      Head& before = heads_[std::exchange(found->second, i)];
      Head& now = heads_[i];
      if (now.number <= before.number || now.number > before.number + 2) continue;
      if (now.line < before.line + 15 || now.line > before.line + kMaxPageLines) continue;
      before.sure = now.sure = true;
    }
  }

  /// Between page 11 and page 13 there is page 12.
  void mark_between() {
    for (std::size_t i = 1; i + 1 < heads_.size(); ++i) {
      const Head& before = heads_[i - 1];
      const Head& after = heads_[i + 1];
      const bool fits =
          before.number + 1 == heads_[i].number && heads_[i].number + 1 == after.number;
      const bool near = after.line - before.line <= 2 * kMaxPageLines;
      if (before.sure && after.sure && fits && near) heads_[i].sure = true;
    }
  }

  std::string_view text_;
  std::vector<Line>& lines_;
  std::vector<bool>& page_edge_;
  std::vector<Head> heads_;
};

/// What libraries stamp on scanned pages.
std::size_t drop_stamps(std::string_view text, std::vector<Line>& lines) {
  std::size_t dropped = 0;
  for (Line& line : lines) {
    if (line.chars > 60 || line.dropped || line.blank()) continue;
    if (!starts_with_nocase(line.in(text), "digitized by ") &&
        !starts_with_nocase(line.in(text), "scanned by ")) {
      continue;
    }
    line.dropped = true;
    ++dropped;
  }
  return dropped;
}

/// Right beside a page's number.
bool touches_number(const std::vector<Line>& lines, std::size_t at) {
  const auto is_number_line = [&](std::size_t i) { return lines[i].dropped && !lines[i].blank(); };
  return (at > 0 && is_number_line(at - 1)) || (at + 1 < lines.size() && is_number_line(at + 1));
}

/// The lines that stand next to the border between two pages, two on each side.
std::vector<std::size_t> lines_at_borders(const std::vector<Line>& lines,
                                          const std::vector<bool>& page_edge) {
  const Neighbors around(lines);
  std::vector<std::size_t> found;
  const auto add = [&](std::size_t at) {
    if (at == kNoLine || lines[at].chars > kMaxHeadChars) return;
    if (lines[at].start != LineStart::lower) found.push_back(at);
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == 0 || (!lines[i].page_break && !page_edge[i])) continue;
    std::size_t before = around.before(i);
    add(before);
    if (before != kNoLine && before > 0) add(around.before(before));
    const bool itself = !lines[i].blank() && !lines[i].dropped;
    const std::size_t after = itself ? i : around.after(i);
    add(after);
    if (after != kNoLine) add(around.after(after));
  }
  return found;
}

std::size_t drop_running_heads(std::string_view text, std::vector<Line>& lines,
                               const std::vector<bool>& page_edge) {
  std::unordered_map<std::string, std::vector<std::size_t>> heads;
  for (const std::size_t at : lines_at_borders(lines, page_edge)) {
    auto& seen = heads[head_key(lines[at].in(text))];
    if (seen.empty() || seen.back() < at) seen.push_back(at);
  }
  std::size_t dropped = 0;
  std::unordered_set<std::string> numbered;
  for (const auto& [key, where] : heads) {
    const bool beside = std::all_of(where.begin(), where.end(),
                                    [&](std::size_t at) { return touches_number(lines, at); });
    if (where.size() < (beside ? kMinRepeats - 1 : kMinRepeats)) continue;
    for (const std::size_t at : where) {
      lines[at].dropped = true;
      ++dropped;
    }
    if (key.size() >= 20 && key.find('#') != std::string::npos) numbered.insert(key);
  }
  if (numbered.empty()) return dropped;
  for (Line& line : lines) {  // also where the page's number was lost
    if (line.blank() || line.dropped || line.chars > kMaxHeadChars) continue;
    if (!numbered.contains(head_key(line.in(text)))) continue;
    line.dropped = true;
    ++dropped;
  }
  return dropped;
}

}  // namespace

std::size_t drop_page_furniture(std::string_view text, std::vector<Line>& lines) {
  std::vector<bool> page_edge(lines.size(), false);
  const std::size_t numbers = drop_page_numbers(text, lines, page_edge);
  const std::size_t heads = NumberedHeads(text, lines, page_edge).drop();
  const std::size_t stamps = drop_stamps(text, lines);
  return numbers + heads + stamps + drop_running_heads(text, lines, page_edge);
}

}  // namespace pilcrow::internal
