#include "read/dates.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

/// Month and weekday names of a language, case-folded, without a final stop. Weekdays have number
/// 0.
using Names = std::map<std::string, int, std::less<>>;

std::string fold(const icu::UnicodeString& text) {
  std::string out;
  icu::UnicodeString(text).foldCase().toUTF8String(out);
  while (!out.empty() && out.back() == '.')
    out.pop_back();
  return out;
}

void add_names(const icu::UnicodeString* names, int32_t count, bool months, Names& out) {
  for (int32_t i = 0; i < count; ++i) {
    const std::string name = fold(names[i]);
    // Numbers ("1月") and single letters say nothing.
    if (name.size() < 2 || is_ascii_digit(name[0])) continue;
    out.emplace(name, months ? i + 1 : 0);
  }
}

Names load_names(const std::string& language) {
  Names names;
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(icu::Locale(language.c_str()), status);
  if (U_FAILURE(status)) return names;
  using Symbols = icu::DateFormatSymbols;
  for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
    for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
      int32_t count = 0;
      const icu::UnicodeString* months = symbols.getMonths(count, context, width);
      add_names(months, count, true, names);
    }
  }
  for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
    int32_t count = 0;
    const icu::UnicodeString* days = symbols.getWeekdays(count, Symbols::FORMAT, width);
    add_names(days, count, false, names);
  }
  if (language == "en") names.emplace("sept", 9);
  return names;
}

constexpr std::array<std::string_view, 18> kCommonLanguages = {"en", "de", "fr", "es", "it", "pt",
                                                               "nl", "et", "lv", "lt", "fi", "sv",
                                                               "da", "pl", "ru", "uk", "cs", "ja"};

/// Stands for all common languages at once.
constexpr std::string_view kAnyLanguage = "*";

Names load_any_names() {
  Names all;
  for (const std::string_view language : kCommonLanguages)
    all.merge(load_names(std::string(language)));
  return all;
}

const Names& names_of(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, Names, std::less<>> cache;
  const std::string key(language.substr(0, 3));
  const std::lock_guard lock(mutex);
  const auto found = cache.find(key);
  if (found != cache.end()) return found->second;
  return cache.emplace(key, key == kAnyLanguage ? load_any_names() : load_names(key)).first->second;
}

/// Words that may stand between the parts of a date: 19 de diciembre de 2024, 2024. gada 19.
bool is_filler(std::string_view word) {
  static constexpr std::array<std::string_view, 16> kFillers = {
      "of", "de", "del", "d",  "the", "den", "gada", "g",
      "m",  "r",  "a",   "st", "nd",  "rd",  "th",   "kl"};
  for (const std::string_view filler : kFillers) {
    if (word == filler) return true;
  }
  return false;
}

enum class Part { number, month, weekday, filler, east_asian };

struct DateItem {
  Part part = Part::filler;
  int value = 0;
  std::size_t digits = 0;
  std::size_t end = 0;   // offset behind it
  char separator = ' ';  // what stands before it
};

/// Cuts a text into the parts of a date, as far as it goes.
class ItemReader {
 public:
  ItemReader(std::string_view text, std::string_view language) : text_(text), language_(language) {}

  std::vector<DateItem> run() {
    while (items_.size() < 9 && at_ < text_.size() && step()) {
    }
    return std::move(items_);
  }

 private:
  bool step() {
    const char c = text_[at_];
    if (is_ascii_digit(c)) return number();
    if (c == '.' || c == ',' || c == '-' || c == ' ') {
      if (items_.empty()) return false;
      // One mark and the spaces around it.
      if (c != ' ' && separator_ != ' ') return false;
      if (c != ' ') separator_ = c;
      ++at_;
      return true;
    }
    return word();
  }

