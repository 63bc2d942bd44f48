#include "tag/number_context.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "tag/name_rules.h"
#include "tag/sorted_list.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

// All sorted, in small letters; looked up without a final dot.
constexpr std::array<std::string_view, 50> kNumberWords = {
    "annex",   "art",        "article",     "articles", "box",      "case",  "chapter",
    "code",    "decision",   "decree",      "doc",      "document", "eur",   "flight",
    "highway", "id",         "iso",         "law",      "line",     "lines", "no",
    "nos",     "nr",         "number",      "numbers",  "p",        "page",  "pages",
    "para",    "paragraph",  "paragraphs",  "paras",    "phone",    "pp",    "regulation",
    "res",     "resolution", "resolutions", "room",     "route",    "rs",    "rule",
    "rules",   "section",    "sections",    "tel",      "us",       "usd",   "verse",
    "vol"};
// Of these a list may follow: "resolutions 1695, 1718 and 1874".
constexpr std::array<std::string_view, 11> kListWords = {
    "articles",   "cases",       "decisions",   "documents", "nos",     "numbers",
    "paragraphs", "regulations", "resolutions", "rules",     "sections"};
constexpr std::array<std::string_view, 61> kUnits = {
    "aircraft",     "articles",   "barrels",   "billion",     "bln",       "bpd",
    "bushels",      "cars",       "cases",     "casualties",  "children",  "civilians",
    "companies",    "copies",     "dead",      "deaths",      "delegates", "demonstrators",
    "dlrs",         "dollars",    "employees", "eur",         "euros",     "families",
    "fighters",     "homes",      "houses",    "inhabitants", "jobs",      "lakhs",
    "lots",         "men",        "million",   "mln",         "officers",  "pages",
    "participants", "passengers", "patients",  "people",      "persons",   "police",
    "pounds",       "prisoners",  "refugees",  "schools",     "shares",    "ships",
    "soldiers",     "students",   "tanks",     "thousand",    "tonnes",    "tons",
    "trillion",     "troops",     "usd",       "villages",    "voters",    "votes",
    "workers"};
// Amounts even where a word of time stands before them: "in 2000 years".
constexpr std::array<std::string_view, 20> kMeasures = {
    "acres",  "days",       "degrees",    "feet",    "gmt",    "hectares", "hours",
    "hrs",    "kilometers", "kilometres", "km",      "meters", "metres",   "miles",
    "months", "mw",         "pct",        "percent", "weeks",  "years"};
constexpr std::array<std::string_view, 4> kApproximately = {"almost", "approximately", "nearly",
                                                            "roughly"};
constexpr std::array<std::string_view, 22> kBeforeYears = {
    "after", "before", "by",     "depuis", "during", "early", "en",  "fall",
    "from",  "im",     "in",     "jahr",   "jahre",  "late",  "mid", "seit",
    "since", "spring", "summer", "until",  "winter", "year"};
constexpr std::array<std::string_view, 9> kDashes = {"-",   "–",   "—",   "‐", "‑",
                                                     " - ", " – ", " — ", "--"};

bool is_dash(std::string_view gap) {
  return std::find(kDashes.begin(), kDashes.end(), gap) != kDashes.end();
}

bool in_bounds(int year) {
  return year >= kFirstYear && year <= kLastYear;
}

}  // namespace

std::optional<int> small_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 4 ||
      !std::all_of(digits.begin(), digits.end(), is_ascii_digit))
    return std::nullopt;
  int value = 0;
  for (const char c : digits)
    value = value * 10 + (c - '0');
  return value;
}

std::string_view NumberContext::word(std::uint32_t at) const {
  return word_text(text_, words_[at]);
}

std::string_view NumberContext::gap_before(std::uint32_t at) const {
  const std::uint32_t begin = at == 0 ? 0 : words_[at - 1].end;
  return text_.substr(begin, words_[at].begin - begin);
}

std::string_view NumberContext::gap_after(std::uint32_t at) const {
  const std::size_t end = has(at + 1) ? words_[at + 1].begin : text_.size();
  return text_.substr(words_[at].end, end - words_[at].end);
}

Span NumberContext::span(std::uint32_t first, std::uint32_t last) const {
  return {words_[first].begin, words_[last].end};
}

std::optional<int> NumberContext::year(std::uint32_t at) const {
  if (!has(at) || word(at).size() != 4) return std::nullopt;
  const auto value = small_number(word(at));
  return value && in_bounds(*value) ? value : std::nullopt;
}

bool NumberContext::is_number_of_something(std::uint32_t at) const {
  if (is_behind_sign(at)) return true;
  if (at == 0) return false;
  const std::string_view before = gap_before(at);
  const bool near =
      before == " " || before == ". " || before == "\n" || before == "." || before == ": ";
  return (near && is_in(kNumberWords, lower_case(word(at - 1)))) || is_in_numbered_list(at);
}

bool NumberContext::is_behind_sign(std::uint32_t at) const {
  const std::string_view before = gap_before(at);
  if (before.empty()) return false;
  for (const std::string_view sign : {"$", "€", "£", "¥", "§", "$ ", "€ ", "£ ", "¥ ", "§ "})
    if (before.ends_with(sign)) return true;
  const char last = before.back();
  if (last == '/') return !is_date(at, "/");
  if (last == '#' || last == '+' || last == '_') return true;
  if (at == 0 || before.size() != 1) return false;
  if (last == ',' || last == ':' || last == '=') return true;
  if (last == '.') return !is_date(at, ".");
  return last == '-' && !is_date(at, "-") && !is_range_end(at);
}

