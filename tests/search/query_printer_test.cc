#include <random>
#include <string>
#include <vector>

#include "search/query.h"
#include "search/query_lexer.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::internal;

namespace {

const std::vector<std::string> kKnownFacets{"country", "topic", "year", "about", "desk"};

/// Random trees in the parser's normal form.
class TreeMaker {
 public:
  explicit TreeMaker(unsigned seed) : random_(seed) {}

  Node tree() { return make(4, NodeKind::everything); }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  template <typename T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

  std::string word() {
    static const std::vector<std::string> pieces{
        "a", "Estonia", "õ",  "東京",  "-",    "=",  "*",    "~",    "~2",  "\\", "\"", "“",
        "»", "(",       ")",  ":",     "AND",  "OR", "NEAR", "/5",   "'",   "/",  "//", ".",
        ",", "12",      "אב", "title", "🙂", "&&", "<",    "year", "NOT", "tr", "é"};
    std::string text;
    do {
      text.clear();
      for (std::size_t n = 1 + below(4); n > 0; --n)
        text += one_of(pieces);
    } while (!holds_word(text));
    return text;
  }

  std::string phrase() {
    std::string text = word();
    for (std::size_t n = below(4); n > 0; --n)
      text += " " + word();
    return text;
  }

  Node leaf(bool for_near) {
    Node node;
    static const std::vector<NodeKind> kinds{NodeKind::word, NodeKind::word, NodeKind::phrase,
                                             NodeKind::prefix, NodeKind::fuzzy};
    node.kind = one_of(kinds);
    node.text = node.kind == NodeKind::phrase ? phrase() : word();
    if (node.kind == NodeKind::fuzzy) node.distance = 1 + static_cast<int>(below(2));
    if (for_near) return node;
    node.field = one_of<Field>({Field::anywhere, Field::anywhere, Field::title, Field::heading});
    node.verbatim = (node.kind == NodeKind::word || node.kind == NodeKind::phrase) && below(5) == 0;
    return node;
  }

  Node facet() {
    Node node;
    node.kind = NodeKind::facet;
    node.filter.facet = one_of(kKnownFacets);
    const bool years = node.filter.facet == "year" || node.filter.facet == "about";
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      std::string value =
          years ? one_of<std::string>({"2007", "1990..", "..2000", "2001..2003"}) : phrase();
      auto& values = node.filter.values;
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
    return node;
  }

  Node near() {
    Node node;
    node.kind = NodeKind::near;
    node.distance = 1 + static_cast<int>(below(20));
    const Field field = one_of<Field>({Field::anywhere, Field::title});
    for (std::size_t n = 2 + below(2); n > 0; --n) {
      node.children.push_back(leaf(true));
      node.children.back().field = field;
    }
    return node;
  }

  static bool is_plain_bag(const Node& node) {
    return node.kind == NodeKind::bag &&
           std::none_of(node.children.begin(), node.children.end(), [](const Node& child) {
             return child.kind == NodeKind::negate || child.kind == NodeKind::facet;
           });
  }

  static bool may_hold(const Node& parent, const Node& child) {
    if (parent.kind == NodeKind::bag && is_plain_bag(child)) return false;
    if (parent.kind != NodeKind::bag && child.kind == parent.kind) return false;
    if (parent.kind == NodeKind::all_of || child.kind != NodeKind::facet) return true;
    return std::none_of(parent.children.begin(), parent.children.end(), [&](const Node& other) {
      return other.kind == NodeKind::facet && other.filter.facet == child.filter.facet;
    });
  }

  Node make(int depth, NodeKind parent) {
    const std::size_t choice = depth == 0 ? below(6) : below(12);
    if (choice < 4) return leaf(false);
    if (choice < 5) return facet();
    if (choice < 6) return near();
    Node node;
    node.kind =
        one_of<NodeKind>({NodeKind::bag, NodeKind::all_of, NodeKind::any_of, NodeKind::negate});
    if (node.kind == NodeKind::negate && parent == NodeKind::negate) node.kind = NodeKind::bag;
    const std::size_t size = node.kind == NodeKind::negate ? 1 : 2 + below(3);
    while (node.children.size() < size) {
      Node child = make(depth - 1, node.kind);
      if (may_hold(node, child)) node.children.push_back(std::move(child));
    }
    return node;
  }