  bool number() {
    DateItem item{Part::number, 0, 0, 0, separator_};
    while (at_ < text_.size() && is_ascii_digit(text_[at_])) {
      if (++item.digits > 4) return false;
      item.value = item.value * 10 + (text_[at_++] - '0');
    }
    push(item);
    return true;
  }

  bool word() {
    const std::size_t begin = at_;
    std::size_t end = at_;
    while (end < text_.size() && end - begin < 64) {
      const CodePoint point = decode_utf8(text_, end);
      const bool letter = u_isalpha(static_cast<UChar32>(point.value)) != 0;
      if (!letter) break;
      const bool ideograph = point.value >= 0x3000;
      if (ideograph) return end == begin && east_asian(point);
      end += point.size;
    }
    if (end == begin) return false;
    at_ = end;
    const std::string_view word = text_.substr(begin, end - begin);
    if (std::all_of(word.begin(), word.end(), is_ascii_alpha)) return named(to_lower_ascii(word));
    return named(fold(icu::UnicodeString::fromUTF8(
        icu::StringPiece(word.data(), static_cast<int32_t>(word.size())))));
  }

  bool named(const std::string& word) {
    const Names* names = &names_of("en");
    auto found = names->find(word);
    if (found == names->end() && !language_.empty() && language_ != "en") {
      names = &names_of(language_);
      found = names->find(word);
    }
    if (found == names->end()) {
      if (!is_filler(word)) return false;
      push({Part::filler, 0, 0, 0, separator_});
      return true;
    }
    const bool month = found->second > 0;
    push({month ? Part::month : Part::weekday, found->second, 0, 0, separator_});
    return true;
  }

  /// 年 月 日 and 년 월 일 behind a number.
  bool east_asian(CodePoint point) {
    int unit = 0;
    if (point.value == 0x5E74 || point.value == 0xB144) unit = 1;
    if (point.value == 0x6708 || point.value == 0xC6D4) unit = 2;
    if (point.value == 0x65E5 || point.value == 0xC77C) unit = 3;
    if (unit == 0) return false;
    at_ += point.size;
    push({Part::east_asian, unit, 0, 0, separator_});
    return true;
  }

  void push(DateItem item) {
    item.end = at_;
    items_.push_back(item);
    separator_ = ' ';
  }

  std::string_view text_;
  std::string_view language_;
  std::size_t at_ = 0;
  char separator_ = ' ';
  std::vector<DateItem> items_;
};

bool is_year(const DateItem& item) {
  return item.part == Part::number && item.digits == 4 && item.value > 0;
}
bool is_small(const DateItem& item) {
  return item.part == Part::number && item.digits <= 2;
}

/// A number that stands in the text: no calendar has a month or day 0.
int given(const DateItem& item) {
  return item.value == 0 ? 99 : item.value;
}

std::optional<FoundDate> found(int year, int month, int day, std::size_t size) {
  const Date date{year, month, day};
  if (!is_valid(date)) return std::nullopt;
  return FoundDate{date, size};
}

/// Dates of numbers and units: 2024年12月19日.
std::optional<FoundDate> match_east_asian(const std::vector<DateItem>& items) {
  std::array<int, 4> values{};
  std::size_t size = 0;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (items[i].part != Part::number || items[i + 1].part != Part::east_asian) break;
    if (items[i + 1].value != static_cast<int>(i / 2) + 1) break;
    values[i / 2 + 1] = items[i].value;
    size = items[i + 1].end;
    if (i == 4) break;
  }
  if (size == 0) return std::nullopt;
  return found(values[1], values[2], values[3], size);
}

