// The grammar, loosest first; every rule also takes what a person leaves unfinished.
//
//     any      := all (OR all)*
//     all      := bag (AND bag)*
//     bag      := unary+
//     unary    := (NOT | "-")* near
//     near     := primary (NEAR/n primary)*
//     primary  := word | phrase | "(" any ")" | field ":" primary
//
// So `a b OR c d` reads (a b) OR (c d), `a OR b c` reads a OR (b c), `a AND b OR c` reads (a AND b)
// OR c, and `a b AND c` asks for c and for the bag of a and b: what is joined by AND is asked for
// even where `Match` says "any word".

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "search/query.h"
#include "search/query_build.h"
#include "search/query_lexer.h"
#include "text/utf8.h"

namespace pilcrow::internal {

namespace {

/// A level of brackets can have this many nodes that are not made yet.
constexpr std::size_t kOpenNodesPerLevel = 5;

/// Alternatives beside NEAR are multiplied out to so many words.
constexpr std::size_t kMaxNearWords = 256;

/// What a field in front of brackets says about everything in them.
struct Context {
  Field field = Field::anywhere;
  const std::string* facet = nullptr;  ///< words are values of this facet
};

class Parser {
 public:
  Parser(std::vector<QueryToken> tokens, QueryNotes& notes)
      : tokens_(std::move(tokens)), notes_(notes), starts_operand_(tokens_.size()) {
    for (std::size_t i = tokens_.size(); i-- > 0;) {
      switch (tokens_[i].kind) {
        case QueryTokenKind::word:
        case QueryTokenKind::phrase:
        case QueryTokenKind::open:
        case QueryTokenKind::field:
          starts_operand_[i] = true;
          break;
        case QueryTokenKind::op_not:
        case QueryTokenKind::minus:
          starts_operand_[i] = i + 1 < tokens_.size() && starts_operand_[i + 1];
          break;
        default:
          break;
      }
    }
  }

  std::optional<Node> run() { return parse_any({}); }

 private:
  [[nodiscard]] const QueryToken& now() const { return tokens_[at_]; }
  [[nodiscard]] bool is(QueryTokenKind kind) const { return now().kind == kind; }
  [[nodiscard]] bool operand_follows() const {
    return at_ + 1 < tokens_.size() && starts_operand_[at_ + 1];
  }

  void note(std::string message) { notes_.add(Severity::info, std::move(message)); }

  std::optional<Node> build(NodeKind kind, std::vector<Node> children) {
    if (children.size() > 1) ++nodes_;
    return build_node(kind, std::move(children), notes_);
  }

  std::optional<Node> parse_any(const Context& context) {
    return parse_joined(QueryTokenKind::op_or, NodeKind::any_of, context);
  }

  std::optional<Node> parse_joined(QueryTokenKind op, NodeKind kind, const Context& context) {
    std::vector<Node> parts;
    while (true) {
      auto part = op == QueryTokenKind::op_or
                      ? parse_joined(QueryTokenKind::op_and, NodeKind::all_of, context)
                      : parse_bag(context);
      if (part) parts.push_back(std::move(*part));
      if (!is(op)) break;
      ++at_;  // parse_bag stops at an operator only where an operand follows it
    }
    return build(kind, std::move(parts));
  }

  std::optional<Node> parse_bag(const Context& context) {
    std::vector<Node> parts;
    while (!is(QueryTokenKind::end)) {
      if (is(QueryTokenKind::close)) {
        if (!skip_close()) break;
      } else if (is(QueryTokenKind::op_and) || is(QueryTokenKind::op_or)) {
        if (!parts.empty() && operand_follows()) break;
        add_lone_operator(context, parts);
      } else if (is(QueryTokenKind::op_near)) {
        add_lone_operator(context, parts);
      } else {
        parse_unary(context, parts);
      }
    }
    const NodeKind kind = context.facet == nullptr ? NodeKind::bag : facet_bag(parts);
    return build(kind, std::move(parts));
  }

