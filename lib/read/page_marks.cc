#include "read/page_marks.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "text/strings.h"

namespace pilcrow::internal {
namespace {

bool is_page_word(std::string_view token) {
  for (const std::string_view word :
       {"page", "seite", "p.", "of", "von", "/", "-", "|", "pagina"}) {
    if (token.size() == word.size() && starts_with_nocase(token, word)) return true;
  }
  return token == "\xE2\x80\x93" || token == "\xE2\x80\x94";
}

/// "10-54965", "A/60/PV.5": a document's number as it is printed on every page. Dates
/// ("2024-12-19") and numbers of telephones are none.
bool is_symbol(std::string_view token) {
  const std::size_t digits = static_cast<std::size_t>(
      std::count_if(token.begin(), token.end(), [](char c) { return is_ascii_digit(c); }));
  if (token.size() == 8 && digits == 7) return token[2] == '-';
  if (token.empty() || !is_ascii_upper(token[0]) || digits == 0) return false;
  const bool plain = std::all_of(token.begin(), token.end(), [](char c) {
    return is_ascii_digit(c) || is_ascii_alpha(c) || c == '-' || c == '/' || c == '.';
  });
  return plain && token.find('/') != std::string_view::npos;
}

/// "29/09/2015", as it is printed beside a symbol.
bool is_slashed_date(std::string_view token) {
  return token.size() >= 8 && token.size() <= 10 &&
         std::count(token.begin(), token.end(), '/') == 2 &&
         token.find_first_not_of("0123456789/") == std::string_view::npos;
}

}  // namespace

bool is_page_number(std::string_view token) {
  if (token.size() > 2 && token.front() == '-' && token.back() == '-') {
    token = token.substr(1, token.size() - 2);
  }
  return !token.empty() && token.size() <= 4 &&
         token.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<PageMark> page_mark(std::string_view line) {
  std::optional<unsigned> number;
  bool symbol = false;
  bool date = false;
  while (!line.empty()) {
    const std::size_t size = line.find_first_of(" \t");
    std::string_view token = line.substr(0, size);
    line = trim(line.substr(token.size()));
    const std::size_t bar = token.find_first_of("|/");
    // "4|6", "4/6": the page and how many there are
    if (bar != std::string_view::npos && is_page_number(token.substr(bar + 1))) {
      token = is_page_number(token.substr(0, bar)) ? token.substr(0, bar) : token;
    }
    if (is_page_number(token)) {
      unsigned value = 0;
      const char* const digits = token.data() + (token.front() == '-' ? 1 : 0);
      std::from_chars(digits, token.data() + token.size(), value);
      if (!number) number = value;
    } else if (is_symbol(token)) {
      symbol = true;
    } else if (is_slashed_date(token)) {
      date = true;
    } else if (!is_page_word(token)) {
      return std::nullopt;
    }
  }
  if ((!number || date) && !symbol) return std::nullopt;
  return PageMark{number.value_or(0), symbol};
}

}  // namespace pilcrow::internal
