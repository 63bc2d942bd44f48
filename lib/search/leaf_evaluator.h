#pragma once

#include "search/evaluate.h"
#include "search/leaf.h"
#include "search/operand.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// The postings of a group of terms as one list: where several stand in a paragraph their impacts
/// add up (to 255 at most). `prefix` is that of the field.
std::shared_ptr<const PostingList> group_postings(const TermGroup& group, std::string_view prefix,
                                                  const Snapshot& snapshot);

/// idf of a list, per unit of impact.
float unit_weight(const PostingList& list, const Snapshot& snapshot);

/// Whether a leaf is a plain word, which costs nothing but its posting list. Everything else (a
/// phrase, NEAR, a verbatim form) is looked for in each paragraph that holds its words.
bool is_word(const Leaf& leaf);

/// Evaluates a leaf, where `within` is given among its paragraphs only (a word everywhere). `best`:
/// where it is not 0, paragraphs that are not among so many with the highest scores may be missing.
Operand evaluate_leaf(const Leaf& leaf, const Snapshot& snapshot, const Deadline& deadline,
                      const Operand* within = nullptr, std::size_t best = 0);

}  // namespace pilcrow::internal
