#include "tag/dateline.h"

#include <algorithm>
#include <array>

#include "text/words.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kLongestHead = 90;

// Where the dash begins that ends a dateline, or npos.
std::size_t dash_in(std::string_view head) {
  std::size_t found = std::string_view::npos;
  for (const std::string_view dash : {" - ", " -- ", " – ", " — ", "— ", " -\n", " —\n", " --\n"})
    found = std::min(found, head.find(dash));
  if (found == std::string_view::npos && (head.ends_with(" -") || head.ends_with(" --")))
    found = head.rfind(" -");
  return found;
}

bool starts_with_month(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  std::string folded;
  fold_word(word.substr(0, std::min<std::size_t>(word.size(), 9)), true, folded);
  return std::any_of(kMonths.begin(), kMonths.end(), [&](std::string_view month) {
    return std::string_view(folded).starts_with(month);
  });
}

}  // namespace

std::string_view dateline_of(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  const std::string_view head = text.substr(begin, kLongestHead);
  const std::size_t end = dash_in(head);
  if (end == std::string_view::npos || end == 0) return {};
  const std::string_view line = head.substr(0, end);
  std::vector<Word> words;
  split_words(line, words);
  if (words.empty() || words.size() > 12) return {};
  bool date = false;
  bool agency = line.find('(') != std::string_view::npos;
  for (std::size_t i = 1; i < words.size(); ++i)
    date = date || (words[i].letter_case != WordCase::lower &&
                    starts_with_month(line.substr(words[i].begin, words[i].end - words[i].begin)));
  const WordCase first = words.front().letter_case;
  if (first == WordCase::upper)
    return line.find(". ") == std::string_view::npos || date ? line : "";
  return first != WordCase::lower && (date || agency) ? line : std::string_view();
}

}  // namespace pilcrow::internal
