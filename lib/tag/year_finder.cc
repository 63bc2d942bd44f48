#include "tag/year_finder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "tag/name_rules.h"

namespace pilcrow::internal {
namespace {

constexpr int kFirstYear = 1500;
constexpr int kLastYear = 2100;
constexpr int kWidestRange = 100;

// Sorted, in small letters; looked up without a final dot.
constexpr std::array<std::string_view, 35> kNumberWords = {
    "annex",       "art",        "article",  "articles", "case",       "chapter", "decision",
    "decree",      "doc",        "document", "flight",   "highway",    "law",     "no",
    "nos",         "nr",         "number",   "p",        "page",       "pages",   "para",
    "paragraph",   "paragraphs", "paras",    "pp",       "regulation", "res",     "resolution",
    "resolutions", "room",       "rule",     "section",  "sections",   "us",      "vol"};
constexpr std::array<std::string_view, 64> kUnits = {
    "acres",    "aircraft",     "articles",   "barrels",    "bpd",        "bushels", "cars",
    "cases",    "casualties",   "children",   "civilians",  "companies",  "copies",  "dead",
    "deaths",   "delegates",    "dlrs",       "dollars",    "employees",  "euros",   "families",
    "feet",     "fighters",     "gmt",        "hectares",   "homes",      "hours",   "houses",
    "hrs",      "inhabitants",  "jobs",       "kilometers", "kilometres", "km",      "lakhs",
    "lots",     "men",          "meters",     "metres",     "miles",      "mln",     "mw",
    "officers", "participants", "passengers", "patients",   "pct",        "people",  "percent",
    "persons",  "police",       "pounds",     "prisoners",  "refugees",   "schools", "shares",
    "ships",    "soldiers",     "students",   "tanks",      "tonnes",     "tons",    "troops",
    "workers"};
constexpr std::array<std::string_view, 22> kBeforeYears = {
    "after", "before", "by",     "depuis", "during", "early", "en",  "fall",
    "from",  "im",     "in",     "jahr",   "jahre",  "late",  "mid", "seit",
    "since", "spring", "summer", "until",  "winter", "year"};

struct Decade {
  std::string_view name;
  int year;
};
constexpr std::array<Decade, 8> kDecades = {{{"eighties", 1980},
                                             {"fifties", 1950},
                                             {"forties", 1940},
                                             {"nineties", 1990},
                                             {"seventies", 1970},
                                             {"sixties", 1960},
                                             {"thirties", 1930},
                                             {"twenties", 1920}}};

template <class List>
bool is_in(const List& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

std::string lower(std::string_view word) {
  std::string out(word.substr(0, 24));
  for (char& c : out)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<int> number(std::string_view digits) {
  if (digits.empty() || digits.size() > 4 || !std::all_of(digits.begin(), digits.end(), is_digit))
    return std::nullopt;
  int value = 0;
  for (const char c : digits)
    value = value * 10 + (c - '0');
  return value;
}

bool in_bounds(int year) {
  return year >= kFirstYear && year <= kLastYear;
}

/// One look at a text: the words around the one in question.
class Look {
 public:
  Look(std::string_view text, const std::vector<Word>& words) : text_(text), words_(words) {}

  [[nodiscard]] std::string_view word(std::uint32_t at) const {
    return word_text(text_, words_[at]);
  }
  [[nodiscard]] bool has(std::uint32_t at) const { return at < words_.size(); }
  [[nodiscard]] std::string_view gap_before(std::uint32_t at) const {
    const std::uint32_t begin = at == 0 ? 0 : words_[at - 1].end;
    return text_.substr(begin, words_[at].begin - begin);
  }
  [[nodiscard]] std::string_view gap_after(std::uint32_t at) const {
    const std::size_t end = has(at + 1) ? words_[at + 1].begin : text_.size();
    return text_.substr(words_[at].end, end - words_[at].end);
  }
  [[nodiscard]] Span span(std::uint32_t first, std::uint32_t last) const {
    return {words_[first].begin, words_[last].end};
  }

  // The year that the digits of a word are, or "1990s" without its s.
  [[nodiscard]] std::optional<int> year(std::uint32_t at) const {
    if (!has(at) || word(at).size() != 4) return std::nullopt;
    const auto value = number(word(at));
    return value && in_bounds(*value) ? value : std::nullopt;
  }

  // "resolution 1973", "$2000", "A/2011", "No. 1540", "3.1415", "12,1990".
  [[nodiscard]] bool is_number_of_something(std::uint32_t at) const {
    const std::string_view before = gap_before(at);
    if (!before.empty()) {
      const char last = before.back();
      if (last == '/' || last == '$' || last == '#' || last == '+' || last == '_') return true;
      if (before.ends_with("€") || before.ends_with("£") || before.ends_with("¥") ||
          before.ends_with("§"))
        return true;
      if (at > 0 && before.size() == 1 && (last == ',' || last == ':' || last == '=')) return true;
      if (at > 0 && before.size() == 1 && last == '.' && !is_dotted_date(at)) return true;
      if (before.size() == 1 && last == '-' && at > 0 && !is_dashed_date(at))
        return !is_range_end(at);
    }
    if (at == 0) return false;
    const bool near =
        before == " " || before == ". " || before == "\n" || before == "." || before == ": ";
    return near && is_in(kNumberWords, lower(word(at - 1)));
  }

  // 19.12.2024
  [[nodiscard]] bool is_dotted_date(std::uint32_t at) const {
    if (at < 2 || gap_before(at - 1) != ".") return false;
    const auto day = number(word(at - 2));
    const auto month = number(word(at - 1));
    return day && month && *day >= 1 && *day <= 31 && *month >= 1 && *month <= 12;
  }
  // 26-FEB-1987, 19-12-2024
  [[nodiscard]] bool is_dashed_date(std::uint32_t at) const {
    return at >= 2 && gap_before(at - 1) == "-" && number(word(at - 2)).value_or(99) <= 31;
  }
  // the-1990, post-1945, pre-1991: a word before the hyphen; also the end of a range
  [[nodiscard]] bool is_range_end(std::uint32_t at) const {
    const std::string_view left = word(at - 1);
    return std::none_of(left.begin(), left.end(), is_digit) || year(at - 1).has_value();
  }

  // 1.5 after, thousands, percent, parts of symbols
  [[nodiscard]] bool goes_on_as_number(std::uint32_t at) const {
    const std::string_view after = gap_after(at);
    if (after.empty() || !has(at + 1)) return !after.empty() && after.front() == '%';
    if (after.front() == '%' || after.front() == '_') return true;
    const bool digits = is_digit(word(at + 1).front());
    if (digits && (after == "," || after == "." || after == ":")) return true;
    if (after == "/") return !is_season(at);
    return digits && after == " (" && year(at + 1) &&
           gap_after(at + 1).starts_with(')');  // 1973 (2011)
  }
  // "1986/87"
  [[nodiscard]] bool is_season(std::uint32_t at) const {
    const auto next = has(at + 1) ? number(word(at + 1)) : std::nullopt;
    const auto start = year(at);
    if (!next || !start || gap_after(at + 1).starts_with('/')) return false;
    return next.value_or(-1) ==
           (word(at + 1).size() == 2 ? (start.value_or(0) + 1) % 100 : start.value_or(0) + 1);
  }

  [[nodiscard]] bool is_amount(std::uint32_t at) const {
    if (!has(at + 1)) return false;
    const std::string_view gap = gap_after(at);
    if (gap != " " && gap != "\n" && gap != "-") return false;
    if (!is_in(kUnits, lower(word(at + 1)))) return false;
    return at == 0 || !is_in(kBeforeYears, lower(word(at - 1)));
  }

  // The last year of a range that begins with `start` at `at`; sets `last` to its last word.
  [[nodiscard]] std::optional<int> range_end(std::uint32_t at, int start,
                                             std::uint32_t& last) const {
    if (!has(at + 1)) return std::nullopt;
    const std::string_view gap = gap_after(at);
    const bool dash = gap == "-" || gap == "–" || gap == "—" || gap == " - " || gap == " – " ||
                      gap == "‐" || gap == "‑" || gap == " — ";
    std::uint32_t end = at + 1;
    if (!dash && !is_season(at)) {
      if (gap != " " || !has(at + 2) || gap_after(at + 1) != " " || at == 0) return std::nullopt;
      const std::string link = lower(word(at + 1));
      const std::string lead = lower(word(at - 1));
      if (!((lead == "between" && link == "and") ||
            (lead == "from" && (link == "to" || link == "until"))))
        return std::nullopt;
      end = at + 2;
    }
    const auto value = number(word(end));
    if (!value) return std::nullopt;
    int stop = *value;
    if (word(end).size() == 2) {
      stop += start / 100 * 100;
      if (is_digit_after_dash(end)) return std::nullopt;  // 2024-12-19
    } else if (word(end).size() != 4) {
      return std::nullopt;
    }
    if (stop <= start || !in_bounds(stop)) return std::nullopt;
    last = end;
    return stop;
  }

 private:
  [[nodiscard]] bool is_digit_after_dash(std::uint32_t at) const {
    return gap_after(at) == "-" && has(at + 1) && is_digit(word(at + 1).front());
  }

  std::string_view text_;
  const std::vector<Word>& words_;
};

void put(std::string_view text, int year, std::string_view kind, Span bytes, MentionList& out) {
  out.add(facets::kAbout, std::to_string(year), kind, text, bytes);
}

void put_range(std::string_view text, int from, int to, std::string_view kind, Span bytes,
               MentionList& out) {
  const int step = to - from > kWidestRange ? to - from : 1;
  for (int year = from; year <= to; year += step)
    put(text, year, kind, bytes, out);
}

const Decade* decade_named(std::string_view word) {
  const std::string name = lower(word);
  for (const Decade& decade : kDecades)
    if (decade.name == name) return &decade;
  return nullptr;
}

// "the nineties", "the early nineties"
std::uint32_t find_named_decade(std::string_view text, const Look& look, std::uint32_t at,
                                MentionList& out) {
  const Decade* decade = decade_named(look.word(at));
  if (decade == nullptr || at == 0) return 1;
  const std::string before = lower(look.word(at - 1));
  if (before != "the" && before != "early" && before != "late" && before != "mid" &&
      before != "nineteen")
    return 1;
  put_range(text, decade->year, decade->year + 9, "decade", look.span(at, at), out);
  return 1;
}

// "1990s", "1990er", "1990-х"; also "1990's"
std::optional<std::uint32_t> decade_end(const Look& look, std::uint32_t at) {
  const std::string_view word = look.word(at);
  const std::string_view tail = word.substr(std::min<std::size_t>(4, word.size()));
  if (tail == "s" || tail == "S" || tail == "er" || tail == "ern") return at;
  if (!tail.empty() || !look.has(at + 1)) return std::nullopt;
  const std::string_view gap = look.gap_after(at);
  const std::string_view next = look.word(at + 1);
  if ((gap == "'" || gap == "’") && next == "s" && word.back() == '0') return at + 1;
  if (gap == "-" && (next == "х" || next == "е" || next == "ые" || next == "er")) return at + 1;
  return std::nullopt;
}

}  // namespace

bool may_be_year(std::string_view text, const Word& word) {
  const char first = text[word.begin];
  if (is_digit(first)) return word.end - word.begin >= 4 && word.end - word.begin <= 8;
  return word.end - word.begin >= 7 && word.end - word.begin <= 9 && text[word.end - 1] == 's' &&
         text[word.end - 2] == 'e' && text[word.end - 3] == 'i' && text[word.end - 4] == 't';
}

std::uint32_t find_years(std::string_view text, const std::vector<Word>& words, std::uint32_t at,
                         MentionList& out) {
  const Look look(text, words);
  const std::string_view word = look.word(at);
  if (!is_digit(word.front())) return find_named_decade(text, look, at, out);
  const auto start = number(word.substr(0, 4));
  if (!start || !in_bounds(*start) || look.is_number_of_something(at)) return 1;
  if (const auto last = decade_end(look, at)) {
    if (*start % 10 != 0) return 1;
    put_range(text, *start, *start + 9, "decade", look.span(at, *last), out);
    return *last - at + 1;
  }
  if (word.size() != 4) {  // 2007年: ICU may keep the sign with the digits
    if (word.substr(4) == "年") put(text, *start, "year", look.span(at, at), out);
    return 1;
  }
  if (look.goes_on_as_number(at)) return 1;
  std::uint32_t last = at;
  if (const auto stop = look.range_end(at, *start, last)) {
    put_range(text, *start, *stop, "range", look.span(at, last), out);
    return last - at + 1;
  }
  if (!look.is_amount(at)) put(text, *start, "year", look.span(at, at), out);
  return 1;
}

}  // namespace pilcrow::internal