  std::mt19937 random_;
};

std::string garbage(std::mt19937& random) {
  static const std::vector<std::string> pieces{
      " ",   " ",      "a",        "bc",     "\"",   "“",    "”",     "«",       "-",
      "=",   "(",      ")",        "*",      "~",    "~2",   ":",     "AND",     "OR",
      "NOT", "NEAR/3", "\\",       "title:", "&&",   "||",   "year:", "2020",    "..",
      ",",   "אב",     "country:", "desk:(", "\xff", "\x01", "//",    "é",       "🙂",
      "東",  "NEAR",   "/",        "\xc3",   "x",    " OR ", " AND ", "heading:"};
  std::string text;
  for (std::size_t n = random() % 25; n > 0; --n)
    text += pieces[random() % pieces.size()];
  return text;
}

}  // namespace

TEST_CASE("Any tree that is printed and read again is the same tree") {
  TreeMaker maker(20240607);
  for (int i = 0; i < 30'000; ++i) {
    const Node tree = maker.tree();
    const std::string printed = print_query(tree);
    const auto parsed = parse_query(printed, kKnownFacets);
    if (parsed.root == tree) continue;
    INFO("number " << i << ": " << printed << "\nread as: " << print_query(parsed.root));
    REQUIRE(parsed.root == tree);
  }
}

TEST_CASE("Any garbage that is read, printed and read again is the same tree") {
  std::mt19937 random(7);
  for (int i = 0; i < 200'000; ++i) {
    const std::string query = garbage(random);
    const auto first = parse_query(query, kKnownFacets);
    const std::string printed = print_query(first.root);
    const auto second = parse_query(printed, kKnownFacets);
    if (second.root == first.root && print_query(second.root) == printed) continue;
    INFO("query: " << query << "\nprinted: " << printed << "\nthen: " << print_query(second.root));
    REQUIRE(second.root == first.root);
    REQUIRE(print_query(second.root) == printed);
  }
}

TEST_CASE("A query is printed the way people write it") {
  const auto printed = [](const std::string& query) {
    return print_query(parse_query(query, kKnownFacets).root);
  };
  CHECK(printed("a   b OR (c)") == "a b OR c");
  CHECK(printed("(a OR b) c") == "(a OR b) c");
  CHECK(printed("a NOT b") == "a -b");
  CHECK(printed("“sea level”") == "\"sea level\"");
  CHECK(printed("title:(a b)") == "title:a title:b");
  CHECK(printed("country:(EE LV) year:>=2020") == "country:(EE OR LV) year:2020..");
  CHECK(printed("country:\"United States\"") == "country:\"United States\"");
  CHECK(printed("country:U.S.") == "country:U.S.");
  CHECK(printed("a NEAR b") == "a NEAR/10 b");
  CHECK(printed("wrod~ cyb* =US") == "wrod~1 cyb* =US");
  CHECK(printed("https://example.org/x") == "https://example.org/x");
  CHECK(printed("") == "");
}

TEST_CASE("Trees that differ in any part are not equal") {
  const Node base = parse_query("title:a", kKnownFacets).root;
  const auto changed = [&](auto change) {
    Node node = base;
    change(node);
    return node;
  };
  CHECK(changed([](Node& n) { n.source = {5, 6}; }) == base);
  CHECK_FALSE(changed([](Node& n) { n.text = "b"; }) == base);
  CHECK_FALSE(changed([](Node& n) { n.kind = NodeKind::phrase; }) == base);
  CHECK_FALSE(changed([](Node& n) { n.field = Field::heading; }) == base);
  CHECK_FALSE(changed([](Node& n) { n.verbatim = true; }) == base);
  CHECK_FALSE(changed([](Node& n) { n.distance = 1; }) == base);
  CHECK_FALSE(changed([](Node& n) { n.filter.values = {"x"}; }) == base);
  CHECK_FALSE(changed([](Node& n) { n.children.emplace_back(); }) == base);
}