bool NumberContext::is_in_numbered_list(std::uint32_t at) const {
  constexpr std::uint32_t kFarthest = 24;
  bool range = true;  // so far nothing but "1998-2001"
  for (std::uint32_t i = at; i > 0 && at - i < kFarthest; --i) {
    const std::string_view gap = gap_before(i);
    const std::string before = lower_case(word(i - 1));
    if (i != at && is_in(range ? std::span<const std::string_view>(kNumberWords)
                               : std::span<const std::string_view>(kListWords),
                         before))
      return gap == " " || gap == ". ";
    range = range && is_dash(gap);
    const bool number = is_ascii_digit(before.front());
    if (!number && before != "and" && before != "or" && before != "to") return false;
    if (!is_dash(gap) && gap != " " && gap != ", " && gap != ") " && gap != "), " &&
        (i == at || gap != " ("))
      return false;
  }
  return false;
}

// 19.12.2024, 26-FEB-1987, 25/05/1998
bool NumberContext::is_date(std::uint32_t at, std::string_view separator) const {
  if (at < 2 || gap_before(at) != separator || gap_before(at - 1) != separator) return false;
  const std::string_view outside = gap_before(at - 2);
  if (outside.ends_with('/') || outside.ends_with('.')) return false;
  const auto one = small_number(word(at - 2));
  const auto two = small_number(word(at - 1));
  if (!one || *one < 1 || *one > 31) return false;
  if (!two) return separator == "-";
  return *two >= 1 && *two <= 31 && std::min(*one, *two) <= 12;
}

// "post-1945": a word before the hyphen; or a year, whose range ends here.
bool NumberContext::is_range_end(std::uint32_t at) const {
  const std::string_view left = word(at - 1);
  return std::none_of(left.begin(), left.end(), is_ascii_digit) || year(at - 1).has_value();
}

bool NumberContext::goes_on_as_number(std::uint32_t at) const {
  const std::string_view after = gap_after(at);
  if (after.starts_with('%') || after.starts_with('_')) return true;
  if (after.empty() || !has(at + 1)) return false;
  const bool digits = is_ascii_digit(word(at + 1).front());
  if (digits && (after == "," || after == "." || after == ":")) return true;
  if (after == "/") return !is_season(at) && !begins_a_date(at, "/");
  return digits && after == " (" && year(at + 1) &&
         gap_after(at + 1).starts_with(')');  // 1973 (2011)
}

// 1986/87
bool NumberContext::is_season(std::uint32_t at) const {
  const auto next = has(at + 1) ? small_number(word(at + 1)) : std::nullopt;
  const auto start = year(at);
  if (!next || !start || gap_after(at) != "/" || gap_after(at + 1).starts_with('/')) return false;
  return *next == (word(at + 1).size() == 2 ? (*start + 1) % 100 : *start + 1);
}

// 1998/5/25
bool NumberContext::begins_a_date(std::uint32_t at, std::string_view separator) const {
  if (!has(at + 2) || gap_after(at) != separator || gap_after(at + 1) != separator) return false;
  const auto month = small_number(word(at + 1));
  const auto day = small_number(word(at + 2));
  return month && day && *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31;
}

// "877 1960 926": one of a row of numbers, unless it is one of years or a date.
bool NumberContext::is_in_row(std::uint32_t at) const {
  if (at == 0 || gap_before(at).find_first_not_of(" \t\n") != std::string_view::npos) return false;
  const std::string_view before = word(at - 1);
  if (!is_ascii_digit(before.front()) || year(at - 1)) return false;
  const auto value = small_number(before);
  return !value || *value > 31;
}

bool NumberContext::is_amount(std::uint32_t at) const {
  if (is_in_row(at)) return true;
  const std::string before =
      at > 0 && gap_before(at) == " " ? lower_case(word(at - 1)) : std::string();
  if (is_in(kApproximately, before)) return true;
  if (!has(at + 1)) return false;
  const std::string_view gap = gap_after(at);
  if (gap != " " && gap != "\n" && gap != "-") return false;
  const std::string unit = lower_case(word(at + 1));
  return is_in(kMeasures, unit) || (is_in(kUnits, unit) && !is_in(kBeforeYears, before));
}

// Where the other end of a range may stand.
std::optional<std::uint32_t> NumberContext::other_end(std::uint32_t at) const {
  if (!has(at + 1)) return std::nullopt;
  const std::string_view gap = gap_after(at);
  if (is_dash(gap) || is_season(at)) return at + 1;
  if (gap != " " || !has(at + 2) || gap_after(at + 1) != " ") return std::nullopt;
  const std::string link = lower_case(word(at + 1));
  if (link == "through") return at + 2;
  const std::string lead = at == 0 ? std::string() : lower_case(word(at - 1));
  const bool joined = (lead == "between" && link == "and") ||
                      (lead == "from" && (link == "to" || link == "until" || link == "till"));
  return joined ? std::optional(at + 2) : std::nullopt;
}

std::optional<YearRange> NumberContext::range(std::uint32_t at, int start) const {
  const auto end = other_end(at);
  const auto value = end ? small_number(word(*end)) : std::nullopt;
  if (!value) return std::nullopt;
  int stop = *value;
  if (word(*end).size() == 2) {
    constexpr int kWidestTurn = 25;  // "1999-01" turns a century, "2024-12" does not
    stop += start / 100 * 100;
    if (stop < start && stop + 100 - start <= kWidestTurn) stop += 100;
    const bool date =
        gap_after(*end) == "-" && has(*end + 1) && is_ascii_digit(word(*end + 1).front());
    if (date) return std::nullopt;  // 2024-12-19
  } else if (word(*end).size() != 4) {
    return std::nullopt;
  }
  if (stop <= start || !in_bounds(stop)) return std::nullopt;
  return YearRange{start, stop, *end};
}

}  // namespace pilcrow::internal