/// Dates of numbers alone: 2024-12-19, 19.12.2024. Slashes never get here.
std::optional<FoundDate> match_numbers(const std::vector<DateItem>& p) {
  const auto separated = [&p](std::size_t i, char by) { return p[i].separator == by; };
  if (is_year(p[0])) {
    if (p.size() >= 3 && is_small(p[1]) && is_small(p[2]) && separated(1, '-') &&
        separated(2, '-')) {
      return found(p[0].value, given(p[1]), given(p[2]), p[2].end);
    }
    if (p.size() >= 2 && is_small(p[1]) && p[1].digits == 2 && separated(1, '-')) {
      return found(p[0].value, given(p[1]), 0, p[1].end);
    }
    return found(p[0].value, 0, 0, p[0].end);
  }
  if (p.size() >= 3 && is_small(p[0]) && is_small(p[1]) && is_year(p[2]) && separated(1, '.') &&
      separated(2, '.')) {
    return found(p[2].value, given(p[1]), given(p[0]), p[2].end);
  }
  return std::nullopt;
}

/// Dates with the name of a month.
std::optional<FoundDate> match_named(const std::vector<DateItem>& p) {
  const auto is_month = [&p](std::size_t i) { return i < p.size() && p[i].part == Part::month; };
  if (is_month(1) && is_small(p[0]) && p.size() >= 3 && is_year(p[2])) {
    return found(p[2].value, given(p[1]), given(p[0]), p[2].end);
  }
  if (is_month(0)) {
    if (p.size() >= 3 && is_small(p[1]) && is_year(p[2])) {
      return found(p[2].value, given(p[0]), given(p[1]), p[2].end);
    }
    if (p.size() >= 2 && is_year(p[1])) return found(p[1].value, p[0].value, 0, p[1].end);
  }
  if (p.size() >= 2 && is_year(p[0])) {
    if (is_month(1) && p.size() >= 3 && is_small(p[2])) {
      return found(p[0].value, given(p[1]), given(p[2]), p[2].end);
    }
    if (is_month(2) && is_small(p[1])) {
      return found(p[0].value, given(p[2]), given(p[1]), p[2].end);
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_valid(const Date& date) noexcept {
  static constexpr std::array<int, 13> kDays = {31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.year < 1 || date.year > 9999 || date.month < 0 || date.month > 12) return false;
  if (date.day < 0 || (date.day > 0 && date.month == 0)) return false;
  if (date.day > kDays[static_cast<std::size_t>(date.month)]) return false;
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  return date.month != 2 || date.day < 29 + (leap ? 1 : 0) || date.day == 0;
}

std::optional<FoundDate> scan_date(std::string_view text, std::string_view language) {
  std::vector<DateItem> items = ItemReader(text, language).run();
  if (auto east = match_east_asian(items)) return east;
  std::size_t skipped = 0;
  while (skipped < items.size() && items[skipped].part == Part::weekday)
    ++skipped;
  std::vector<DateItem> parts;
  for (std::size_t i = skipped; i < items.size() && items[i].part != Part::east_asian; ++i) {
    if (items[i].part != Part::filler) {
      parts.push_back(items[i]);
    } else if (!parts.empty() && i + 1 == items.size()) {
      parts.back().end = items[i].end;  // "2024 m. gruodžio 19 d"
    }
  }
  if (parts.empty()) return std::nullopt;
  if (auto named = match_named(parts)) return named;
  return skipped == 0 ? match_numbers(parts) : std::nullopt;
}

std::optional<FoundDate> scan_date_in_any(std::string_view text, std::string_view language) {
  if (!language.empty()) return scan_date(text, language);
  if (!scan_date(text, kAnyLanguage)) return std::nullopt;  // as it is for most texts
  for (const std::string_view tried : kCommonLanguages) {
    auto found = scan_date(text, tried);
    if (found && found->date.month > 0) return found;
  }
  return std::nullopt;
}

std::optional<FoundDate> scan_place_and_date(std::string_view line, std::string_view language) {
  constexpr std::size_t kMostPlaceBytes = 60;
  const std::size_t comma = line.substr(0, kMostPlaceBytes).find(", ");
  if (comma == std::string_view::npos || comma == 0) return std::nullopt;
  const std::string_view place = line.substr(0, comma);
  if (place.find_first_of("0123456789.:;") != std::string_view::npos) return std::nullopt;
  if (std::count(place.begin(), place.end(), ' ') > 3) return std::nullopt;
  std::size_t at = comma + 2;
  for (const std::string_view article : {"le ", "den ", "am ", "el ", "on ", "il "}) {
    if (line.substr(at, article.size()) != article) continue;
    at += article.size();
    break;
  }
  auto found = scan_date_in_any(line.substr(at), language);
  if (!found || found->date.month == 0) return std::nullopt;
  found->size += at;
  return found;
}

std::optional<Date> find_date(std::string_view line, std::string_view language) {
  bool at_word = true;
  for (std::size_t at = 0; at < line.size() && at < 200; ++at) {
    const auto byte = static_cast<unsigned char>(line[at]);
    const bool word = is_ascii_digit(line[at]) || is_ascii_alpha(line[at]) || byte >= 0x80;
    if (word && at_word) {
      const auto date = scan_date_in_any(line.substr(at), language);
      if (date && date->date.month > 0) return date->date;
    }
    at_word = !word && line[at] != '/' && line[at] != '-' && line[at] != '.';
  }
  return std::nullopt;
}

namespace {

/// The digits of a text as groups of their own: what stands between two other characters.
struct Digits {
  std::size_t begin = 0;
  std::size_t size = 0;
  int value = 0;
};

std::vector<Digits> digit_groups(std::string_view text) {
  std::vector<Digits> groups;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_ascii_digit(text[at])) {
      ++at;
      continue;
    }
    Digits group{at, 0, 0};
    while (at < text.size() && is_ascii_digit(text[at])) {
      if (group.size < 8) group.value = group.value * 10 + (text[at] - '0');
      ++group.size;
      ++at;
    }
    const bool glued = (group.begin > 0 && is_ascii_alpha(text[group.begin - 1])) ||
                       (at < text.size() && is_ascii_alpha(text[at]));
    if (!glued) groups.push_back(group);
  }
  return groups;
}

bool is_likely_year(const Digits& group) {
  return group.size == 4 && group.value >= 1800 && group.value <= 2100;
}

/// The month or day that follows `a` behind one separator.
int next_part(const std::vector<Digits>& groups, std::size_t i, int most) {
  if (i + 1 >= groups.size()) return 0;
  const Digits& a = groups[i];
  const Digits& b = groups[i + 1];
  if (b.begin != a.begin + a.size + 1 || b.size > 2 || b.value < 1 || b.value > most) return 0;
  return b.value;
}

std::optional<Date> date_in(std::string_view text) {
  const std::vector<Digits> groups = digit_groups(text);
  std::optional<Date> best;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Date date;
    if (groups[i].size == 8) {
      date = {groups[i].value / 10000, groups[i].value / 100 % 100, groups[i].value % 100};
      if (date.year < 1800 || date.year > 2100 || date.month == 0 || date.day == 0) continue;
    } else if (is_likely_year(groups[i])) {
      date.year = groups[i].value;
      date.month = next_part(groups, i, 12);
      if (date.month > 0) date.day = next_part(groups, i + 1, 31);
    } else {
      continue;
    }
    if (!is_valid(date)) date = {date.year, date.month <= 12 ? date.month : 0, 0};
    if (!best || date.month > 0 || best->month == 0) best = date;
  }
  return best;
}

}  // namespace

std::optional<Date> date_from_name(std::string_view name) {
  const std::size_t slash = name.find_last_of('/');
  if (slash == std::string_view::npos) return date_in(name);
  if (const auto own = date_in(name.substr(slash + 1)); own && own->month > 0) return own;
  const auto folders = date_in(name.substr(0, slash + 1));
  const auto own = date_in(name.substr(slash + 1));
  if (folders && folders->month > 0 && (!own || own->year == folders->year)) return folders;
  return own ? own : folders;
}

}  // namespace pilcrow::internal
