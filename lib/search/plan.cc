#include "search/plan.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>

#include "pilcrow/error.h"
#include "search/word_reader.h"

namespace pilcrow::internal {

namespace {

// "A..B", "A..", "..B" with whole numbers.
struct Range {
  long from = 0;
  long to = 0;
};

std::optional<long> whole_number(std::string_view digits) {
  long value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<Range> parse_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const std::string_view left = text.substr(0, dots);
  const std::string_view right = text.substr(dots + 2);
  Range range{-1000000, 1000000};
  if (!left.empty()) {
    const auto value = whole_number(left);
    if (!value) return std::nullopt;
    range.from = *value;
  }
  if (!right.empty()) {
    const auto value = whole_number(right);
    if (!value) return std::nullopt;
    range.to = *value;
  }
  if (left.empty() && right.empty()) return std::nullopt;
  return range;
}

// Text of scripts without spaces comes as one word whatever its length. Up to this many pairs of
// characters are a word to be found as it stands; more, or some beside words of another script, are
// a sentence, of which a bag takes the pairs.
constexpr std::size_t kLongestUnspacedWord = 3;

bool is_stretch(const std::vector<TermGroup>& groups) {
  const auto is_pair = [](const TermGroup& group) { return is_character_pair(group.terms[0]); };
  const auto pairs = static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), is_pair));
  return pairs > 0 && (groups.size() > kLongestUnspacedWord || pairs < groups.size());
}

// Builds the plan of one query.
class Planner {
 public:
  Planner(const SearchRequest& request, Match match, const Snapshot& snapshot, Plan& plan)
      : request_(request), match_(match), snapshot_(snapshot), plan_(plan) {}

  void plan(const ParsedQuery& query) {
    plan_.notes = query.notes;
    for (const FacetFilter& filter : request_.where)
      hoist(filter);
    plan_.root = node(take_filters(query.root), /*in_bag=*/false);
    if (plan_.root.kind == PlanKind::any_of && query.root.kind == NodeKind::word)
      plan_.root.kind = PlanKind::bag;  // the pieces of a stretch are the whole query
  }

 private:
  // Facet words at the top level restrict the whole query; what is left are its words.
  Node take_filters(const Node& root) {
    if (root.kind == NodeKind::facet) {
      hoist(root.filter);
      return {};
    }
    if (root.kind == NodeKind::negate && root.children[0].kind == NodeKind::facet) {
      hoist_excluded(root.children[0].filter);
      return {};
    }
    if (root.kind != NodeKind::bag) return root;
    Node rest = root;
    rest.children.clear();
    for (const Node& child : root.children) {
      if (child.kind == NodeKind::facet)
        hoist(child.filter);
      else if (child.kind == NodeKind::negate && child.children[0].kind == NodeKind::facet)
        hoist_excluded(child.children[0].filter);
      else
        rest.children.push_back(child);
    }
    if (rest.children.empty()) return {};
    return rest;
  }

  void hoist_excluded(FacetFilter filter) {
    filter.exclude = true;
    hoist(filter);
  }

  void hoist(const FacetFilter& filter) {
    PlanFilter resolved = resolve_filter(filter, snapshot_, plan_.notes);
    for (PlanFilter& known : plan_.filters) {
      if (known.facet != resolved.facet || known.exclude != resolved.exclude) continue;
      for (std::size_t i = 0; i < known.accepted.size(); ++i)
        known.accepted[i] |= resolved.accepted[i];
      known.values.insert(known.values.end(), resolved.values.begin(), resolved.values.end());
      return;
    }
    plan_.filters.push_back(std::move(resolved));
  }

  PlanNode node(const Node& query, bool in_bag) {
    switch (query.kind) {
      case NodeKind::everything:
        return {};
      case NodeKind::bag:
        return bag(query);
      case NodeKind::all_of:
        return group(PlanKind::all_of, query);
      case NodeKind::any_of:
        return group(PlanKind::any_of, query);
      case NodeKind::negate: {
        ++negations_;
        PlanNode negated = group(PlanKind::negate, query);
        --negations_;
        return negated;
      }
      case NodeKind::near:
        return near(query);
      case NodeKind::word:
      case NodeKind::phrase:
        return words(query, in_bag);
      case NodeKind::prefix:
      case NodeKind::fuzzy:
        return expansion(query);
      case NodeKind::facet:
        break;
    }
    PlanNode facet;
    facet.kind = PlanKind::facet;
    facet.filter = query.filter;
    facet_number(snapshot_, facet.filter.facet);
    return facet;
  }

  PlanNode group(PlanKind kind, const Node& query) {
    PlanNode result;
    result.kind = kind;
    for (const Node& child : query.children)
      result.children.push_back(node(child, false));
    return result;
  }

