#include "search/sentences.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/utf8.h"

namespace pilcrow::internal {

namespace {

enum class EndMark {
  none,
  dot,     ///< may belong to an abbreviation
  mark,    ///< needs white space behind it
  closed,  ///< ends a sentence whatever follows
};

EndMark end_mark(std::int32_t c) {
  switch (c) {
    case '.':
      return EndMark::dot;
    case '!':
    case '?':
    case 0x2026:  // …
    case 0x203c:  // ‼
    case 0x203d:  // ‽
    case 0x2047:  // ⁇
    case 0x2048:
    case 0x2049:
    case 0x0589:  // Armenian
    case 0x061f:  // Arabic ؟
    case 0x06d4:  // Urdu ۔
    case 0x0964:  // Devanagari । ॥
    case 0x0965:
    case 0x104a:  // Burmese
    case 0x104b:
    case 0x1362:  // Ethiopic
    case 0x1367:
    case 0x17d4:  // Khmer
    case 0x17d5:
      return EndMark::mark;
    case '\n':
    case 0x2028:
    case 0x2029:
    case 0x3002:  // 。
    case 0xff01:  // ！
    case 0xff1f:  // ？
    case 0xff61:  // ｡
      return EndMark::closed;
    default:
      return EndMark::none;
  }
}

/// Bytes with which no end mark begins are skipped without decoding.
constexpr std::array<bool, 256> kMayEnd = [] {
  std::array<bool, 256> table{};
  for (const char byte : {'.', '!', '?', '\n'})
    table[static_cast<unsigned char>(byte)] = true;
  for (const int byte : {0xd6, 0xd8, 0xdb, 0xe0, 0xe1, 0xe2, 0xe3, 0xef}) {
    table[static_cast<std::size_t>(byte)] = true;
  }
  return table;
}();

bool is_closing_mark(std::int32_t c) {
  if (c == '"' || c == '\'') return true;
  const auto type = c < 0 ? U_UNASSIGNED : static_cast<UCharCategory>(u_charType(c));
  return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

bool is_gap(std::int32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x3000;
}

// Abbreviations that are followed by more of the sentence; all in lower case.
constexpr std::array<std::string_view, 58> kInnerAbbreviations{
    "abs", "adm",  "al",   "approx", "art", "arts", "bzw",  "ca",   "capt", "cf",  "ch",   "co",
    "col", "corp", "dept", "dr",     "ed",  "eds",  "eg",   "esp",  "est",  "fig", "figs", "ft",
    "gen", "gov",  "hon",  "ibid",   "ie",  "inc",  "jr",   "lt",   "ltd",  "maj", "mgr",  "mme",
    "mr",  "mrs",  "ms",   "mt",     "nr",  "op",   "para", "pp",   "prof", "rep", "rev",  "sen",
    "sgt", "sr",   "st",   "str",    "vgl", "viz",  "vol",  "vols", "vs",   "zb"};
static_assert(std::is_sorted(kInnerAbbreviations.begin(), kInnerAbbreviations.end()));

class SentenceFinder {
 public:
  SentenceFinder(std::string_view text, std::size_t until) : text_(text), until_(until) {}

  std::vector<Span> run() {
    begin_ = skip_spaces(0);
    for (std::size_t i = begin_; i < text_.size() && begin_ < until_;) {
      if (!kMayEnd[static_cast<unsigned char>(text_[i])]) {
        ++i;
        continue;
      }
      const std::size_t at = i;
      const EndMark mark = end_mark(next_code_point(text_, i));
      if (mark != EndMark::none) i = end_at(at, i, mark);
    }
    if (begin_ < until_) close(text_.size());
    return std::move(sentences_);
  }

 private:
  [[nodiscard]] std::size_t skip_spaces(std::size_t at) const {
    while (at < text_.size()) {
      std::size_t next = at;
      if (!is_gap(next_code_point(text_, next))) break;
      at = next;
    }
    return at;
  }

  /// Looks at a mark [at, behind): ends the sentence there or not, and tells where to go on.
  std::size_t end_at(std::size_t at, std::size_t behind, EndMark mark) {
    bool several = false;
    std::size_t end = behind;
    while (end < text_.size()) {
      std::size_t next = end;
      const std::int32_t c = next_code_point(text_, next);
      const EndMark further = end_mark(c);
      if (further == EndMark::none && !is_closing_mark(c)) break;
      if (further != EndMark::none) several = true;
      if (further == EndMark::closed) mark = EndMark::closed;
      end = next;
    }
    const std::size_t next = skip_spaces(end);
    if (mark != EndMark::closed) {
      if (next == end && end < text_.size()) return end;
      if (next < text_.size() && goes_on(at, end, next, mark == EndMark::dot && !several)) {
        return end;
      }
    }
    close(end);
    begin_ = next;
    return next;
  }

  [[nodiscard]] bool goes_on(std::size_t at, std::size_t end, std::size_t next,
                             bool single_dot) const {
    std::size_t behind = next;
    const std::int32_t c = next_code_point(text_, behind);
    if (c >= 0 && u_islower(c)) return true;
    return single_dot && end == at + 1 && is_abbreviation(at, c);
  }

  /// The word in front of the dot at `dot`; `next` is what follows.
  [[nodiscard]] bool is_abbreviation(std::size_t dot, std::int32_t next) const {
    std::size_t begin = dot;
    bool ascii = true;
    while (begin > begin_ && dot - begin < 16) {
      const char c = text_[begin - 1];
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && static_cast<unsigned char>(c) < 0x80 && !(c >= '0' && c <= '9')) break;
      ascii = ascii && static_cast<unsigned char>(c) < 0x80;
      --begin;
    }
    const std::string_view word = text_.substr(begin, dot - begin);
    if (!ascii || word.empty()) return false;
    const bool digits = word.find_first_not_of("0123456789") == std::string_view::npos;
    if (digits) return begin == begin_;  // "1. First": the number of what follows
    if (word.size() == 1) return true;   // an initial
    std::array<char, 16> lower{};
    std::transform(word.begin(), word.end(), lower.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const std::string_view key(lower.data(), word.size());
    if (key == "no" || key == "nos") return next >= '0' && next <= '9';
    return std::binary_search(kInnerAbbreviations.begin(), kInnerAbbreviations.end(), key);
  }

  void close(std::size_t end) {
    while (end > begin_) {
      std::size_t before = end;
      if (!is_gap(previous_code_point(text_, before))) break;
      end = before;
    }
    if (end > begin_) sentences_.push_back({begin_, end});
  }

  std::string_view text_;
  std::size_t until_;
  std::vector<Span> sentences_;
  std::size_t begin_ = 0;  ///< of the sentence under way
};

}  // namespace

std::vector<Span> find_sentences(std::string_view text, std::size_t until) {
  return SentenceFinder(text, until).run();
}

}  // namespace pilcrow::internal
