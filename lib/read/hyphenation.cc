#include "read/hyphenation.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

bool is_word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 1469598103934665603ULL;  // FNV-1a
  for (const char c : word) {
    hash ^= static_cast<unsigned char>(ascii_lower(c));
    hash *= 1099511628211ULL;
  }
  return hash;
}

/// The two halves of a word that a line's end may have cut.
struct Halves {
  std::string_view left;  // without the hyphen
  std::string_view right;
};

Halves halves_of(std::string_view text, const Line& a, const Line& b) {
  std::size_t end = a.end;
  end -= decode_utf8_before(text.substr(0, a.end), a.end).size;
  std::size_t begin = end;
  while (begin > a.begin && is_word_byte(text[begin - 1]))
    --begin;
  std::size_t right = b.begin;
  while (right < b.end && is_word_byte(text[right]))
    ++right;
  return {text.substr(begin, end - begin), text.substr(b.begin, right - b.begin)};
}

/// First parts that are written with a hyphen as a rule.
bool keeps_hyphen(std::string_view left) {
  static constexpr std::array<std::string_view, 16> kPrefixes = {
      "non",  "self", "post", "pre",  "ex",    "well",  "long",  "short",
      "anti", "pro",  "mid",  "vice", "cross", "large", "small", "high"};
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [left](std::string_view prefix) {
    return left.size() == prefix.size() && starts_with_nocase(left, prefix);
  });
}

bool is_cut(const Line& a, const Line& b) {
  return a.ending == LineEnd::hyphen && !b.blank() && b.start == LineStart::lower;
}

}  // namespace

Hyphenation::Hyphenation(std::string_view text, const std::vector<Line>& lines) : text_(text) {
  std::size_t cuts = 0;
  std::size_t breaks = 0;
  const Line* before = nullptr;
  for (const Line& line : lines) {
    if (line.blank() || line.dropped) continue;
    if (before != nullptr && line.start == LineStart::lower) {
      ++breaks;
      if (is_cut(*before, line)) {
        ++cuts;
        const Halves word = halves_of(text, *before, line);
        counts_.try_emplace(hash_of(std::string(word.left) + std::string(word.right)), 0);
        counts_.try_emplace(hash_of(std::string(word.left) + "-" + std::string(word.right)), 0);
        counts_.try_emplace(hash_of(word.left), 0);
        counts_.try_emplace(hash_of(word.right), 0);
      }
    }
    before = &line;
  }
  frequent_ = cuts * 100 > breaks * 3;
  if (cuts > 0) count_words();
}

void Hyphenation::count_words() {
  std::vector<bool> maybe(1U << 16U, false);
  for (const auto& entry : counts_)
    maybe[entry.first & 0xFFFFU] = true;
  const auto add = [&](std::string_view word) {
    const std::uint64_t hash = hash_of(word);
    if (!maybe[hash & 0xFFFFU]) return;
    const auto found = counts_.find(hash);
    if (found != counts_.end()) ++found->second;
  };
  for (std::size_t at = 0; at < text_.size();) {
    if (!is_word_byte(text_[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    bool hyphen = false;
    std::size_t part = at;
    for (; at < text_.size(); ++at) {
      if (is_word_byte(text_[at])) continue;
      if (text_[at] != '-' || at + 1 >= text_.size() || !is_word_byte(text_[at + 1])) break;
      add(text_.substr(part, at - part));
      part = at + 1;
      hyphen = true;
    }
    // The halves of the words in question stand at a line's end and beginning: not counted there.
    if (at < text_.size() && text_[at] == '-') continue;
    add(text_.substr(begin, at - begin));
    if (hyphen) add(text_.substr(part, at - part));
  }
}

std::uint32_t Hyphenation::count(std::string_view word) const {
  const auto found = counts_.find(hash_of(word));
  return found == counts_.end() ? 0 : found->second;
}

bool Hyphenation::drops(const Line& a, const Line& b) const {
  if (!is_cut(a, b)) return false;
  const Halves word = halves_of(text_, a, b);
  if (word.left.empty() || is_ascii_digit(word.left.back())) return false;
  const std::uint32_t joined = count(std::string(word.left) + std::string(word.right));
  const std::uint32_t hyphened = count(std::string(word.left) + "-" + std::string(word.right));
  if (joined != hyphened) return joined > hyphened;
  if (keeps_hyphen(word.left)) return false;
  if (frequent_) return count(word.left) == 0 || count(word.right) < 2;
  return count(word.left) == 0 && count(word.right) < 2;
}

}  // namespace pilcrow::internal
