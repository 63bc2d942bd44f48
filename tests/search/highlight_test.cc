#include "search/highlight.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "analyze/token_stream.h"
#include "search/leaf_matcher.h"
#include "support/catch.h"
#include "support/sanitizer.h"

using namespace pilcrow;
using namespace pilcrow::internal;

namespace {

const Analyzer& analyzer() {
  static const Analyzer instance;
  return instance;
}

/// The terms of a query's words, one group for each.
Leaf leaf_of(const std::vector<std::string>& words, const std::string& language = "en") {
  Leaf leaf;
  for (const std::string& word : words) {
    TermGroup& group = leaf.groups.emplace_back();
    group.terms.push_back(analyzer().analyze(word, language).front().term);
  }
  return leaf;
}

Leaf near_leaf(const std::vector<std::string>& words, int distance) {
  Leaf leaf = leaf_of(words);
  leaf.near = true;
  leaf.distance = distance;
  return leaf;
}

/// The text with what matched in brackets.
std::string marked(const std::string& text, const std::vector<Leaf>& leaves,
                   Field field = Field::anywhere, const std::string& language = "en") {
  std::string out;
  std::size_t at = 0;
  for (const Span& span :
       merge_highlights(find_matches(text, language, analyzer(), leaves, field))) {
    out += text.substr(at, span.begin - at) + "[" + text.substr(span.begin, span.size()) + "]";
    at = span.end;
  }
  return out + text.substr(at);
}

double milliseconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since)
      .count();
}

}  // namespace

TEST_CASE("What is marked is the word as the index sees it, stems included") {
  CHECK(marked("Attacks on Estonia. An attack.", {leaf_of({"attack"})}) ==
        "[Attacks] on Estonia. An [attack].");
  CHECK(marked("Põhja-Eesti põhi", {leaf_of({"põhi"}, "")}, Field::anywhere, "") ==
        "Põhja-Eesti [põhi]");
  CHECK(marked("nothing here", {leaf_of({"attack"})}) == "nothing here");
  CHECK(marked("", {leaf_of({"attack"})}).empty());
}

TEST_CASE("A phrase is marked as a whole and only where its words follow each other") {
  const auto sea_level = leaf_of({"sea", "level"});
  CHECK(marked("The sea levels, the level sea, sea, level; sea\nlevel.", {sea_level}) ==
        "The [sea levels], the level sea, [sea, level]; [sea\nlevel].");
  CHECK(marked("a a a b a", {leaf_of({"a", "a"}, "")}, Field::anywhere, "") == "[a a a] b a");
  CHECK(marked("sea", {sea_level}) == "sea");
}

TEST_CASE("A variant that spans two words is followed by the word behind both") {
  const std::string text = "A cyber-attack on Estonia";
  CHECK(marked(text, {leaf_of({"cyberattack"})}) == "A [cyber-attack] on Estonia");
  CHECK(marked(text, {leaf_of({"cyberattack", "on"})}) == "A [cyber-attack on] Estonia");
  CHECK(marked(text, {leaf_of({"a", "cyberattack", "on", "Estonia"})}) ==
        "[A cyber-attack on Estonia]");
  CHECK(marked(text, {leaf_of({"cyber", "attack", "on"})}) == "A [cyber-attack on] Estonia");
  CHECK(marked(text, {leaf_of({"cyberattack", "attack"})}) == text);
  CHECK(marked("a cyber-attack", {leaf_of({"a", "cyberattack"})}) == "[a cyber-attack]");
}

