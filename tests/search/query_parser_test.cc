#include <string>
#include <utility>
#include <vector>

#include "search/query.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::internal;

namespace {

const std::vector<std::string> kFacets{"country", "topic", "year", "about", "desk"};

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

std::string name_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::everything:
      return "everything";
    case NodeKind::bag:
      return "bag";
    case NodeKind::all_of:
      return "and";
    case NodeKind::any_of:
      return "or";
    case NodeKind::negate:
      return "not";
    case NodeKind::near:
      return "near";
    case NodeKind::word:
      return "";
    case NodeKind::phrase:
      return "phrase";
    case NodeKind::prefix:
      return "prefix";
    case NodeKind::fuzzy:
      return "fuzzy";
    case NodeKind::facet:
      return "facet";
  }
  return "?";
}

/// The tree as an expression that shows everything but the sources: (and a (or b c)).
std::string show(const Node& node) {
  std::string out = name_of(node.kind);
  if (node.distance != 0) out += "/" + std::to_string(node.distance);
  if (node.kind == NodeKind::facet) {
    out += " " + node.filter.facet;
    for (const auto& value : node.filter.values)
      out += " " + quoted(value);
  } else if (node.kind == NodeKind::word && !node.verbatim && node.field == Field::anywhere) {
    return node.text;
  } else if (node.children.empty() && node.kind != NodeKind::everything) {
    if (node.field == Field::title) out = "title " + out;
    if (node.field == Field::heading) out = "heading " + out;
    if (node.verbatim) out = "verbatim " + out;
    while (!out.empty() && out.back() == ' ')
      out.pop_back();
    out += " " + quoted(node.text);
  }
  for (const Node& child : node.children)
    out += " " + show(child);
  return "(" + out + ")";
}

std::string all_notes(const ParsedQuery& parsed) {
  std::string out;
  for (const auto& note : parsed.notes)
    out += note.message + "\n";
  return out;
}

std::size_t count(const Node& node) {
  std::size_t n = 1;
  for (const auto& child : node.children)
    n += count(child);
  return n;
}

std::size_t depth(const Node& node) {
  std::size_t deepest = 0;
  for (const auto& child : node.children)
    deepest = std::max(deepest, depth(child));
  return deepest + 1;
}

struct Reading {
  std::string query;
  std::string tree;
};

void check(const std::vector<Reading>& readings) {
  for (const auto& [query, tree] : readings) {
    INFO("query: " << query);
    const ParsedQuery parsed = parse_query(query, kFacets);
    CHECK(show(parsed.root) == tree);
    CHECK(all_notes(parsed).empty());
  }
}

}  // namespace

TEST_CASE("Words, phrases and exclusions are read as they are written") {
  check({
      {"", "(everything)"},
      {" \t\n ", "(everything)"},
      {"*", "(everything)"},
      {"estonia", "estonia"},
      {"Estonia Japan", "(bag Estonia Japan)"},
      {"\"sea level\" rise", "(bag (phrase 'sea level') rise)"},
      {"“sea  level” „meri tõuseb” «le niveau» »der Pegel«",
       "(bag (phrase 'sea level') (phrase 'meri tõuseb') (phrase 'le niveau') (phrase 'der "
       "Pegel'))"},
      {"\"mixed marks”", "(phrase 'mixed marks')"},
      {"cyber -ransomware", "(bag cyber (not ransomware))"},
      {"cyber NOT ransomware", "(bag cyber (not ransomware))"},
      {"cyber -\"supply chain\"", "(bag cyber (not (phrase 'supply chain')))"},
      {"-russia", "(not russia)"},
      {"NOT NOT russia", "russia"},
      {"-(a b)", "(not (bag a b))"},
      {"cyber-attack", "cyber-attack"},
      {"--rebuild", "--rebuild"},
      {"l'Estonie d’Art", "(bag l'Estonie d’Art)"},
      {"AT&T C++ 3.5%", "(bag AT&T C++ 3.5%)"},
      {"and or not near", "(bag and or not near)"},
  });
}

