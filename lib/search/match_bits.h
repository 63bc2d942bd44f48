#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "search/bits.h"
#include "search/document_pieces.h"
#include "search/evaluate.h"

namespace pilcrow::internal {

/// Adds docids.
void mark(std::span<const DocId> docids, DocidBits& bits);
/// The docids of all matches; `last`: the largest of the index. Throws where the search is over
/// before its end.
DocidBits bits_of(const Matches& matches, DocId last);
std::size_t count_docids(const DocidBits& bits);

/// `for_each_batch` of matches, without scores, from their bits.
template <typename Visit>
void for_each_batch(const DocidBits& bits, const Matches& matches, Visit visit) {
  constexpr std::size_t kWords = UnionWalker::kWindow / 64;
  std::vector<DocId> docids;
  for (std::size_t begin = 0; begin < bits.size(); begin += kWords) {
    docids.clear();
    for (std::size_t word = begin; word < std::min(bits.size(), begin + kWords); ++word)
      for_each_bit(word, bits[word], [&docids](DocId id) { docids.push_back(id); });
    if (docids.empty()) continue;
    matches.check();
    visit(MatchBatch{docids, {}, {}});
  }
}

}  // namespace pilcrow::internal