TEST_CASE("The position behind a token is the analyzer's own count") {
  for (const std::string text :
       {"A cyber-attack on state-of-the-art systems, U.S.-led", "cyber-attack", "l'Estonie d'art",
        "mother-in-law's rock-'n'-roll 3.5-inch", "東京都の海面上昇 cyber-attack", "A-B-C-D E-F"}) {
    INFO(text);
    TokenStream stream;
    const auto inner = match_tokens(stream.analyze(text, "en"));
    const auto tokens = analyzer().analyze(text, "en");
    const auto outer = match_tokens(tokens);
    REQUIRE(outer.size() == inner.size());
    for (std::size_t i = 0; i < inner.size(); ++i) {
      INFO(tokens[i].term);
      CHECK(outer[i].term == inner[i].term);
      CHECK(outer[i].next == inner[i].next);
    }
  }
}

TEST_CASE("NEAR counts positions from the first to the last word in any order") {
  const std::string text = "Japan and Estonia met; later that same year Estonia saw Japan";
  CHECK(marked(text, {near_leaf({"Estonia", "Japan"}, 2)}) ==
        "[Japan] and [Estonia] met; later that same year [Estonia] saw [Japan]");
  CHECK(marked(text, {near_leaf({"Estonia", "Japan"}, 1)}) == text);
  CHECK(marked(text, {near_leaf({"met", "Japan", "Estonia"}, 3)}) ==
        "[Japan] and [Estonia] [met]; later that same year Estonia saw Japan");
}

TEST_CASE("Words of NEAR never share a position") {
  CHECK(marked("peace now", {near_leaf({"peace", "peace"}, 5)}) == "peace now");
  CHECK(marked("peace, peace", {near_leaf({"peace", "peace"}, 5)}) == "[peace], [peace]");
  Leaf overlap;  // the first group may take either word, the second only one
  overlap.near = true;
  overlap.distance = 3;
  overlap.groups = {{{"war", "peac"}}, {{"war"}}};
  CHECK(marked("war", {overlap}) == "war");
  CHECK(marked("peace war", {overlap}) == "[peace] [war]");
  CHECK(marked("war peace", {overlap}) == "[war] [peace]");
}

TEST_CASE("A verbatim leaf matches the form as written only") {
  auto form = [](std::vector<std::string> words, std::string verbatim) {
    Leaf leaf = leaf_of(words);
    leaf.verbatim = std::move(verbatim);
    return leaf;
  };
  CHECK(marked("Word words Words WORDS", {form({"words"}, "Words")}) == "Word words [Words] WORDS");
  CHECK(marked("Exact Words, exact words, Exact  \nWords, Exact, Words",
               {form({"exact", "words"}, "Exact Words")}) ==
        "[Exact Words], exact words, [Exact  \nWords], Exact, Words");
  CHECK(marked("words! words", {form({"words"}, "words!")}) == "[words]! words");
  CHECK(marked("cyber-attack cyber attack", {form({"cyber", "attack"}, "cyber-attack")}) ==
        "[cyber-attack] cyber attack");
  CHECK(marked("Estonian Estonia", {form({"Estonia"}, "Estonia")}) == "Estonian [Estonia]");
}

TEST_CASE("A field's leaf is looked for in its field, others everywhere") {
  Leaf title = leaf_of({"energy"});
  title.field = Field::title;
  CHECK(marked("Energy policy", {title}, Field::title) == "[Energy] policy");
  CHECK(marked("Energy policy", {title}, Field::anywhere) == "Energy policy");
  CHECK(marked("Energy policy", {title, leaf_of({"policy"})}, Field::heading) == "Energy [policy]");
}

TEST_CASE("Leaves without terms match nothing and do no harm") {
  CHECK(marked("any text", {Leaf{}}) == "any text");
  Leaf hole = leaf_of({"any", "text"});
  hole.groups[1].terms.clear();
  CHECK(marked("any text", {hole}) == "any text");
}

TEST_CASE("Matches come in the order of the text and know their leaf") {
  const auto matches =
      find_matches("b a b c", "", analyzer(),
                   {leaf_of({"a"}, ""), leaf_of({"b"}, ""), leaf_of({"c"}, "")}, Field::anywhere);
  std::string order;
  for (const auto& match : matches)
    order += std::to_string(match.leaf);
  CHECK(order == "1012");
}