  /// Values of a facet in brackets are alternatives, written with OR or without.
  static NodeKind facet_bag(const std::vector<Node>& parts) {
    const bool only_facets = std::all_of(
        parts.begin(), parts.end(), [](const Node& part) { return part.kind == NodeKind::facet; });
    return only_facets ? NodeKind::any_of : NodeKind::bag;
  }

  /// True where the closing bracket was skipped: it closes nothing, or one that was too deep.
  bool skip_close() {
    if (too_deep_ > 0) {
      --too_deep_;
    } else if (depth_ == 0) {
      note("a closing bracket without an opening one was left out");
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  void add_lone_operator(const Context& context, std::vector<Node>& parts) {
    note("“" + now().text + "” has nothing to join here and was read as a word");
    const QueryToken& token = tokens_[at_++];
    if (holds_word(token.text)) add_leaf(context, token, parts);
  }

  void parse_unary(const Context& context, std::vector<Node>& parts) {
    bool negated = false;
    const std::size_t begin = now().source.begin;
    while (is(QueryTokenKind::op_not) || is(QueryTokenKind::minus)) {
      if (!operand_follows()) {
        if (is(QueryTokenKind::op_not)) return add_lone_operator(context, parts);
        ++at_;  // its operand held no word, which is noted
        return;
      }
      negated = !negated;
      ++at_;
    }
    std::vector<Node> operands = parse_near(context);
    if (operands.empty()) return;
    if (negated) {
      const Span source{begin, operands.front().source.end};
      ++nodes_;
      operands.front() = build_negation(std::move(operands.front()), source);
    }
    std::move(operands.begin(), operands.end(), std::back_inserter(parts));
  }

  /// Several nodes where NEAR could not join them.
  std::vector<Node> parse_near(const Context& context) {
    std::vector<Node> operands;
    int distance = 0;
    bool mixed = false;
    parse_primary(context, operands);
    while (is(QueryTokenKind::op_near) && !operands.empty() && operand_follows()) {
      if (tokens_[at_ + 1].kind == QueryTokenKind::op_not ||
          tokens_[at_ + 1].kind == QueryTokenKind::minus) {
        ++at_;
        note_no_near();
        break;
      }
      mixed = mixed || (distance != 0 && distance != now().distance);
      distance = std::max(distance, now().distance);
      ++at_;
      parse_primary(context, operands);
    }
    if (distance == 0) return operands;
    auto near = operands.size() < 2 ? std::nullopt
                                    : build_near(operands, distance, room_for_near(), notes_);
    if (!near) {
      note_no_near();
      return operands;
    }
    nodes_ += count_nodes(*near) - std::min(count_nodes(*near), operands.size());
    if (mixed) note("NEAR was read with its largest distance, " + std::to_string(distance));
    operands.clear();
    operands.push_back(std::move(*near));
    return operands;
  }

  [[nodiscard]] std::size_t room_for_near() const {
    const std::size_t used = nodes_ + reserved_nodes();
    return used < kMaxQueryNodes ? std::min((kMaxQueryNodes - used) / 2, kMaxNearWords) : 0;
  }

  void note_no_near() {
    note("NEAR was left out: it joins words and phrases of one field, nothing else");
  }

  void parse_primary(const Context& context, std::vector<Node>& out) {
    if (!is(QueryTokenKind::field)) return parse_operand(context, out);
    const QueryToken& field = tokens_[at_++];
    const std::size_t before = out.size();
    const std::size_t from = at_;
    parse_operand(field_context(field), out);
    if (at_ == from) add_field_as_word(field, context, out);
    if (out.size() > before) out[before].source.begin = field.source.begin;
  }

  void parse_operand(const Context& context, std::vector<Node>& out) {
    while (is(QueryTokenKind::open) && is_too_deep(context)) {
      notes_.add(Severity::warning, "brackets deeper than " + std::to_string(kMaxQueryDepth) +
                                        " levels were left out");
      ++too_deep_;
      ++at_;
    }
    if (is(QueryTokenKind::open)) {
      parse_brackets(context, out);
    } else if (is(QueryTokenKind::word) || is(QueryTokenKind::phrase)) {
      add_leaf(context, tokens_[at_++], out);
    }
  }

  /// The brackets around values of a facet, and nothing else, go one level deeper, so that facets
  /// that were merged at the deepest level can be written down.
  [[nodiscard]] bool is_too_deep(const Context& context) const {
    if (depth_ < kMaxQueryDepth) return false;
    return depth_ > kMaxQueryDepth || context.facet == nullptr || !opens_values(*context.facet);
  }

  [[nodiscard]] bool opens_values(const std::string& facet) const {
    for (std::size_t i = at_ + 1; tokens_[i].kind != QueryTokenKind::close; ++i) {
      const QueryToken& token = tokens_[i];
      const bool is_value = token.kind == QueryTokenKind::phrase ||
                            (token.kind == QueryTokenKind::word && all_fit(facet, token));
      if (!is_value && token.kind != QueryTokenKind::op_or)
        return token.kind == QueryTokenKind::end;
    }
    return true;
  }

  /// Whether a word is nothing but values that fit the facet.
  static bool all_fit(const std::string& facet, const QueryToken& token) {
    QueryNotes ignored;
    bool fit = true;
    for_each_value(token, [&](std::string value) {
      fit = fit && read_facet_value(facet, value, ignored);
      return fit;
    });
    return fit;
  }

  static Context field_context(const QueryToken& field) {
    Context context;
    context.field = field.field;
    if (field.field == Field::anywhere) context.facet = &field.text;
    return context;
  }

  /// "title:" in front of a quotation mark that is not closed and something that is no operand.
  void add_field_as_word(const QueryToken& field, const Context& context, std::vector<Node>& out) {
    QueryToken word;
    word.kind = QueryTokenKind::word;
    word.text = field.raw;
    word.raw = field.raw;
    word.source = field.source;
    note("“" + field.raw + "” was read as a word: nothing to search for follows it directly");
    Context outside = context;
    outside.facet = nullptr;
    add_leaf(outside, word, out);
  }

  void parse_brackets(const Context& context, std::vector<Node>& out) {
    const std::size_t begin = now().source.begin;
    ++depth_;
    ++at_;
    auto inner = parse_any(context);
    std::size_t end = now().source.begin;
    if (is(QueryTokenKind::close)) {
      end = now().source.end;
      ++at_;
    } else if (!cut_) {
      note("a bracket that is not closed was closed at the end");
    }
    --depth_;
    if (!inner) return note("brackets without a word in them were left out");
    inner->source = {begin, end};
    out.push_back(std::move(*inner));
  }

  [[nodiscard]] std::size_t reserved_nodes() const {
    return kOpenNodesPerLevel * (std::min(depth_, kMaxQueryDepth) + 1);
  }

  /// Counts one more node; false, and the end of the query, where there may be no more.
  bool take_node() {
    if (nodes_ + reserved_nodes() < kMaxQueryNodes) {
      ++nodes_;
      return true;
    }
    notes_.add(Severity::warning, "the query is too long: only its first part was read, at most " +
                                      std::to_string(kMaxQueryNodes) + " words and operators");
    cut_ = true;
    at_ = tokens_.size() - 1;
    return false;
  }

  void add_leaf(const Context& context, const QueryToken& token, std::vector<Node>& out) {
    if (context.facet == nullptr) {
      if (take_node()) out.push_back(word_leaf(context.field, token));
    } else {
      add_facet_leaf(*context.facet, token, out);
    }
  }

  static Node word_leaf(Field field, const QueryToken& token) {
    Node node;
    node.kind = NodeKind::word;
    if (token.kind == QueryTokenKind::phrase) node.kind = NodeKind::phrase;
    if (token.suffix == WordSuffix::star) node.kind = NodeKind::prefix;
    if (token.suffix == WordSuffix::tilde) {
      node.kind = NodeKind::fuzzy;
      node.distance = token.distance;
    }
    node.text = token.text;
    node.field = field;
    node.verbatim = token.verbatim;
    node.source = token.source;
    return node;
  }

  void add_facet_leaf(const std::string& facet, const QueryToken& token, std::vector<Node>& out) {
    Node node;
    node.kind = NodeKind::facet;
    node.filter.facet = facet;
    node.source = token.source;
    if (token.kind == QueryTokenKind::phrase) {
      if (take_node()) node.filter.values.push_back(token.text);
    } else {
      add_values(facet, token, node.filter.values, out);
    }
    if (!node.filter.values.empty()) out.push_back(std::move(node));
  }

  /// Calls visit(value) for what stands between commas, until it is false.
  template <typename Visit>
  static void for_each_value(const QueryToken& token, Visit visit) {
    const std::string& raw = token.raw.empty() ? token.text : token.raw;
    for (std::size_t begin = 0; begin <= raw.size();) {
      const std::size_t end = std::min(raw.find(',', begin), raw.size());
      std::string value = raw.substr(begin, end - begin);
      begin = end + 1;
      if (holds_word(value) && !visit(std::move(value))) return;
    }
  }

  /// A value that does not fit the facet becomes a word.
  void add_values(const std::string& facet, const QueryToken& token,
                  std::vector<std::string>& values, std::vector<Node>& out) {
    for_each_value(token, [&](std::string value) {
      if (!take_node()) return false;
      if (!read_facet_value(facet, value, notes_)) {
        QueryToken word = token;
        word.text = facet;
        word.text += ':';
        word.text += value;
        word.suffix = WordSuffix::none;
        word.verbatim = false;
        out.push_back(word_leaf(Field::anywhere, word));
      } else if (std::find(values.begin(), values.end(), value) == values.end()) {
        values.push_back(std::move(value));
      }
      return true;
    });
  }

  std::vector<QueryToken> tokens_;
  QueryNotes& notes_;
  std::vector<char> starts_operand_;  ///< per token: an operand can begin here
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t too_deep_ = 0;  ///< open brackets that were passed over
  std::size_t nodes_ = 0;
  bool cut_ = false;  ///< too many nodes: the rest of the query is not read
};

/// At most `kMaxQueryBytes`, cut between characters.
std::string_view within_limit(std::string_view query, QueryNotes& notes) {
  if (query.size() <= kMaxQueryBytes) return query;
  notes.add(Severity::warning, "the query is too long: only its first " +
                                   std::to_string(kMaxQueryBytes) + " bytes were read");
  return query.substr(0, floor_to_character(query, kMaxQueryBytes));
}

/// What stands for a query without a word: everything where nothing was typed (or "*"), else what
/// was typed as a phrase, which finds nothing.
Node wordless(std::string_view text) {
  Node node;
  node.text = fold_spaces(text);
  if (node.text == "*") node.text.clear();
  if (!node.text.empty()) node.kind = NodeKind::phrase;
  node.source = {0, text.size()};
  return node;
}

}  // namespace

ParsedQuery parse_query(std::string_view query, const std::vector<std::string>& facets) {
  QueryNotes notes;
  const std::string text = space_out(within_limit(query, notes));
  QueryNotes reading;
  auto root = Parser(lex_query(text, facets, reading), reading).run();
  ParsedQuery parsed;
  parsed.root = root ? std::move(*root) : wordless(text);
  if (root || parsed.root.kind == NodeKind::phrase) {
    for (Note& note : reading.take())
      notes.add(note.severity, std::move(note.message));
  }
  parsed.notes = notes.take();
  return parsed;
}

bool operator==(const Node& a, const Node& b) {
  return a.kind == b.kind && a.text == b.text && a.field == b.field && a.verbatim == b.verbatim &&
         a.distance == b.distance && a.filter.facet == b.filter.facet &&
         a.filter.values == b.filter.values && a.filter.exclude == b.filter.exclude &&
         a.children == b.children;
}

}  // namespace pilcrow::internal