  // Stop words are left out of a bag unless there is nothing else in it.
  PlanNode bag(const Node& query) {
    const auto stops = [this](const Node& child) {
      return child.kind == NodeKind::word && !child.verbatim && child.field == Field::anywhere &&
             is_stop_word(child.text, snapshot_);
    };
    const bool only_stops = std::all_of(
        query.children.begin(), query.children.end(),
        [&](const Node& child) { return child.kind == NodeKind::negate || stops(child); });
    PlanNode result;
    result.kind = PlanKind::bag;
    for (const Node& child : query.children) {
      if (!only_stops && stops(child)) {
        explain("\"" + child.text + "\" is too common to count and was left out");
        if (const Readings readings = read_word(child.text, snapshot_); !readings.empty())
          plan_.stop_words.push_back(readings.front().front());
        ++position_;
        continue;
      }
      PlanNode planned = node(child, true);
      if (planned.kind == PlanKind::any_of && child.kind == NodeKind::word) {
        std::move(planned.children.begin(), planned.children.end(),
                  std::back_inserter(result.children));
      } else if (planned.kind != PlanKind::nothing || !wordless_)
        result.children.push_back(std::move(planned));
      wordless_ = false;
    }
    drop_repeated(result.children);
    if (result.children.empty()) result.kind = PlanKind::nothing;
    return result;
  }

  // Where any word will do, one that is said twice does not count twice.
  void drop_repeated(std::vector<PlanNode>& children) const {
    if (match_ != Match::any) return;
    std::set<std::vector<std::string>> seen;
    std::erase_if(children, [&](const PlanNode& child) {
      if (child.kind != PlanKind::leaf) return false;
      const Leaf& leaf = plan_.leaves[child.leaf];
      return leaf.groups.size() == 1 && leaf.field == Field::anywhere && leaf.verbatim.empty() &&
             !seen.insert(leaf.groups[0].terms).second;
    });
  }

  PlanNode leaf(std::vector<TermGroup> groups, const Node& query, bool near = false) {
    PlanNode result;
    result.kind = PlanKind::leaf;
    result.leaf = plan_.leaves.size();
    result.position = position_;
    position_ += static_cast<std::uint32_t>(groups.size());
    Leaf leaf;
    leaf.groups = std::move(groups);
    leaf.near = near;
    leaf.distance = near ? query.distance : 0;
    leaf.field = query.field;
    if (query.verbatim) leaf.verbatim = query.text;
    plan_.leaves.push_back(std::move(leaf));
    return result;
  }

  PlanNode words(const Node& query, bool in_bag) {
    Readings readings = read_word(query.text, snapshot_);
    if (readings.empty()) {
      note("\"" + query.text + "\" holds no word and was left out");
      wordless_ = in_bag;
      return nothing();
    }
    explain_readings(query.text, readings);
    if (query.verbatim) readings.resize(1);
    if (negations_ == 0 && query.field == Field::anywhere) plan_.typed.push_back(query.text);
    if (query.kind == NodeKind::word && !query.verbatim && match_ == Match::any) {
      if (is_stretch(readings.front())) return pieces(readings.front(), query);
      if (in_bag && comes_apart(query, readings.front())) return parts(std::move(readings), query);
    }
    if (readings.size() == 1) return leaf(std::move(readings.front()), query);
    PlanNode result;
    result.kind = PlanKind::alternatives;
    const std::uint32_t position = position_;
    for (auto& reading : readings) {
      position_ = position;
      result.children.push_back(leaf(std::move(reading), query));
    }
    return result;
  }

  // The pairs of characters of a stretch, each for itself.
  PlanNode pieces(const std::vector<TermGroup>& groups, const Node& query) {
    PlanNode result;
    result.kind = PlanKind::any_of;
    const auto stops = [this](const TermGroup& group) {
      return is_stop_word(group.terms[0], snapshot_);
    };
    const bool only_stops = std::all_of(groups.begin(), groups.end(), stops);
    for (const TermGroup& group : groups) {
      if (!only_stops && stops(group)) {
        plan_.stop_words.push_back(group);
        ++position_;
        continue;
      }
      result.children.push_back(leaf({group}, query));
      plan_.leaves.back().weight = character_pair_weight(group.terms[0]);
    }
    drop_repeated(result.children);
    return result;
  }

  // Whether a word that the analyzer took apart (cyber-attack) may be looked for by its parts.
  [[nodiscard]] bool comes_apart(const Node& query, const std::vector<TermGroup>& groups) const {
    if (groups.size() < 2 || query.field != Field::anywhere) return false;
    return std::none_of(groups.begin(), groups.end(), [this](const TermGroup& group) {
      return is_character_pair(group.terms[0]) || is_stop_word(group.terms[0], snapshot_);
    });
  }

  // Such a word where any word will do: its parts, or the whole as one word, worth as much as they.
  PlanNode parts(Readings readings, const Node& query) {
    PlanNode result;
    result.kind = PlanKind::alternatives;
    const std::uint32_t position = position_;
    result.children.push_back(pieces(readings.front(), query));
    for (std::size_t i = 1; i < readings.size(); ++i) {
      position_ = position;
      const bool whole = readings[i].size() == 1;
      result.children.push_back(leaf(std::move(readings[i]), query));
      if (whole) plan_.leaves.back().weight = static_cast<float>(readings.front().size());
    }
    return result;
  }

