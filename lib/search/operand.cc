#include "search/operand.h"

#include <bit>
#include <optional>

namespace pilcrow::internal {

namespace {

bool is_dense(const Operand& operand) {
  return operand.list() != nullptr && operand.list()->dense();
}

// Word by word of the bitmaps.
Operand intersect_dense(const std::vector<Operand>& operands) {
  std::vector<DocId> docids;
  std::vector<float> scores;
  const std::size_t words = operands.front().list()->bits.size();
  for (std::size_t word = 0; word < words; ++word) {
    std::uint64_t bits = operands.front().list()->bits[word];
    for (std::size_t i = 1; i < operands.size(); ++i)
      bits &= operands[i].list()->bits[word];
    for (; bits != 0; bits &= bits - 1) {
      const auto id = static_cast<DocId>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
      float score = 0;
      for (const Operand& operand : operands)
        score += operand.score(operand.list()->place(id));
      docids.push_back(id);
      scores.push_back(score);
    }
  }
  return Operand::own(std::move(docids), std::move(scores));
}

}  // namespace

Operand intersect(std::vector<Operand> operands, const Operand* within) {
  if (operands.size() == 1 && within == nullptr) return std::move(operands.front());
  std::sort(operands.begin(), operands.end(),
            [](const Operand& a, const Operand& b) { return a.size() < b.size(); });
  if (within == nullptr && std::all_of(operands.begin(), operands.end(), is_dense))
    return intersect_dense(operands);
  std::vector<DocId> docids;
  std::vector<float> scores;
  std::vector<Galloper> others;
  for (std::size_t i = 1; i < operands.size(); ++i)
    others.emplace_back(operands[i]);
  std::optional<Galloper> wanted;
  if (within != nullptr) wanted.emplace(*within);
  operands.front().for_each([&](DocId id, float score) {
    if (wanted && !wanted->seek(id)) return;
    for (Galloper& other : others)
      if (!other.seek(id)) return;
    for (const Galloper& other : others)
      score += other.score();
    docids.push_back(id);
    scores.push_back(score);
  });
  return Operand::own(std::move(docids), std::move(scores));
}

Operand subtract(const Operand& from, const Operand& what) {
  std::vector<DocId> docids;
  std::vector<float> scores;
  Galloper gone(what);
  from.for_each([&](DocId id, float score) {
    if (gone.seek(id)) return;
    docids.push_back(id);
    scores.push_back(score);
  });
  return Operand::own(std::move(docids), std::move(scores));
}

UnionWalker::UnionWalker(const std::vector<Operand>& operands, Combine combine, bool with_hits)
    : combine_(combine), with_hits_(with_hits) {
  for (const Operand& operand : operands)
    cursors_.push_back({&operand, 0});
  if (with_hits) counts_.resize(kWindow, 0);
}

bool UnionWalker::next() {
  docids_.clear();
  scores_.clear();
  hits_.clear();
  DocId first = UINT32_MAX;
  for (const Cursor& cursor : cursors_)
    if (cursor.at < cursor.operand->size())
      first = std::min(first, cursor.operand->docids()[cursor.at]);
  if (first == UINT32_MAX) return false;
  const DocId begin = first - first % kWindow;
  for (Cursor& cursor : cursors_)
    accumulate(cursor, std::uint64_t{begin} + kWindow);
  read_out(begin);
  return true;
}

template <bool kBest, bool kHits>
void UnionWalker::accumulate(Cursor& cursor, std::uint64_t end) {
  const Operand& operand = *cursor.operand;
  const DocId* ids = operand.docids();
  const std::size_t behind = static_cast<std::size_t>(
      std::lower_bound(ids + cursor.at, ids + std::min(operand.size(), cursor.at + kWindow), end) -
      ids);
  operand.for_each(cursor.at, behind, [this](DocId id, float score) {
    const DocId i = id % kWindow;
    if constexpr (kBest)
      sums_[i] = std::max(sums_[i], score);
    else
      sums_[i] += score;
    bitmap_[i / 64] |= std::uint64_t{1} << (i % 64);
    if constexpr (kHits) ++counts_[i];
  });
  cursor.at = behind;
}

void UnionWalker::accumulate(Cursor& cursor, std::uint64_t end) {
  if (combine_ == Combine::best)
    with_hits_ ? accumulate<true, true>(cursor, end) : accumulate<true, false>(cursor, end);
  else
    with_hits_ ? accumulate<false, true>(cursor, end) : accumulate<false, false>(cursor, end);
}

// Reads the window's sums and clears them.
void UnionWalker::read_out(DocId begin) {
  for (DocId word = 0; word < bitmap_.size(); ++word) {
    for (std::uint64_t bits = bitmap_[word]; bits != 0; bits &= bits - 1) {
      const DocId i = word * 64 + static_cast<DocId>(std::countr_zero(bits));
      docids_.push_back(begin + i);
      scores_.push_back(sums_[i]);
      sums_[i] = 0;
      if (!with_hits_) continue;
      hits_.push_back(counts_[i]);
      counts_[i] = 0;
    }
    bitmap_[word] = 0;
  }
}

Operand unite(const std::vector<Operand>& operands, Combine combine) {
  std::vector<DocId> docids;
  std::vector<float> scores;
  UnionWalker walker(operands, combine, false);
  while (walker.next()) {
    docids.insert(docids.end(), walker.docids().begin(), walker.docids().end());
    scores.insert(scores.end(), walker.scores().begin(), walker.scores().end());
  }
  return Operand::own(std::move(docids), std::move(scores));
}

}  // namespace pilcrow::internal
