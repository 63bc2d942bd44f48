#include "tag/year_finder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "tag/name_rules.h"
#include "tag/number_context.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr int kWidestRange = 100;

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
  const std::string name = lower_case(word);
  for (const Decade& decade : kDecades)
    if (decade.name == name) return &decade;
  return nullptr;
}

bool is_part_of_decade(std::string_view word) {
  return word == "early" || word == "late" || word == "mid";
}

// "the nineties", "the early nineties"
void find_named_decade(std::string_view text, const NumberContext& look, std::uint32_t at,
                       MentionList& out) {
  const Decade* decade = decade_named(look.word(at));
  if (decade == nullptr || at == 0) return;
  const std::string before = lower_case(look.word(at - 1));
  if (before != "the" && before != "nineteen" && !is_part_of_decade(before)) return;
  put_range(text, decade->year, decade->year + 9, "decade", look.span(at, at), out);
}

// "the '90s", "the late 90s"
void find_short_decade(std::string_view text, const NumberContext& look, std::uint32_t at,
                       MentionList& out) {
  const std::string_view word = look.word(at);
  const std::string_view gap = look.gap_before(at);
  const bool apostrophe = gap.ends_with('\'') || gap.ends_with("’") || gap.ends_with("‘");
  if (word[0] < '2' || (at > 0 && apostrophe && gap.size() < 2)) return;
  if (!apostrophe && (at == 0 || !is_part_of_decade(lower_case(look.word(at - 1))))) return;
  const int year = 1900 + (word[0] - '0') * 10;
  put_range(text, year, year + 9, "decade", look.span(at, at), out);
}

bool is_short_decade(std::string_view word) {
  return word.size() == 3 && is_ascii_digit(word[0]) && word[1] == '0' && word[2] == 's';
}

bool is_fiscal_year(std::string_view word) {
  return word.size() == 6 && word.starts_with("FY") && is_ascii_digit(word[2]);
}

// "1990s", "1990er", "1990ndad", "1990-х", "1990-aisiais"; also "1990's"
std::optional<std::uint32_t> decade_end(const NumberContext& look, std::uint32_t at) {
  const std::string_view word = look.word(at);
  const std::string_view tail = word.substr(std::min<std::size_t>(4, word.size()));
  if (tail == "s" || tail == "S" || tail == "er" || tail == "ern" || tail.starts_with("nda"))
    return at;
  if (!tail.empty() || !look.has(at + 1)) return std::nullopt;
  const std::string_view gap = look.gap_after(at);
  const std::string_view next = look.word(at + 1);
  if ((gap == "'" || gap == "’") && next == "s" && word.back() == '0') return at + 1;
  if (gap != "-") return std::nullopt;
  for (const std::string_view ending : {"х", "е", "ые", "er", "nda", "ųjų"})
    if (next == ending || (ending.size() > 2 && next.starts_with(ending))) return at + 1;
  return next.starts_with("ai") ? std::optional(at + 1) : std::nullopt;
}

}  // namespace

bool may_be_year(std::string_view text, const Word& word) {
  const std::string_view written = word_text(text, word);
  const char first = written.front();
  if (is_ascii_digit(first)) return written.size() >= 3 && written.size() <= 12;
  if (first == 'F') return is_fiscal_year(written);
  return written.size() >= 7 && written.size() <= 9 && written.ends_with("ties");
}

std::uint32_t find_years(std::string_view text, const std::vector<Word>& words, std::uint32_t at,
                         MentionList& out) {
  const NumberContext look(text, words);
  std::string_view word = look.word(at);
  if (is_short_decade(word)) {
    find_short_decade(text, look, at, out);
    return 1;
  }
  const bool fiscal = is_fiscal_year(word);
  if (!fiscal && !is_ascii_digit(word.front())) {
    find_named_decade(text, look, at, out);
    return 1;
  }
  if (fiscal) word.remove_prefix(2);
  const auto start = small_number(word.substr(0, 4));
  if (!start || *start < kFirstYear || *start > kLastYear || look.is_number_of_something(at))
    return 1;
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
  if (const auto range = look.range(at, *start)) {
    put_range(text, range->from, range->to, "range", look.span(at, range->last), out);
    return range->last - at + 1;
  }
  if (!look.is_amount(at)) put(text, *start, "year", look.span(at, at), out);
  return 1;
}

}  // namespace pilcrow::internal