TEST_CASE("Operators bind in the documented order") {
  check({
      {"a AND b", "(and a b)"},
      {"a && b || c", "(or (and a b) c)"},
      {"a b OR c d", "(or (bag a b) (bag c d))"},
      {"a OR b c", "(or a (bag b c))"},
      {"(a OR b) c", "(bag (or a b) c)"},
      {"a AND b OR c", "(or (and a b) c)"},
      {"a OR b AND c", "(or a (and b c))"},
      {"a b AND c", "(and (bag a b) c)"},
      {"a AND NOT b", "(and a (not b))"},
      {"a OR -b", "(or a (not b))"},
      {"-a b", "(bag (not a) b)"},
      {"a AND (b AND c)", "(and a b c)"},
      {"a OR (b OR c)", "(or a b c)"},
      {"(a b) c", "(bag a b c)"},
      {"(a -b) c", "(bag (bag a (not b)) c)"},
      {"((a))", "a"},
      {"a AND(b)OR c", "(or (and a b) c)"},
  });
}

TEST_CASE("NEAR joins words and multiplies alternatives out") {
  check({
      {"a NEAR/5 b", "(near/5 a b)"},
      {"a NEAR b", "(near/10 a b)"},
      {"a NEAR/3 b NEAR/3 c", "(near/3 a b c)"},
      {"a NEAR/3 \"b c\"", "(near/3 a (phrase 'b c'))"},
      {"x a NEAR/3 b AND y", "(and (bag x (near/3 a b)) y)"},
      {"-a NEAR/3 b", "(not (near/3 a b))"},
      {"title:(a NEAR/2 b)", "(near/2 (title 'a') (title 'b'))"},
      {"(a OR b) NEAR/4 c", "(or (near/4 a c) (near/4 b c))"},
      {"a* NEAR/2 b~", "(near/2 (prefix 'a') (fuzzy/1 'b'))"},
  });
}

TEST_CASE("Fields reach over words, phrases and brackets") {
  check({
      {"title:estonia", "(title 'estonia')"},
      {"Title:estonia", "(title 'estonia')"},
      {"heading:\"key topics\"", "(heading phrase 'key topics')"},
      {"title:(a b)", "(bag (title 'a') (title 'b'))"},
      {"title:(a OR heading:b)", "(or (title 'a') (heading 'b'))"},
      {"title:(a b) c", "(bag (title 'a') (title 'b') c)"},
      {"-title:a", "(not (title 'a'))"},
      {"title:-a", "(not (title 'a'))"},
      {"title:cyber*", "(title prefix 'cyber')"},
      {"title:=US", "(verbatim title 'US')"},
      {"title:AND", "(title 'AND')"},
      {"title:a:b", "(title 'a:b')"},
  });
}

TEST_CASE("Facets filter by values, lists and ranges") {
  check({
      {"country:JP", "(facet country 'JP')"},
      {"COUNTRY:japan", "(facet country 'japan')"},
      {"country:\"United States\"", "(facet country 'United States')"},
      {"country:(EE OR LV)", "(facet country 'EE' 'LV')"},
      {"country:(EE LV)", "(facet country 'EE' 'LV')"},
      {"country:(EE, LV OR \"United States\")", "(facet country 'EE' 'LV' 'United States')"},
      {"country:EE,LV", "(facet country 'EE' 'LV')"},
      {"country:EE OR country:LV", "(facet country 'EE' 'LV')"},
      {"country:(EE AND LV)", "(and (facet country 'EE') (facet country 'LV'))"},
      {"country:EE AND country:LV", "(and (facet country 'EE') (facet country 'LV'))"},
      {"country:EE topic:energy", "(bag (facet country 'EE') (facet topic 'energy'))"},
      {"-country:RU cyber", "(bag (not (facet country 'RU')) cyber)"},
      {"country:-RU", "(not (facet country 'RU'))"},
      {"country:(EE -LV)", "(bag (facet country 'EE') (not (facet country 'LV')))"},
      {"country:(EE (LV NOT LT))",
       "(bag (facet country 'EE') (bag (facet country 'LV') (not (facet country 'LT'))))"},
      {"topic:hybrid-cyber", "(facet topic 'hybrid-cyber')"},
      {"desk:Foreign", "(facet desk 'Foreign')"},
      {"year:2024", "(facet year '2024')"},
      {"year:2020..2024", "(facet year '2020..2024')"},
      {"year:2022..", "(facet year '2022..')"},
      {"year:..1990", "(facet year '..1990')"},
      {"year:2020-2024", "(facet year '2020..2024')"},
      {"year:2020–2024", "(facet year '2020..2024')"},
      {"year:2020…2024", "(facet year '2020..2024')"},
      {"year:>=2022", "(facet year '2022..')"},
      {"year:>2022", "(facet year '2023..')"},
      {"year:<2000", "(facet year '..1999')"},
      {"about:2007", "(facet about '2007')"},
      {"about:(2007 OR 2014..2016)", "(facet about '2007' '2014..2016')"},
  });
}

