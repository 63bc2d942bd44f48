#include "search/plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "search/plan_words.h"
#include "search/word_reader.h"

namespace pilcrow::internal {

namespace {

// Text of scripts without spaces comes as one word whatever its length. Up to this many pairs of
// characters are a word to be found as it stands; more, or some beside words of another script, are
// a sentence, of which a bag takes the pairs.
constexpr std::size_t kLongestUnspacedWord = 3;

// A NEAR is looked for in so many combinations of what its words may stand for.
constexpr std::size_t kMostCombinations = 32;

bool is_stretch(const std::vector<TermGroup>& groups) {
  const auto is_pair = [](const TermGroup& group) { return is_character_pair(group.terms[0]); };
  const auto pairs = static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), is_pair));
  return pairs > 0 && (groups.size() > kLongestUnspacedWord || pairs < groups.size());
}

bool is_expansion(const Node& node) {
  return node.kind == NodeKind::prefix || node.kind == NodeKind::fuzzy;
}

// Builds the plan of one query.
class Planner {
 public:
  Planner(const SearchRequest& request, Match match, const Snapshot& snapshot,
          const Deadline& deadline, Plan& plan)
      : request_(request),
        match_(match),
        snapshot_(snapshot),
        deadline_(deadline),
        plan_(plan),
        words_(snapshot, plan, request.explain) {}

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
    if (rest.children.size() == 1 && rest.children[0].kind != NodeKind::negate) {
      Node only = std::move(rest.children[0]);
      return only;
    }
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
    deadline_.check();
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
      case NodeKind::prefix:
      case NodeKind::fuzzy:
        return words(query, in_bag);
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
  // `whole`: words that were found to have synonyms together.
  PlanNode bag(const Node& query, bool whole = false) {
    const auto stops = [this](const Node& child) {
      return child.kind == NodeKind::word && !child.verbatim && child.field == Field::anywhere &&
             is_stop_word(child.text, snapshot_) && !words_.has_synonyms(child.text);
    };
    const bool only_stops = std::all_of(
        query.children.begin(), query.children.end(),
        [&](const Node& child) { return child.kind == NodeKind::negate || stops(child); });
    PlanNode result;
    result.kind = PlanKind::bag;
    for (std::size_t i = 0; i < query.children.size(); ++i) {
      const Node& child = query.children[i];
      const SynonymRun run = whole ? SynonymRun{} : words_.synonym_run(query.children, i);
      if (run.length > 0) {
        result.children.push_back(run_or_synonyms(query, i, run));
        i += run.length - 1;
        continue;
      }
      if (!only_stops && stops(child)) {
        words_.explain("\"" + child.text + "\" is too common to count and was left out");
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

  // Words side by side that have synonyms as a whole: these words, or one of the synonyms.
  PlanNode run_or_synonyms(const Node& query, std::size_t first, const SynonymRun& run) {
    Node typed = query;
    typed.children.assign(query.children.begin() + static_cast<std::ptrdiff_t>(first),
                          query.children.begin() + static_cast<std::ptrdiff_t>(first + run.length));
    PlanNode result;
    result.kind = PlanKind::alternatives;
    result.children.push_back(bag(typed, /*whole=*/true));
    const std::uint32_t position = position_;
    for (const Phrasing& phrasing : run.synonyms) {
      result.children.push_back(leaf(phrasing, query.children[first]));
      position_ = position;
    }
    return result;
  }

  // Where any word will do, one that is said twice does not count twice.
  void drop_repeated(std::vector<PlanNode>& children) const {
    if (match_ != Match::any) return;
    std::set<std::vector<std::string>> seen;
    std::erase_if(children, [&](const PlanNode& child) {
      if (child.kind != PlanKind::leaf) return false;
      const Leaf& leaf = plan_.leaves[child.leaf];
      return leaf.groups.size() == 1 && !leaf.groups[0].written && leaf.field == Field::anywhere &&
             leaf.verbatim.empty() && !seen.insert(leaf.groups[0].terms).second;
    });
  }

  PlanNode leaf(Phrasing phrasing, const Node& query) {
    Leaf leaf;
    leaf.groups = std::move(phrasing.groups);
    leaf.field = query.field;
    leaf.verbatim = std::move(phrasing.verbatim);
    const bool written = std::any_of(leaf.groups.begin(), leaf.groups.end(),
                                     [](const TermGroup& group) { return group.written; });
    if (written && leaf.groups.size() > 1) {
      leaf.near = true;
      leaf.parts = {{0, leaf.groups.size(), ""}};
    }
    return add_leaf(std::move(leaf));
  }

  PlanNode add_leaf(Leaf leaf) {
    PlanNode result;
    result.kind = PlanKind::leaf;
    result.leaf = plan_.leaves.size();
    result.position = position_;
    position_ += static_cast<std::uint32_t>(leaf.groups.size());
    plan_.leaves.push_back(std::move(leaf));
    return result;
  }

  PlanNode words(const Node& query, bool in_bag) {
    std::vector<Phrasing> phrasings = words_.phrasings(query);
    if (phrasings.empty()) {
      wordless_ = in_bag && !is_expansion(query);
      return nothing();
    }
    if (negations_ == 0 && query.field == Field::anywhere && !is_expansion(query))
      plan_.typed.push_back(query.text);
    if (query.kind == NodeKind::word && !query.verbatim && match_ == Match::any) {
      const std::vector<TermGroup>& groups = phrasings.front().groups;
      if (is_stretch(groups)) return pieces(groups, query);
      if (in_bag && comes_apart(query, groups)) return parts(std::move(phrasings), query);
    }
    return any_phrasing(std::move(phrasings), query);
  }

  PlanNode any_phrasing(std::vector<Phrasing> phrasings, const Node& query) {
    if (phrasings.size() == 1) return leaf(std::move(phrasings.front()), query);
    PlanNode result;
    result.kind = PlanKind::alternatives;
    const std::uint32_t position = position_;
    for (Phrasing& phrasing : phrasings) {
      position_ = position;
      result.children.push_back(leaf(std::move(phrasing), query));
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
      result.children.push_back(leaf({{group}, ""}, query));
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
  PlanNode parts(std::vector<Phrasing> phrasings, const Node& query) {
    PlanNode result;
    result.kind = PlanKind::alternatives;
    const std::uint32_t position = position_;
    const auto count = static_cast<float>(phrasings.front().groups.size());
    result.children.push_back(pieces(phrasings.front().groups, query));
    for (std::size_t i = 1; i < phrasings.size(); ++i) {
      position_ = position;
      const bool whole = phrasings[i].groups.size() == 1;
      result.children.push_back(leaf(std::move(phrasings[i]), query));
      if (whole) plan_.leaves.back().weight = count;
    }
    return result;
  }

  // The children of NEAR share a field. Each may stand in the text in several ways: all
  // combinations are looked for.
  PlanNode near(const Node& query) {
    std::vector<std::vector<Phrasing>> choices;
    std::size_t combinations = 1;
    for (const Node& child : query.children) {
      std::vector<Phrasing> phrasings = words_.phrasings(child);
      if (phrasings.empty()) {
        if (is_expansion(child)) return nothing();
        continue;
      }
      const std::size_t room = std::max<std::size_t>(1, kMostCombinations / combinations);
      phrasings.resize(std::min(phrasings.size(), room));
      combinations *= phrasings.size();
      choices.push_back(std::move(phrasings));
    }
    if (choices.empty()) return nothing();
    PlanNode result;
    result.kind = PlanKind::alternatives;
    const std::uint32_t position = position_;
    for (std::size_t n = 0; n < combinations; ++n) {
      position_ = position;
      result.children.push_back(add_leaf(near_leaf(choices, n, query)));
    }
    if (result.children.size() > 1) return result;
    PlanNode only = std::move(result.children.front());
    return only;
  }

  static Leaf near_leaf(const std::vector<std::vector<Phrasing>>& choices, std::size_t combination,
                        const Node& query) {
    Leaf leaf;
    leaf.near = true;
    leaf.distance = query.distance;
    leaf.field = query.children.front().field;
    for (const auto& phrasings : choices) {
      const Phrasing& phrasing = phrasings[combination % phrasings.size()];
      combination /= phrasings.size();
      leaf.parts.push_back({leaf.groups.size(), phrasing.groups.size(), phrasing.verbatim});
      leaf.groups.insert(leaf.groups.end(), phrasing.groups.begin(), phrasing.groups.end());
    }
    return leaf;
  }

  static PlanNode nothing() {
    PlanNode result;
    result.kind = PlanKind::nothing;
    return result;
  }

  const SearchRequest& request_;
  Match match_;
  const Snapshot& snapshot_;
  const Deadline& deadline_;
  Plan& plan_;
  WordPlanner words_;
  std::uint32_t position_ = 0;  // of the next word in the query
  int negations_ = 0;           // around what is being planned
  bool wordless_ = false;       // the last word planned held nothing to look for
};

}  // namespace

Plan make_plan(const ParsedQuery& query, const SearchRequest& request, Match match,
               const Snapshot& snapshot, const Deadline& deadline) {
  Plan plan;
  Planner(request, match, snapshot, deadline, plan).plan(query);
  return plan;
}

}  // namespace pilcrow::internal
