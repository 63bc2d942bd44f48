#pragma once

#include <optional>
#include <vector>

#include "search/query.h"
#include "search/query_lexer.h"

namespace pilcrow::internal {

/// Builders of query nodes in normal form: no inner node with a single child (but `negate`), no
/// `any_of` in `any_of`, no `all_of` in `all_of`, no double negation, no bag of plain words in a
/// bag, and in a bag or an `any_of` at most one facet node of each facet.

/// Nothing for no children, the child itself for one.
std::optional<Node> build_node(NodeKind kind, std::vector<Node> children, QueryNotes& notes);

Node build_negation(Node child, Span source);

/// Words near each other. An operand may be a word, phrase, prefix or fuzzy word, or alternatives
/// of these, which are multiplied out; all in one field. Nothing where the operands do not fit.
/// Nothing, too, where multiplying out would make more than `max_words` words.
std::optional<Node> build_near(const std::vector<Node>& operands, int distance,
                               std::size_t max_words, QueryNotes& notes);

/// The nodes of a tree, itself included.
std::size_t count_nodes(const Node& node);

}  // namespace pilcrow::internal