  // The children of NEAR share a field. A phrase among them counts word by word.
  PlanNode near(const Node& query) {
    std::vector<TermGroup> groups;
    Node placed = query;
    for (const Node& child : query.children) {
      if (child.field != Field::anywhere) placed.field = child.field;
      if (child.kind == NodeKind::prefix || child.kind == NodeKind::fuzzy) {
        if (TermGroup group{expand(child)}; !group.terms.empty())
          groups.push_back(std::move(group));
        continue;
      }
      const Readings readings = read_word(child.text, snapshot_);
      if (readings.empty()) continue;
      if (child.kind == NodeKind::phrase && readings.front().size() > 1)
        note("the words of \"" + child.text + "\" are taken one by one beside NEAR");
      groups.insert(groups.end(), readings.front().begin(), readings.front().end());
    }
    return groups.empty() ? nothing() : leaf(std::move(groups), placed, true);
  }

  PlanNode expansion(const Node& query) {
    std::vector<std::string> terms = expand(query);
    return terms.empty() ? nothing() : leaf({TermGroup{std::move(terms)}}, query);
  }

  static PlanNode nothing() {
    PlanNode result;
    result.kind = PlanKind::nothing;
    return result;
  }

  // The terms of a prefix or a fuzzy word.
  std::vector<std::string> expand(const Node& query) {
    const bool prefix = query.kind == NodeKind::prefix;
    Expansion expansion = prefix ? expand_prefix(query.text, snapshot_)
                                 : expand_fuzzy(query.text, query.distance, snapshot_);
    const std::string shown = query.text + (prefix ? "*" : "~");
    if (expansion.cut)
      note("\"" + shown + "\" stands for more than " + std::to_string(kMostExpansions) +
           " words; the most frequent were taken");
    std::string list;
    for (const std::string& term : expansion.terms)
      list += " " + term;
    explain("\"" + shown + "\" was expanded to" + (list.empty() ? " nothing" : list));
    return std::move(expansion.terms);
  }

  void note(std::string message) {
    plan_.notes.push_back({Severity::info, "", std::move(message)});
  }

  void explain(std::string line) {
    if (request_.explain) plan_.explanation.push_back(std::move(line));
  }

  void explain_readings(const std::string& typed, const Readings& readings) {
    if (!request_.explain) return;
    std::string line = "\"" + typed + "\" is read as";
    for (std::size_t r = 0; r < readings.size(); ++r) {
      if (r > 0) line += ", or";
      for (const TermGroup& group : readings[r]) {
        line += " ";
        for (std::size_t i = 0; i < group.terms.size(); ++i)
          line += (i > 0 ? "|" : "") + group.terms[i];
      }
    }
    explain(std::move(line));
  }

  const SearchRequest& request_;
  Match match_;
  const Snapshot& snapshot_;
  Plan& plan_;
  std::uint32_t position_ = 0;  // of the next word in the query
  int negations_ = 0;           // around what is being planned
  bool wordless_ = false;       // the last word planned held nothing to look for
};

}  // namespace

std::uint32_t facet_number(const Snapshot& snapshot, const std::string& facet) {
  const auto& names = snapshot.manifest().facets;
  const auto it = std::find(names.begin(), names.end(), facet);
  if (it != names.end()) return static_cast<std::uint32_t>(it - names.begin());
  std::string message = "no facet \"" + facet + "\" in this index; there are";
  for (std::size_t i = 0; i < names.size(); ++i)
    message += (i > 0 ? ", " : " ") + names[i];
  throw Error(ErrorCode::invalid_argument, message);
}

PlanFilter resolve_filter(const FacetFilter& filter, const Snapshot& snapshot,
                          std::vector<Note>& notes) {
  PlanFilter result;
  result.facet = facet_number(snapshot, filter.facet);
  result.exclude = filter.exclude;
  const FacetColumn& column = snapshot.columns().facets()[result.facet];
  result.accepted.assign(column.values.size(), 0);
  const auto accept = [&](const std::string& value) {
    result.values.push_back(value);
    if (const std::int64_t ordinal = column.find(value); ordinal >= 0)
      result.accepted[static_cast<std::size_t>(ordinal)] = 1;
  };
  for (const std::string& value : filter.values) {
    if (const auto range = parse_range(value)) {
      if (range->from > range->to)
        notes.push_back({Severity::warning, "",
                         "the range " + value + " holds nothing: it ends before it begins"});
      for (const std::string& known : column.values) {
        const auto number = whole_number(known);
        if (number && *number >= range->from && *number <= range->to) accept(known);
      }
    } else {
      for (const std::string& expanded : expand_facet_value(filter.facet, value))
        accept(expanded);
    }
  }
  std::sort(result.values.begin(), result.values.end());
  result.values.erase(std::unique(result.values.begin(), result.values.end()), result.values.end());
  return result;
}

Plan make_plan(const ParsedQuery& query, const SearchRequest& request, Match match,
               const Snapshot& snapshot) {
  Plan plan;
  Planner(request, match, snapshot, plan).plan(query);
  return plan;
}

}  // namespace pilcrow::internal