TEST_CASE("Wildcards, fuzzy words and verbatim forms are read with their bounds") {
  check({
      {"cyber*", "(prefix 'cyber')"},
      {"cyber**", "(prefix 'cyber')"},
      {"estnia~", "(fuzzy/1 'estnia')"},
      {"estnia~1", "(fuzzy/1 'estnia')"},
      {"estnia~2", "(fuzzy/2 'estnia')"},
      {"=US", "(verbatim 'US')"},
      {"=\"Exact  Words\"", "(verbatim phrase 'Exact Words')"},
      {"-=US", "(not (verbatim 'US'))"},
      {"a=b", "a=b"},
      {"\\AND \\-a \\=b c\\* title\\:x \\(y\\)", "(bag AND -a =b c* title:x (y))"},
      {"C:\\new", "C:\\new"},
  });
}

TEST_CASE("Addresses and times are words") {
  check({
      {"https://example.org/a", "https://example.org/a"},
      {"12:30", "12:30"},
      {"at 12:30 title:noon", "(bag at 12:30 (title 'noon'))"},
      {"Trek: discovery", "(bag Trek: discovery)"},
      {"country://x", "country://x"},
  });
}

namespace {

struct Unfriendly {
  std::string query;
  std::string tree;
  std::string note;  ///< part of what is said; empty: nothing is said
};

using namespace std::string_literals;

const std::vector<Unfriendly> kUnfriendly{
    {"AND AND", "(bag AND AND)", "“AND” has nothing to join"},
    {"AND", "AND", "“AND” has nothing to join"},
    {"OR", "OR", "“OR” has nothing to join"},
    {"NOT", "NOT", "“NOT” has nothing to join"},
    {"NEAR", "NEAR", "“NEAR” has nothing to join"},
    {"NEAR/5", "NEAR/5", "“NEAR/5” has nothing to join"},
    {"a AND", "(bag a AND)", "“AND” has nothing to join"},
    {"OR b", "(bag OR b)", "“OR” has nothing to join"},
    {"a AND OR b", "(or (bag a AND) b)", "“AND” has nothing to join"},
    {"a && && b", "(and a b)", "“&&” has nothing to join"},
    {"a NEAR/5", "(bag a NEAR/5)", "“NEAR/5” has nothing to join"},
    {"a NEAR/0 b", "(near/1 a b)", "NEAR/0 was read as NEAR/1"},
    {"a NEAR/99999999999999999999 b", "(near/1000 a b)", "was read as NEAR/1000"},
    {"a NEAR country:JP", "(bag a (facet country 'JP'))", "NEAR was left out"},
    {"a NEAR -b", "(bag a (not b))", "NEAR was left out"},
    {"title:a NEAR b", "(bag (title 'a') b)", "NEAR was left out"},
    {"a NEAR/2 b NEAR/7 c", "(near/7 a b c)", "largest distance, 7"},
    {"=a NEAR/2 b", "(near/2 (verbatim 'a') b)", ""},
    {"\"unclosed", "unclosed", "quotation mark is not closed"},
    {"a \"b c", "(bag a b c)", "quotation mark is not closed"},
    {"\"a\" \"", "(phrase 'a')", "quotation mark is not closed"},
    {"=\"Exact Words", "(bag (verbatim 'Exact') Words)", "quotation mark is not closed"},
    {"\"\"", "(phrase '\"\"')", "holds no word"},
    {"a \"  \" b", "(bag a b)", "holds no word"},
    {")(", "(phrase ')(')", "closing bracket without"},
    {"()", "(phrase '()')", "brackets without a word"},
    {"a () b", "(bag a b)", "brackets without a word"},
    {"(a", "a", "not closed"},
    {"a)", "a", "closing bracket without"},
    {"((a OR b", "(or a b)", "not closed"},
    {"a) OR (b", "(or a b)", "closing bracket without"},
    {"country:", "country:", "“country:” was read as a word"},
    {"country: JP", "(bag country: JP)", "“country:” was read as a word"},
    {"country:()", "(phrase 'country:()')", "brackets without a word"},
    {"country:\"\" x", "(bag country: x)", "“country:” was read as a word"},
    {"title:!!! x", "(bag title:!!! x)", "“title:” was read as a word"},
    {"colour:red", "colour:red", "“colour” is neither a field nor a facet"},
    {"colour:\"dark red\"", "(bag colour: (phrase 'dark red'))", "neither a field nor a facet"},
    {"year:abc", "year:abc", "“abc” is neither a year nor a range"},
    {"year:..", "year:..", "“year:” was read as a word"},
    {"year:2024..2020", "(facet year '2020..2024')", "read as 2020..2024"},
    {"year:2020..x", "year:2020..x", "neither a year nor a range"},
    {"year:(abc OR 2020)", "(or year:abc (facet year '2020'))", "neither a year nor a range"},
    {"country:EE country:LV", "(facet country 'EE' 'LV')", "are alternatives"},
    {"-", "(phrase '-')", "holds no word"},
    {"a - b", "(bag a b)", "“-” holds no word"},
    {"?! ?", "(phrase '?! ?')", "holds no word"},
    {"-- --", "(phrase '-- --')", "holds no word"},
    {"-,", "(phrase '-,')", "holds no word"},
    {"*word wo*rd", "(bag *word wo*rd)", "only at the end of a word"},
    {"word~9", "(fuzzy/2 'word')", "one or two are possible"},
    {"word~0", "word", "one or two are possible"},
    {"word~0.8", "(fuzzy/1 'word')", "one or two are possible"},
    {"=word*", "(verbatim 'word')", "without * or ~"},
    {"=(a b)", "(bag a b)", "holds no word"},
    {"\"a b\"~3 c", "(bag (phrase 'a b') c)", "behind a phrase was left out"},
    {"a\0b\x01\x1b[31mc"s, "(bag a b [31mc)", ""},
    {"\0\0"s, "(everything)", ""},
    {"a\xff\xfe b\xc3", "(bag a b)", ""},
    {"🙂 👩‍👩‍👧", "(bag 🙂 👩‍👩‍👧)", ""},
    {"שלום \u200f\"אבג דהו\"\u200e", "(bag שלום (phrase 'אבג דהו'))", ""},
    {"צה\"ל \"צה\"ל כאן\"", "(bag צה\"ל (phrase 'צה\"ל כאן'))", ""},
    {"مرحبا -بالعالم", "(bag مرحبا (not بالعالم))", ""},
    {"東京\u3000大阪", "(bag 東京 大阪)", ""},
    {"'; DROP TABLE x; --", "(bag DROP TABLE x;)", "holds no word"},
    {"<script>alert(1)</script>", "(bag <script>alert 1 </script>)", ""},
    {"\\", "(phrase '\\')", "holds no word"},
    {"a\\", "a\\", ""},
    {"%s%n ${x} $(y)", "(bag %s%n ${x} y)", "holds no word"},
};

}  // namespace

