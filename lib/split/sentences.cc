#include "split/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "pilcrow/error.h"
#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

/// Abbreviations behind which a sentence practically never ends; lower case, without final stop.
constexpr std::array<std::string_view, 76> kAbbreviations = {
    "mr",  "mrs",  "ms",     "messrs", "dr",  "drs",  "prof", "st",   "sr",    "jr",   "hon",
    "rev", "gen",  "col",    "capt",   "lt",  "sgt",  "maj",  "adm",  "cmdr",  "sen",  "rep",
    "gov", "pres", "amb",    "no",     "nos", "art",  "arts", "para", "paras", "sec",  "sect",
    "fig", "figs", "vol",    "vols",   "ch",  "chap", "pp",   "pt",   "ed",    "eds",  "cf",
    "vs",  "viz",  "approx", "ca",     "e.g", "i.e",  "al",   "resp", "dept",  "univ", "corp",
    "inc", "ltd",  "bros",   "jan",    "feb", "aug",  "sept", "oct",  "nov",   "dec",  "nr",
    "abs", "bzw",  "z.b",    "d.h",    "u.a", "vgl",  "str",  "mme",  "mlle",  "bl"};

std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && end - begin < 32 && text[begin - 1] != ' ')
    --begin;
  while (begin < end && (text[begin] == '(' || text[begin] == '"' || text[begin] == '['))
    ++begin;
  return text.substr(begin, end - begin);
}

/// "U.S", "e.g", "J": letters, each followed by a stop but for the last.
bool is_initials(std::string_view word) {
  if (word.empty() || word.size() % 2 == 0 || word.size() > 9) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i % 2 == 0 ? !is_ascii_alpha(word[i]) : word[i] != '.') return false;
  }
  // "I." and "a." end sentences; "J." is somebody.
  return word.size() > 1 || (is_ascii_upper(word[0]) && word[0] != 'I');
}

bool is_short_number(std::string_view word) {
  return !word.empty() && word.size() <= 3 && std::all_of(word.begin(), word.end(), is_ascii_digit);
}

bool is_abbreviation(std::string_view word) {
  const std::string lower = to_lower_ascii(word);
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), lower) != kAbbreviations.end();
}

struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};

icu::BreakIterator& iterator(bool sentences) {
  using Pointer = std::unique_ptr<icu::BreakIterator>;
  thread_local std::array<Pointer, 2> iterators;
  Pointer& one = iterators[sentences ? 1 : 0];
  if (!one) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale& root = icu::Locale::getRoot();
    one.reset(sentences ? icu::BreakIterator::createSentenceInstance(root, status)
                        : icu::BreakIterator::createWordInstance(root, status));
    if (U_FAILURE(status)) {
      one.reset();
      throw Error(ErrorCode::internal, "ICU has no rules for text boundaries; is its data there?");
    }
  }
  return *one;
}

/// ICU's boundaries inside a text, ascending, without its ends.
std::vector<std::size_t> boundaries(std::string_view text, bool sentences) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, CloseText> utext(
      utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status));
  icu::BreakIterator& breaks = iterator(sentences);
  breaks.setText(utext.get(), status);
  std::vector<std::size_t> found;
  if (U_FAILURE(status)) return found;
  breaks.first();
  for (int32_t at = breaks.next(); at != icu::BreakIterator::DONE; at = breaks.next()) {
    if (static_cast<std::size_t>(at) < text.size()) found.push_back(static_cast<std::size_t>(at));
  }
  return found;
}

/// Where to cut inside a sentence that is longer than `max`: behind a clause in the second half,
/// else between words, else between characters.
std::size_t cut_inside(std::string_view window, std::size_t max) {
  for (std::size_t at = max; at > max / 2; --at) {
    if (window[at - 1] != ' ' || at < 2) continue;
    const char before = window[at - 2];
    if (before == ';' || before == ':' || before == ',' || before == ')') return at;
  }
  for (std::size_t at = max; at > max / 8; --at) {
    if (window[at - 1] == ' ') return at;
  }
  const std::size_t from = floor_to_character(window, max - std::min<std::size_t>(max, 400) / 2);
  std::size_t best = 0;
  for (const std::size_t at : boundaries(window.substr(from), false)) {
    if (from + at <= max) best = from + at;
  }
  if (best > 0) return best;
  best = floor_to_character(window, max);
  return best > 0 ? best : max;
}

/// The begin of the second part when a text that is longer than `max` is cut near `target`.
std::size_t find_cut(std::string_view rest, std::size_t max, std::size_t target) {
  constexpr std::size_t kLookAhead = 64;
  const std::string_view window =
      rest.substr(0, floor_to_character(rest, std::min(rest.size(), max + kLookAhead)));
  std::size_t best = 0;
  for (const std::size_t at : boundaries(window, true)) {
    // The space before the border does not count.
    if (at > max + 1 || (at == max + 1 && window[max] != ' ') || !is_sentence_border(window, at))
      continue;
    const auto distance = [target](std::size_t b) { return b > target ? b - target : target - b; };
    if (best == 0 || distance(at) < distance(best)) best = at;
  }
  // A border far off the mark leaves a crumb.
  if (best > 0 && best >= std::min<std::size_t>(max / 10, 100)) return best;
  return cut_inside(window, std::min(max, window.size()));
}

Span trimmed(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && text[end - 1] == ' ')
    --end;
  while (begin < end && text[begin] == ' ')
    ++begin;
  return {begin, end};
}

}  // namespace

bool is_sentence_border(std::string_view text, std::size_t border) noexcept {
  std::size_t end = std::min(border, text.size());
  while (end > 0 && text[end - 1] == ' ')
    --end;
  if (end == 0) return false;
  if (text[end - 1] != '.') return true;
  const std::string_view word = word_before(text, end - 1);
  return !is_initials(word) && !is_short_number(word) && !is_abbreviation(word);
}

std::vector<Span> cut_text(std::string_view text, std::size_t max_bytes) {
  std::vector<Span> pieces;
  std::size_t at = 0;
  while (text.size() - at > max_bytes) {
    const std::size_t rest = text.size() - at;
    const std::size_t count = (rest + max_bytes - 1) / max_bytes;
    const std::size_t cut = find_cut(text.substr(at), max_bytes, rest / count);
    const Span piece = trimmed(text, at, at + cut);
    if (!piece.empty()) pieces.push_back(piece);
    at += cut;
    while (at < text.size() && text[at] == ' ')
      ++at;
  }
  if (at < text.size()) pieces.push_back(trimmed(text, at, text.size()));
  return pieces;
}

std::size_t middle_border(std::string_view text, std::size_t max_bytes) {
  std::size_t best = 0;
  const std::size_t middle = text.size() / 2;
  const auto distance = [middle](std::size_t b) { return b > middle ? b - middle : middle - b; };
  for (const std::size_t at : boundaries(text, true)) {
    if (!is_sentence_border(text, at) || at > max_bytes || text.size() - at > max_bytes) continue;
    if (best == 0 || distance(at) < distance(best)) best = at;
  }
  return best;
}

}  // namespace pilcrow::internal
