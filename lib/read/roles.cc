#include "read/roles.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "read/lines.h"
#include "read/phrases.h"
#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
bool is_caption(std::string_view line) {
  static constexpr std::array<std::string_view, 14> kPrefixes = {
      "photo: ",  "photo by ", "photo credit", "image: ",  "image credit", "picture: ", "credit: ",
      "source: ", "caption: ", "foto: ",       "figure: ", "table: ",      "map: ",     "chart: "};
  if (line.size() > 300) return false;
  if (starts_with_any(line, kPrefixes)) return true;
  for (const std::string_view word : {"Figure ", "Fig. ", "Table ", "Abbildung ", "Tabelle "}) {
    if (line.substr(0, word.size()) != word) continue;
    std::size_t at = word.size();
    while (at < line.size() && (is_ascii_digit(line[at]) || line[at] == '.'))
      ++at;
    // "Figure 2. Trade in 2020", not "Figure 2 shows that"
    return at > word.size() && (at == line.size() || line[at] == ':' || line[at - 1] == '.');
  }
  return false;
}

bool is_salutation(std::string_view line) {
  static constexpr std::array<std::string_view, 24> kParts = {"president",
                                                              "excellenc",
                                                              "ladies and gentlemen",
                                                              "secretary-general",
                                                              "secretary general",
                                                              "distinguished",
                                                              "majest",
                                                              "dear ",
                                                              "colleagues",
                                                              "thank you",
                                                              "madam",
                                                              "mr. ",
                                                              "honourable",
                                                              "honorable",
                                                              "highness",
                                                              "chairman",
                                                              "chairperson",
                                                              "friends",
                                                              "brothers and sisters",
                                                              "delegates",
                                                              "i thank",
                                                              "heads of state",
                                                              "greetings",
                                                              "assalam"};
  return line.size() <= 160 && contains_any(line, kParts);
}

bool is_heading_like(std::string_view line, std::size_t max_chars) {
  if (line.empty() || line.size() > 4 * max_chars || count_characters(line) > max_chars)
    return false;
  const LineStart start = start_of(line);
  if (start == LineStart::lower || start == LineStart::bullet) return false;
  const LineEnd end = ending_of(line);
  if (end == LineEnd::comma || end == LineEnd::hyphen || end == LineEnd::colon) return false;
  if (end == LineEnd::sentence && line.back() != '?') return false;
  const auto letters = std::count_if(line.begin(), line.end(), [](char c) {
    return is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
  });
  const bool quoted = line[0] == '(' || line[0] == '"' || line[0] == '\'' ||
                      line.substr(0, 3) == "\xE2\x80\x9C" || line.substr(0, 3) == "\xE2\x80\x98";
  if (quoted || ends_with_function_word(line)) return false;
  return letters >= 3 && count_words(line) <= 24 && !is_salutation(line);
}

bool ends_with_function_word(std::string_view line) {
  static constexpr std::array<std::string_view, 44> kWords = {
      "the",   "of",   "and",   "to",    "in",   "a",   "an",   "for",   "by",    "with",  "that",
      "on",    "at",   "as",    "from",  "our",  "his", "her",  "their", "its",   "is",    "are",
      "was",   "were", "has",   "have",  "had",  "be",  "been", "will",  "would", "shall", "should",
      "which", "who",  "these", "those", "than", "but", "into", "or",    "der",   "de",    "und"};
  const std::size_t space = line.find_last_of(" \t");
  const std::string_view word = space == std::string_view::npos ? line : line.substr(space + 1);
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool is_chapter_line(std::string_view line) {
  static constexpr std::array<std::string_view, 14> kNames = {
      "chapter ", "part ", "book ",     "section ", "act ",   "scene ", "kapitel ",
      "teil ",    "buch ", "chapitre ", "partie ",  "parte ", "глава ", "Глава "};
  if (line.size() > 120) return false;
  for (const std::string_view name : kNames) {
    if (!starts_with_nocase(line, name)) continue;
    const std::string_view rest = line.substr(name.size());
    const std::size_t size = std::min(rest.find_first_not_of("0123456789IVXLCivxlc"), rest.size());
    if (size == 0 || size > 7) return false;
    // "Part 2 of the report" is text.
    return size == rest.size() || rest[size] == '.' || rest[size] == ':' ||
           (rest[size] == ' ' && (is_shouted(rest.substr(size)) || is_title_case(line)));
  }
  return false;
}

bool is_summary_label(std::string_view line) {
  static constexpr std::array<std::string_view, 12> kLabels = {
      "key takeaways", "takeaways",    "key points",      "key findings",
      "main points",   "highlights",   "at a glance",     "in brief",
      "in short",      "key messages", "the main points", "auf einen blick"};
  return equals_any(without_colon(line), kLabels);
}

bool reads_like_sentence(std::string_view line) {
  static constexpr std::array<std::string_view, 24> kWords = {
      "is",    "are",   "was",    "were", "has",  "have",  "had",    "will",
      "would", "shall", "should", "must", "can",  "could", "cannot", "does",
      "did",   "we",    "I",      "wish", "been", "We",    "They",   "He"};
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (std::find(kWords.begin(), kWords.end(), line.substr(at, end - at)) != kWords.end()) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

bool is_title_case(std::string_view line) {
  if (is_shouted(line)) return true;
  if (ends_with_function_word(line)) return false;
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    const bool capital = start_of(word) == LineStart::upper;
    if (!capital && word.size() >= 4 && start_of(word) == LineStart::lower) return false;
    if (capital && at > 0) ++capitals;
    at = end + 1;
  }
  return capitals >= 2;
}

bool is_shouted(std::string_view line) {
  std::size_t upper = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = decode_utf8(line, at);
    const auto value = static_cast<UChar32>(point.value);
    if (u_islower(value) != 0) return false;
    if (u_isupper(value) != 0) ++upper;
    at += point.size;
  }
  return upper >= 2;
}

}  // namespace pilcrow::internal