TEST_CASE("Fifty unfriendly queries give a tree and say what was read otherwise") {
  REQUIRE(kUnfriendly.size() >= 50);
  for (const auto& [query, tree, note] : kUnfriendly) {
    INFO("query: " << query);
    const ParsedQuery parsed = parse_query(query, kFacets);
    CHECK(show(parsed.root) == tree);
    INFO("notes: " << all_notes(parsed));
    if (note.empty()) {
      CHECK(parsed.notes.empty());
    } else {
      CHECK(all_notes(parsed).find(note) != std::string::npos);
    }
  }
}

TEST_CASE("A query of ten thousand words is cut and says so") {
  std::string query;
  for (int i = 0; i < 10'000; ++i)
    query += "w" + std::to_string(i) + " ";
  const auto parsed = parse_query(query, kFacets);
  CHECK(count(parsed.root) <= kMaxQueryNodes);
  CHECK(parsed.root.children.size() > 4000);
  CHECK(parsed.root.children[3999].text == "w3999");
  CHECK(all_notes(parsed).find("too long") != std::string::npos);
}

TEST_CASE("A query longer than the bound is cut between characters") {
  const auto parsed = parse_query(
      "x" +
          [] {
            std::string text;
            while (text.size() < kMaxQueryBytes)
              text += "õ";
            return text;
          }(),
      kFacets);
  CHECK(parsed.root.kind == NodeKind::word);
  CHECK(parsed.root.text.size() < kMaxQueryBytes);
  CHECK(parsed.root.text.ends_with("õ"));
  CHECK(all_notes(parsed).find("only its first 65536 bytes") != std::string::npos);
}

TEST_CASE("Nesting without end is flattened and says so") {
  for (const std::string open : {"(", "-(", "title:(", "country:(", "(x AND ", "NOT (y OR "}) {
    std::string query;
    for (int i = 0; i < 1500; ++i)
      query += open;
    query += "word";
    INFO(open);
    const auto parsed = parse_query(query, kFacets);
    CHECK(depth(parsed.root) <= 3 * kMaxQueryDepth);
    CHECK(count(parsed.root) <= kMaxQueryNodes);
    CHECK(all_notes(parsed).find("brackets deeper than 64") != std::string::npos);
    CHECK(show(parsed.root).find("word") != std::string::npos);
  }
}

TEST_CASE("At the deepest level a query still is what it is printed as") {
  for (const std::string inner :
       {"country:(EE OR LV)", "country:(EE -LV)", "country:(EE AND LV)", "year:(2020 OR later)",
        "country:(EE (LV -LT))", "x country:EE country:LV", "year:(2020,later OR 2021)",
        "country:(EE OR (LV OR LT))", "country:(\"EE\" NEAR LV)", "country:(EE"}) {
    for (std::size_t levels = kMaxQueryDepth - 4; levels < kMaxQueryDepth + 4; ++levels) {
      std::string query;
      for (std::size_t i = 0; i < levels; ++i)
        query += "-(x ";
      query += inner + std::string(levels, ')');
      const auto parsed = parse_query(query, kFacets);
      INFO(levels << " levels around " << inner << ": " << print_query(parsed.root));
      CHECK(parse_query(print_query(parsed.root), kFacets).root == parsed.root);
    }
  }
}

TEST_CASE("Sixty thousand operators take no time and few notes") {
  for (const std::string piece :
       {"AND ", "NOT ", "- ", "\" “ « ", ") ", "( ", "a NEAR ", "-", "\\", "title:", "a:b ", "*",
        "~", "=\"", "country:(a ", "year:a,a,a,", "desk:a,b,", "(a OR b) NEAR "}) {
    std::string query;
    while (query.size() + piece.size() < kMaxQueryBytes)
      query += piece;
    INFO(piece);
    const auto parsed = parse_query(query, kFacets);
    CHECK(count(parsed.root) <= kMaxQueryNodes);
    CHECK(parsed.notes.size() <= 17);
  }
}

TEST_CASE("Nodes know where they stand in the query") {
  const std::string query = "\u00a0estonia  -\"sea level\" country:(EE OR LV)";
  const auto root = parse_query(query, kFacets).root;
  REQUIRE(root.children.size() == 3);
  const auto at = [&](const Node& node) {
    return query.substr(node.source.begin, node.source.size());
  };
  CHECK(at(root.children[0]) == "estonia");
  CHECK(at(root.children[1]) == "-\"sea level\"");
  CHECK(at(root.children[2]) == "country:(EE OR LV)");
}