TEST_CASE("Touching and overlapping ranges become one highlight") {
  const std::vector<LeafMatch> matches{
      {0, {{4, 8}}}, {1, {{0, 4}, {20, 22}}}, {2, {{6, 10}}}, {3, {{11, 12}}}, {4, {{20, 21}}}};
  const std::vector<Span> expected{{0, 10}, {11, 12}, {20, 22}};
  CHECK(merge_highlights(matches) == expected);
}

namespace {

/// The definition, checked by trying everything.
bool occurs_by_definition(const Leaf& leaf, const std::vector<MatchToken>& tokens,
                          std::vector<const MatchToken*>& chosen) {
  if (chosen.size() == leaf.groups.size()) {
    if (!leaf.near) return true;
    std::set<std::uint32_t> positions;
    for (const auto* token : chosen)
      positions.insert(token->position);
    return positions.size() == chosen.size() &&
           *positions.rbegin() - *positions.begin() <= static_cast<std::uint32_t>(leaf.distance);
  }
  const auto& terms = leaf.groups[chosen.size()].terms;
  for (const MatchToken& token : tokens) {
    if (std::find(terms.begin(), terms.end(), token.term) == terms.end()) continue;
    if (!leaf.near && !chosen.empty() && chosen.back()->next != token.position) continue;
    chosen.push_back(&token);
    if (occurs_by_definition(leaf, tokens, chosen)) return true;
    chosen.pop_back();
  }
  return false;
}

}  // namespace

TEST_CASE("Phrases and NEAR agree with trying every choice of words") {
  std::mt19937 random(11);
  const std::vector<std::string> words{"a", "b", "c", "a-b", "ab", "b-c", "d"};
  const std::vector<std::string> terms{"a", "b", "c", "ab", "bc", "d"};
  int found = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n)
      text += words[random() % words.size()] + " ";
    Leaf leaf;
    leaf.near = random() % 2 == 0;
    leaf.distance = leaf.near ? static_cast<int>(1 + random() % 5) : 0;
    for (std::size_t n = 2 + random() % 3; n > 0; --n) {
      TermGroup& group = leaf.groups.emplace_back();
      for (std::size_t m = 1 + random() % 2; m > 0; --m) {
        group.terms.push_back(terms[random() % terms.size()]);
      }
    }
    const auto tokens = analyzer().analyze(text, "");
    std::vector<const MatchToken*> chosen;
    const bool expected = occurs_by_definition(leaf, match_tokens(tokens), chosen);
    INFO(text << " near " << leaf.near << " " << leaf.distance);
    REQUIRE(occurs(leaf, tokens, text) == expected);
    REQUIRE(find_matches(text, "", analyzer(), {leaf}, Field::anywhere).empty() != expected);
    found += expected ? 1 : 0;
  }
  CHECK(found > 3000);
  CHECK(found < 17'000);
}

TEST_CASE(
    "A word repeated two hundred thousand times takes linear time and a bounded number of "
    "matches") {
  std::string text;
  for (int i = 0; i < 200'000; ++i)
    text += "war ";
  const auto word = leaf_of({"war"});
  const auto phrase = leaf_of(std::vector<std::string>(8, "war"));
  const auto near = near_leaf(std::vector<std::string>(8, "war"), 20);
  const auto tokens = analyzer().analyze(text, "en");
  const auto start = std::chrono::steady_clock::now();
  for (const Leaf& leaf : {word, phrase, near}) {
    const auto matches = LeafMatcher({leaf}, Field::anywhere).find(match_tokens(tokens), text);
    CHECK(matches.size() == kMaxMatchesPerLeaf);
  }
  const std::vector<Leaf> hard{near_leaf({"war", "war", "peace"}, 1000)};
  CHECK(LeafMatcher(hard, Field::anywhere).find(match_tokens(tokens), text).empty());
  CHECK(milliseconds(start) < 10'000 * kSlowdown);
}
