#include "support/oracle_text.h"

#include <algorithm>
#include <cstdlib>

#include "text/utf8.h"
#include "text/words.h"

namespace pilcrow::test {

namespace {

std::string fold(const std::string& word) {
  std::string folded;
  internal::fold_word(word, /*fold_diacritics=*/true, folded);
  return folded;
}

bool is_ascii_word(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return (c & 0x80) == 0; });
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::string fold_space(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (!is_space(c)) {
      out += c;
    } else if (out.empty() || out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace

int edits_between(std::u32string_view a, std::u32string_view b) {
  std::vector<std::vector<int>> table(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      int& cell = table[i][j];
      if (i == 0 || j == 0) {
        cell = static_cast<int>(i + j);
        continue;
      }
      cell = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                       table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cell = std::min(cell, table[i - 2][j - 2] + 1);
    }
  }
  return table[a.size()][b.size()];
}

std::vector<std::string> terms_of(const std::string& words, const Analyzer& analyzer,
                                  const std::string& language) {
  std::vector<std::string> terms;
  for (const Token& token : analyzer.analyze(words, language))
    if (token.position == terms.size()) terms.push_back(token.term);
  return terms;
}

OracleText::OracleText(const std::string& text, const Analyzer& analyzer,
                       const std::string& language)
    : text_(text) {
  const std::vector<Token> tokens = analyzer.analyze(text, language);
  for (const Token& token : tokens) {
    ++tf_[token.term];
    length_ = std::max(length_, token.position + 1);
    Place place{.term = token.term,
                .surface = text.substr(token.bytes.begin, token.bytes.size()),
                .position = token.position,
                .next = token.position + 1,
                .own = places_.empty() || places_.back().position != token.position,
                .bytes = token.bytes};
    place.folded = fold(place.surface);
    places_.push_back(std::move(place));
  }
  // A variant that covers several words is followed by the first word behind it.
  for (Place& place : places_) {
    if (place.own) continue;
    place.next = length_;
    for (const Place& other : places_)
      if (other.own && other.position > place.position && other.bytes.begin >= place.bytes.end)
        place.next = std::min(place.next, other.position);
  }
}

std::vector<OracleText::Range> OracleText::verbatim(const std::string& form) const {
  std::vector<Range> found;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (!places_[i].own) continue;
    for (std::size_t j = i; j < places_.size(); ++j) {
      if (!places_[j].own) continue;
      const std::size_t begin = places_[i].bytes.begin;
      const std::string piece = fold_space(text_.substr(begin, places_[j].bytes.end - begin));
      if (piece == form) found.push_back({places_[i].position, places_[j].position});
      if (piece.size() >= form.size()) break;
    }
  }
  return found;
}

std::vector<OracleText::Range> OracleText::occurrences(
    const OracleQuery& part, const std::vector<std::string>& terms) const {
  using Kind = OracleQuery::Kind;
  std::vector<Range> found;
  if (part.verbatim) return verbatim(part.text);
  if (part.kind == Kind::prefix || part.kind == Kind::fuzzy) {
    for (const Place& place : places_) {
      if (!place.own) continue;
      const bool fits = part.kind == Kind::prefix
                            ? place.folded.starts_with(part.text)
                            : is_ascii_word(place.folded) &&
                                  edits_between(internal::to_code_points(place.folded),
                                                internal::to_code_points(part.text)) <= part.number;
      if (fits) found.push_back({place.position, place.position});
    }
    return found;
  }
  struct Open {
    Range range;
    std::uint32_t next = 0;
  };
  std::vector<Open> open;
  for (const Place& place : places_)
    if (!terms.empty() && place.term == terms[0])
      open.push_back({{place.position, place.position}, place.next});
  for (std::size_t i = 1; i < terms.size(); ++i) {
    std::vector<Open> longer;
    for (const Open& beginning : open)
      for (const Place& place : places_)
        if (place.position == beginning.next && place.term == terms[i])
          longer.push_back({{beginning.range.first, place.position}, place.next});
    open = std::move(longer);
  }
  for (const Open& whole : open)
    found.push_back(whole.range);
  return found;
}

bool OracleText::near(const OracleQuery& query,
                      const std::vector<std::vector<Range>>& parts) const {
  std::vector<Range> chosen;
  const auto choose = [&](const auto& self) -> bool {
    if (chosen.size() == parts.size()) {
      std::uint32_t first = UINT32_MAX;
      std::uint32_t last = 0;
      std::uint32_t inside = 0;
      for (const Range& range : chosen) {
        first = std::min(first, range.first);
        last = std::max(last, range.last);
        inside += range.last - range.first;
      }
      return last - first <= static_cast<std::uint32_t>(query.number) + inside;
    }
    for (const Range& range : parts[chosen.size()]) {
      const bool free = std::none_of(chosen.begin(), chosen.end(), [&](const Range& other) {
        return other.first <= range.last && range.first <= other.last;
      });
      if (!free) continue;
      chosen.push_back(range);
      if (self(self)) return true;
      chosen.pop_back();
    }
    return false;
  };
  return choose(choose);
}

bool OracleText::holds(const OracleQuery& leaf,
                       const std::vector<std::vector<std::string>>& terms) const {
  if (places_.empty()) return false;
  if (leaf.kind == OracleQuery::Kind::word && !leaf.verbatim) return tf_.contains(terms[0].at(0));
  if (leaf.kind != OracleQuery::Kind::near) return !occurrences(leaf, terms[0]).empty();
  std::vector<std::vector<Range>> parts;
  for (std::size_t i = 0; i < leaf.parts.size(); ++i) {
    parts.push_back(occurrences(leaf.parts[i], terms[i]));
    if (parts.back().empty()) return false;
  }
  return near(leaf, parts);
}

}  // namespace pilcrow::test
