#include "search/query_maker.h"

#include <algorithm>

namespace pilcrow::test {

namespace {

using Kind = OracleQuery::Kind;

constexpr const char* kDrawnFacets[] = {"country", "topic", "year", "about"};

OracleQuery several(Kind kind, std::vector<OracleQuery> parts) {
  return {.kind = kind, .parts = std::move(parts)};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words)
    out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

OracleQuery QueryMaker::query() {
  switch (below(8)) {
    case 0:
      return leaf();
    case 1:
      return several(Kind::all, {leaf(), leaf()});
    case 2:
      return several(Kind::any, {leaf(), leaf(), nested()});
    case 3:
      return several(Kind::without, {leaf(), leaf()});
    case 4:
      return several(Kind::any, {leaf(), several(Kind::negate, {leaf()})});
    case 5:
      return several(Kind::bag, {leaf(), several(Kind::negate, {leaf()}), leaf()});
    default:
      break;
  }
  std::vector<OracleQuery> parts;
  for (std::size_t i = 2 + below(3); i > 0; --i)
    parts.push_back(below(6) == 0 ? nested() : leaf());
  return several(Kind::bag, std::move(parts));
}

OracleQuery QueryMaker::nested() {
  switch (below(3)) {
    case 0:
      return several(Kind::all, {word(), below(2) == 0 ? facet() : leaf()});
    case 1:
      return several(Kind::any, {leaf(), leaf()});
    default:
      return several(Kind::any, {word(), several(Kind::all, {leaf(), leaf()})});
  }
}

OracleQuery QueryMaker::leaf() {
  OracleQuery leaf = plain_leaf();
  if (leaf.kind == Kind::near) return leaf;
  const std::size_t field = below(10);
  if (field == 0) leaf.field = OracleQuery::Field::title;
  if (field == 1) leaf.field = OracleQuery::Field::heading;
  return leaf;
}

OracleQuery QueryMaker::plain_leaf() {
  switch (below(10)) {
    case 0:
    case 1:
      return phrase();
    case 2:
      return prefix();
    case 3:
      return fuzzy();
    case 4:
      return near();
    default:
      return word();
  }
}

OracleQuery QueryMaker::word() {
  const bool verbatim = below(6) == 0;
  return {.kind = Kind::word, .text = words_near(1, !verbatim).front(), .verbatim = verbatim};
}

OracleQuery QueryMaker::phrase() {
  const bool verbatim = below(4) == 0;
  return {.kind = Kind::phrase,
          .text = joined(words_near(2 + below(2), !verbatim)),
          .verbatim = verbatim};
}

OracleQuery QueryMaker::prefix() {
  const std::string word = words_near(1).front();
  return {.kind = Kind::prefix, .text = word.substr(0, std::min(word.size(), 3 + below(5)))};
}

OracleQuery QueryMaker::fuzzy() {
  std::string word = words_near(1).front();
  if (word.size() > 4 && below(2) == 0) word.erase(1 + below(word.size() - 1), 1);
  const int edits = word.size() < 6 ? 1 : static_cast<int>(1 + below(2));
  return {.kind = Kind::fuzzy, .text = word, .number = edits};
}

OracleQuery QueryMaker::near() {
  const std::vector<std::string> words = words_near(5);
  OracleQuery near{.kind = Kind::near, .number = static_cast<int>(1 + below(8))};
  const auto add = [&](std::string text, Kind kind, bool verbatim = false) {
    near.parts.push_back({.kind = kind, .text = std::move(text), .verbatim = verbatim});
  };
  add(words[below(2)], Kind::word, below(6) == 0);
  if (below(3) == 0) {
    add(words[2] + " " + words[3], Kind::phrase, below(4) == 0);
  } else {
    add(words[2 + below(2)], Kind::word);
  }
  if (below(4) == 0) add(words[4].substr(0, 4), Kind::prefix);
  if (below(2) == 0) std::reverse(near.parts.begin(), near.parts.end());
  const std::size_t field = below(12);
  for (OracleQuery& part : near.parts) {
    if (field == 0) part.field = OracleQuery::Field::title;
    if (field == 1) part.field = OracleQuery::Field::heading;
  }
  return near;
}

OracleQuery QueryMaker::facet() {
  const FacetFilter chosen = filter();
  OracleQuery query{.kind = Kind::facet, .text = "2011", .facet = "year"};
  if (chosen.values.front().find("..") != std::string::npos) return query;
  query.facet = chosen.facet;
  query.text = chosen.values.front();
  return query;
}

FacetFilter QueryMaker::filter() {
  FacetFilter filter;
  filter.facet = kDrawnFacets[below(4)];
  for (std::size_t i = 1 + below(2); i > 0; --i) {
    const auto& values = oracle_.values(below(oracle_.size()), filter.facet);
    if (values.empty()) continue;
    const std::string& value =
        *std::next(values.begin(), static_cast<std::ptrdiff_t>(below(values.size())));
    const bool years = filter.facet == "year" || filter.facet == "about";
    if (years && below(3) == 0)
      filter.values.push_back(value + ".." + std::to_string(std::stoi(value) + 3));
    else
      filter.values.push_back(value);
  }
  if (filter.values.empty()) filter = {.facet = "year", .values = {"2011"}};
  filter.exclude = below(4) == 0;
  return filter;
}

std::vector<std::string> QueryMaker::words_near(std::size_t count, bool small) {
  for (;;) {
    const std::string& text = oracle_.text(below(oracle_.size()));
    const std::vector<Token> tokens = analyzer_.analyze(text, "en");
    if (tokens.size() < count) continue;
    const std::size_t first = below(tokens.size() - count + 1);
    std::vector<std::string> words;
    bool plain = true;
    for (std::size_t i = first; plain && i < first + count; ++i) {
      words.push_back(text.substr(tokens[i].bytes.begin, tokens[i].bytes.size()));
      plain = tokens[i].position == tokens[first].position + (i - first) &&
              is_plain(words.back(), small) &&
              (count > 1 || !analyzer_.is_stop_word(words.back(), "en"));
    }
    if (plain) return words;
  }
}

bool QueryMaker::is_plain(const std::string& word, bool small) const {
  static const std::vector<std::string> kOperators{"AND", "OR", "NOT", "NEAR"};
  return std::all_of(word.begin(), word.end(),
                     [small](char c) {
                       return (c >= 'a' && c <= 'z') || (!small && c >= 'A' && c <= 'Z');
                     }) &&
         std::find(kOperators.begin(), kOperators.end(), word) == kOperators.end() &&
         analyzer_.analyze(word, "en").size() == 1;
}

}  // namespace pilcrow::test
