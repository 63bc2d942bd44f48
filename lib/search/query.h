#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/note.h"
#include "pilcrow/search_request.h"
#include "pilcrow/span.h"

namespace pilcrow::internal {

/// What a node of a query tree stands for.
enum class NodeKind {
  everything,  ///< the empty query
  bag,         ///< juxtaposed parts, combined as `Match` says; `negate` children exclude
  all_of,      ///< AND
  any_of,      ///< OR
  negate,      ///< NOT, `-`: one child
  near,    ///< a NEAR/n b: two or more word, phrase, prefix or fuzzy children of one field, within
           ///< `distance` words of each other, any order
  word,    ///< one word as typed
  phrase,  ///< words in order, next to each other
  prefix,  ///< word*
  fuzzy,   ///< word~ or word~2: within `distance` edits
  facet,   ///< country:JP, year:2020..2024, country:(EE OR LV)
};

/// Where a word has to stand.
enum class Field { anywhere, title, heading };

/// A query as it was read. Words are raw: the analyzer has not seen them.
struct Node {
  NodeKind kind = NodeKind::everything;
  std::string text;  ///< word, phrase, prefix, fuzzy: as typed, without operators
  Field field = Field::anywhere;
  bool verbatim = false;  ///< =word, ="Exact Words": the form as written, case and all
  int distance = 0;       ///< near: words; fuzzy: edits (1 or 2)
  FacetFilter filter;     ///< facet: `exclude` is never set here, `negate` says it
  std::vector<Node> children;
  Span source;  ///< where in the query it stands

  /// Compares meaning: everything but `source`.
  friend bool operator==(const Node& a, const Node& b);
};

struct ParsedQuery {
  Node root;
  std::vector<Note> notes;  ///< what was read otherwise than it was written
};

/// Reads the query language of the README. Never throws for what was typed: an unclosed quote, a
/// lone operator, an unknown field are read as words and noted. `facets` are the fields that
/// filter. Bounded: at most `kMaxQueryBytes` are read and `kMaxQueryNodes` nodes made, beyond that
/// is cut and noted; nesting deeper than `kMaxQueryDepth` is flattened and noted.
///
/// NEAR binds tightest, then NOT and "-", then words side by side, then AND, then OR:
///
///     a b OR c d        (a b) OR (c d)
///     a OR b c          a OR (b c)
///     a AND b OR c      (a AND b) OR c
///     a b AND c         (a b) AND c
///     NOT a NEAR/5 b c  (-(a NEAR/5 b)) c
///
/// Operators are written in capitals (also && and ||). A backslash takes the character after it, or
/// an operator, as part of a word. Words that hold neither letter, digit nor a symbol beyond ASCII
/// are left out and noted; a query of nothing else becomes one phrase of them, which finds nothing.
///
/// Trees are in normal form: only `negate` has a single child; no `all_of` in `all_of`, no `any_of`
/// in `any_of`, no double negation; a bag in a bag holds a `negate` or a `facet`; and side by side
/// or under OR the values of one facet are one node (alternatives; AND between them asks for all).
/// Alternatives beside NEAR are multiplied out: (a OR b) NEAR c is a NEAR c OR b NEAR c.
ParsedQuery parse_query(std::string_view query, const std::vector<std::string>& facets);

inline constexpr std::size_t kMaxQueryBytes = 64 * 1024;
inline constexpr std::size_t kMaxQueryNodes = 4096;
inline constexpr std::size_t kMaxQueryDepth = 64;

/// The tree in the query language: parse_query(print_query(tree)).root == tree, for trees in normal
/// form whose facets are known and that keep within the bounds.
std::string print_query(const Node& root);

}  // namespace pilcrow::internal
