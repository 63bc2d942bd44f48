#include "search/query_build.h"

#include <algorithm>
#include <utility>

namespace pilcrow::internal {

namespace {

bool is_near_word(const Node& node) {
  return node.kind == NodeKind::word || node.kind == NodeKind::phrase ||
         node.kind == NodeKind::prefix || node.kind == NodeKind::fuzzy;
}

/// A bag whose meaning does not change when its children join the bag around it.
bool is_plain_bag(const Node& node) {
  return node.kind == NodeKind::bag &&
         std::none_of(node.children.begin(), node.children.end(), [](const Node& child) {
           return child.kind == NodeKind::negate || child.kind == NodeKind::facet;
         });
}

bool joins(NodeKind parent, const Node& child) {
  if (parent == NodeKind::bag) return is_plain_bag(child);
  return child.kind == parent && (parent == NodeKind::all_of || parent == NodeKind::any_of);
}

std::vector<Node> flatten(NodeKind kind, std::vector<Node> children) {
  std::vector<Node> flat;
  flat.reserve(children.size());
  for (Node& child : children) {
    if (joins(kind, child)) {
      std::move(child.children.begin(), child.children.end(), std::back_inserter(flat));
    } else {
      flat.push_back(std::move(child));
    }
  }
  return flat;
}

void add_values(FacetFilter& filter, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    if (std::find(filter.values.begin(), filter.values.end(), value) == filter.values.end()) {
      filter.values.push_back(value);
    }
  }
}

/// Facet nodes of one facet become one with all their values.
void merge_facets(NodeKind kind, std::vector<Node>& children, QueryNotes& notes) {
  std::vector<Node> merged;
  merged.reserve(children.size());
  std::vector<std::size_t> facets;  // where they stand in `merged`
  for (Node& child : children) {
    if (child.kind == NodeKind::facet) {
      const auto same = std::find_if(facets.begin(), facets.end(), [&](std::size_t i) {
        return merged[i].filter.facet == child.filter.facet;
      });
      if (same != facets.end()) {
        add_values(merged[*same].filter, child.filter.values);
        const std::string& name = child.filter.facet;
        if (kind == NodeKind::bag) {
          notes.add(Severity::info, "values of “" + name +
                                        "” side by side are alternatives; AND "
                                        "between them asks for all");
        }
        continue;
      }
      facets.push_back(merged.size());
    }
    merged.push_back(std::move(child));
  }
  children = std::move(merged);
}

/// The words an operand of NEAR stands for; nothing where it is something else.
std::vector<const Node*> alternatives(const Node& operand) {
  if (is_near_word(operand)) return {&operand};
  std::vector<const Node*> words;
  if (operand.kind != NodeKind::any_of) return words;
  for (const Node& child : operand.children) {
    if (!is_near_word(child)) return {};
    words.push_back(&child);
  }
  return words;
}

Node near_node(const std::vector<const Node*>& words, int distance) {
  Node node;
  node.kind = NodeKind::near;
  node.distance = distance;
  for (const Node* word : words)
    node.children.push_back(*word);
  node.source = {node.children.front().source.begin, node.children.back().source.end};
  return node;
}

}  // namespace

std::optional<Node> build_node(NodeKind kind, std::vector<Node> children, QueryNotes& notes) {
  children = flatten(kind, std::move(children));
  if (kind == NodeKind::bag || kind == NodeKind::any_of) merge_facets(kind, children, notes);
  if (children.empty()) return std::nullopt;
  if (children.size() == 1) return std::move(children.front());
  Node node;
  node.kind = kind;
  node.source = {children.front().source.begin, children.back().source.end};
  node.children = std::move(children);
  return node;
}

Node build_negation(Node child, Span source) {
  if (child.kind == NodeKind::negate) {
    Node inner = std::move(child.children.front());
    return inner;
  }
  Node node;
  node.kind = NodeKind::negate;
  node.source = source;
  node.children.push_back(std::move(child));
  return node;
}

std::optional<Node> build_near(const std::vector<Node>& operands, int distance,
                               std::size_t max_words, QueryNotes& notes) {
  std::vector<std::vector<const Node*>> choices;
  std::size_t combinations = 1;
  for (const Node& operand : operands) {
    choices.push_back(alternatives(operand));
    if (choices.back().empty()) return std::nullopt;
    combinations *= choices.back().size();
    if (combinations > 1 && combinations * operands.size() > max_words) return std::nullopt;
    for (const Node* word : choices.back()) {
      if (word->field != choices.front().front()->field) return std::nullopt;
    }
  }
  std::vector<Node> nodes;
  for (std::size_t n = 0; n < combinations; ++n) {
    std::vector<const Node*> words;
    std::size_t rest = n;
    for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {
      words.insert(words.begin(), (*choice)[rest % choice->size()]);
      rest /= choice->size();
    }
    nodes.push_back(near_node(words, distance));
  }
  return build_node(NodeKind::any_of, std::move(nodes), notes);
}

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& child : node.children)
    count += count_nodes(child);
  return count;
}

}  // namespace pilcrow::internal
