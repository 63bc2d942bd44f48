#include "search/operand.h"

#include <bit>
#include <optional>
#include <utility>

#include "search/dense_intersection.h"

namespace pilcrow::internal {

namespace {

// The scores of a docid add up in this order.
void order_for_intersection(std::vector<Operand>& operands) {
  std::sort(operands.begin(), operands.end(),
            [](const Operand& a, const Operand& b) { return a.size() < b.size(); });
}

Operand intersect_dense(const std::vector<Operand>& operands) {
  std::vector<DocId> docids;
  std::vector<float> scores;
  DenseIntersectionWalker walker(operands, /*with_scores=*/true);
  while (walker.next()) {
    docids.insert(docids.end(), walker.docids().begin(), walker.docids().end());
    scores.insert(scores.end(), walker.scores().begin(), walker.scores().end());
  }
  return Operand::own(std::move(docids), std::move(scores));
}

}  // namespace

bool prepare_dense_intersection(std::vector<Operand>& operands) {
  if (operands.size() < 2 || !std::all_of(operands.begin(), operands.end(), is_dense)) return false;
  order_for_intersection(operands);
  return true;
}

Operand intersect(std::vector<Operand> operands, const Operand* within) {
  if (operands.size() == 1 && within == nullptr) return std::move(operands.front());
  order_for_intersection(operands);
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
  if (!with_hits) return;
  counts_.resize(kWindow, 0);
  hits_.resize(kWindow);
}

bool UnionWalker::next() {
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

// Where the postings of a window end, for a cursor that stands in it or behind it.
std::size_t UnionWalker::find_end(const Cursor& cursor, std::uint64_t end) {
  const PostingList* list = cursor.operand->list();
  if (list != nullptr && list->dense())
    return list->block_begin(static_cast<std::size_t>(end / PostingList::kBlock));
  const DocId* ids = cursor.operand->docids();
  const DocId* most = ids + std::min(cursor.operand->size(), cursor.at + kWindow);
  return static_cast<std::size_t>(std::lower_bound(ids + cursor.at, most, end) - ids);
}

template <bool kBest, bool kHits>
void UnionWalker::accumulate(Cursor& cursor, std::uint64_t end) {
  const std::size_t behind = find_end(cursor, end);
  cursor.operand->for_each(cursor.at, behind, [this](DocId id, float score) {
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
  if (combine_ == Combine::none)
    mark(cursor, end);
  else if (combine_ == Combine::best)
    with_hits_ ? accumulate<true, true>(cursor, end) : accumulate<true, false>(cursor, end);
  else
    with_hits_ ? accumulate<false, true>(cursor, end) : accumulate<false, false>(cursor, end);
}

// Notes which docids there are: of a dense list, sixty-four at once.
void UnionWalker::mark(Cursor& cursor, std::uint64_t end) {
  const std::size_t behind = find_end(cursor, end);
  const PostingList* list = cursor.operand->list();
  if (list != nullptr && list->dense()) {
    const std::size_t first = static_cast<std::size_t>((end - kWindow) / 64);
    const std::size_t words = std::min(bitmap_.size(), list->bits.size() - first);
    for (std::size_t word = 0; word < words; ++word)
      bitmap_[word] |= list->bits[first + word];
  } else {
    const DocId* ids = cursor.operand->docids();
    for (std::size_t at = cursor.at; at < behind; ++at) {
      const DocId i = ids[at] % kWindow;
      bitmap_[i / 64] |= std::uint64_t{1} << (i % 64);
    }
  }
  cursor.at = behind;
}

// Reads the window's sums and clears them.
void UnionWalker::read_out(DocId begin) {
  DocId* out = docids_.data();
  for (DocId word = 0; word < bitmap_.size(); ++word) {
    const DocId base = begin + word * 64;
    for (std::uint64_t bits = std::exchange(bitmap_[word], 0); bits != 0; bits &= bits - 1)
      *out++ = base + static_cast<DocId>(std::countr_zero(bits));
  }
  count_ = static_cast<std::size_t>(out - docids_.data());
  if (combine_ != Combine::none)
    for (std::size_t i = 0; i < count_; ++i)
      scores_[i] = std::exchange(sums_[docids_[i] % kWindow], 0.0F);
  if (with_hits_)
    for (std::size_t i = 0; i < count_; ++i)
      hits_[i] = std::exchange(counts_[docids_[i] % kWindow], std::uint16_t{0});
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
