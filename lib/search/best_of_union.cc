#include "search/best_of_union.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>
#include <vector>

namespace pilcrow::internal {

namespace {

constexpr DocId kBlock = PostingList::kBlock;

// Of a single list the largest impacts are the best: nothing else is looked at.
class ListWalker {
 public:
  ListWalker(const Operand& operand, float least, const Offer& offer)
      : list_(*operand.list()), weight_(operand.weight()), threshold_(least), offer_(offer) {}

  void run() {
    find_least();
    const std::size_t size = list_.impacts.size();
    std::size_t at = 0;
    for (; at + kAtOnce <= size; at += kAtOnce)
      if (any_reaches(list_.impacts.data() + at)) look_at(at, at + kAtOnce);
    look_at(at, size);
  }

 private:
  static constexpr std::size_t kAtOnce = 32;

  // In this form compilers make vector instructions of it.
  [[nodiscard]] bool any_reaches(const std::uint8_t* impacts) const {
    if (least_ > 255) return false;
    const auto least = static_cast<std::uint8_t>(least_);
    std::uint8_t any = 0;
    for (std::size_t i = 0; i < kAtOnce; ++i)
      any = static_cast<std::uint8_t>(any | (impacts[i] >= least ? 1 : 0));
    return any != 0;
  }

  void look_at(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (list_.impacts[i] < least_) continue;
      const float before = threshold_.score();
      threshold_.raise(offer_(list_.docids[i], weight_ * static_cast<float>(list_.impacts[i])));
      if (threshold_.score() != before) find_least();
    }
  }

  // The least impact that the threshold does not beat.
  void find_least() {
    while (least_ < 256 && threshold_.beats(weight_ * static_cast<float>(least_)))
      ++least_;
  }

  const PostingList& list_;
  float weight_;
  Threshold threshold_;
  const Offer& offer_;
  unsigned least_ = 0;
};

// One operand on its way through the blocks.
struct Source {
  const Operand* operand = nullptr;
  const PostingList* dense = nullptr;  // null: no bounds are known
  std::size_t number = 0;              // in the order of the operands
  std::size_t at = 0;                  // where the block begins, and ends, in the arrays
  std::size_t end = 0;
  float bound = 0;  // of a score in the block
};

class BlockWalker {
 public:
  BlockWalker(std::span<const Operand> operands, DocId last, float least, const Offer& offer)
      : bounds_(last / kBlock + std::size_t{1}, kEmpty), threshold_(least), offer_(offer) {
    for (const Operand& operand : operands) {
      if (operand.empty()) continue;
      const PostingList* list = operand.list();
      sources_.push_back({.operand = &operand,
                          .dense = list != nullptr && list->dense() ? list : nullptr,
                          .number = sources_.size()});
    }
    values_.resize(sources_.size());
  }

  void run(std::size_t wanted_blocks) {
    for (const Source& source : sources_)
      source.dense != nullptr ? add_dense_bounds(source) : add_bounds(source);
    visit_most_promising(wanted_blocks);
    for (Source& source : sources_)
      source.at = source.end = 0;
    for (block_ = 0; block_ < bounds_.size(); ++block_)
      if (bounds_[block_] >= 0 && !threshold_.beats(bounds_[block_])) walk_block();
  }

 private:
  static constexpr float kEmpty = -1;  // a block without docids, or one that was visited

  void add_dense_bounds(const Source& source) {
    const float weight = source.operand->weight();
    const std::uint8_t* maxima = source.dense->block_maxima.data();
    for (std::size_t block = 0; block < bounds_.size(); ++block)
      bounds_[block] = std::max(bounds_[block], 0.0F) + weight * static_cast<float>(maxima[block]);
  }

  void add_bounds(const Source& source) {
    const Operand& operand = *source.operand;
    const DocId* ids = operand.docids();
    for (std::size_t i = 0; i < operand.size();) {
      const DocId block = ids[i] / kBlock;
      float bound = 0;
      for (; i < operand.size() && ids[i] / kBlock == block; ++i)
        bound = std::max(bound, operand.score(i));
      bounds_[block] = std::max(bounds_[block], 0.0F) + bound;
    }
  }

  // About so many blocks, those with the highest bounds: they soon give a threshold that the others
  // fail.
  void visit_most_promising(std::size_t wanted) {
    const float promising = promising_bound(bounds_, wanted);
    for (block_ = 0; block_ < bounds_.size(); ++block_) {
      if (bounds_[block_] < promising) continue;
      threshold_.expect_disorder();
      if (!threshold_.beats(bounds_[block_])) walk_block();
      bounds_[block_] = kEmpty;
    }
  }

  void walk_block() {
    order_.clear();
    for (Source& source : sources_) {
      enter_block(source);
      if (source.at < source.end) order_.push_back(&source);
    }
    std::sort(order_.begin(), order_.end(),
              [](const Source* a, const Source* b) { return a->bound < b->bound; });
    // The first sources together cannot lift a docid over the threshold.
    std::size_t first = 0;
    float rest = 0;
    while (first < order_.size() && threshold_.beats(rest + order_[first]->bound))
      rest += order_[first++]->bound;
    for (std::size_t i = first; i < order_.size(); ++i)
      add(*order_[i]);
    offer_sums(first, rest);
  }

  // Where a source stands in the block, and how much it can give.
  void enter_block(Source& source) const {
    if (source.dense != nullptr) {
      source.at = source.dense->block_begin(block_);
      source.end = source.dense->block_begin(block_ + 1);
      source.bound =
          source.operand->weight() * static_cast<float>(source.dense->block_maxima[block_]);
      return;
    }
    const auto begin = static_cast<DocId>(block_) * kBlock;
    source.at = first_from(source, begin);
    source.end = source.at;
    source.bound = 0;
    const DocId* ids = source.operand->docids();
    while (source.end < source.operand->size() && ids[source.end] < begin + kBlock)
      source.bound = std::max(source.bound, source.operand->score(source.end++));
  }

  // The first posting from a docid on; blocks come in ascending order.
  [[nodiscard]] static std::size_t first_from(const Source& source, DocId id) {
    const DocId* ids = source.operand->docids();
    const std::size_t size = source.operand->size();
    std::size_t low = source.end;
    std::size_t step = 1;
    while (low + step < size && ids[low + step] < id) {
      low += step;
      step *= 2;
    }
    const DocId* end = ids + std::min(size, low + step + 1);
    return static_cast<std::size_t>(std::lower_bound(ids + low, end, id) - ids);
  }

  void add(const Source& source) {
    source.operand->for_each(source.at, source.end, [this](DocId id, float score) {
      const DocId i = id % kBlock;
      sums_[i] += score;
      bitmap_[i / 64] |= std::uint64_t{1} << (i % 64);
    });
  }

  void offer_sums(std::size_t left_out, float rest) {
    for (DocId word = 0; word < bitmap_.size(); ++word) {
      for (std::uint64_t bits = std::exchange(bitmap_[word], 0); bits != 0; bits &= bits - 1) {
        const DocId i = word * 64 + static_cast<DocId>(std::countr_zero(bits));
        const float sum = std::exchange(sums_[i], 0.0F);
        consider(static_cast<DocId>(block_) * kBlock + i, sum, left_out, rest);
      }
    }
  }

  // Adds what the sources left out have, as long as that can make a difference.
  void consider(DocId id, float sum, std::size_t left_out, float rest) {
    for (std::size_t i = left_out; i-- > 0;) {
      if (threshold_.beats(sum + rest)) return;
      rest -= order_[i]->bound;
      sum += score_in(*order_[i], id);
    }
    if (threshold_.beats(sum)) return;
    threshold_.raise(offer_(id, exact_score(id, sum)));
  }

  [[nodiscard]] static float score_in(const Source& source, DocId id) {
    if (source.dense != nullptr)
      return source.dense->holds(id) ? source.operand->score(source.dense->place(id)) : 0;
    const DocId* ids = source.operand->docids();
    const DocId* at = std::lower_bound(ids + source.at, ids + source.end, id);
    return at != ids + source.end && *at == id
               ? source.operand->score(static_cast<std::size_t>(at - ids))
               : 0;
  }

  // The sum in the order of the operands, as it is without any skipping.
  [[nodiscard]] float exact_score(DocId id, float sum) {
    if (order_.size() == 1) return sum;
    std::fill(values_.begin(), values_.end(), 0.0F);
    for (const Source* source : order_)
      values_[source->number] = score_in(*source, id);
    float exact = 0;
    for (const float value : values_)
      exact += value;
    return exact;
  }

  std::vector<Source> sources_;
  std::vector<float> bounds_;  // of a score in a block
  Threshold threshold_;
  const Offer& offer_;

  std::size_t block_ = 0;
  std::vector<Source*> order_;        // those in the block, by rising bound
  std::array<float, kBlock> sums_{};  // by docid in the block
  std::array<std::uint64_t, kBlock / 64> bitmap_{};
  std::vector<float> values_;  // by number of the source
};

// A score that at least `room` docids reach or surpass; -1 where none is known.
float sure_score(std::span<const Operand> operands, std::size_t room) {
  float sure = -1;
  for (const Operand& operand : operands)
    if (const PostingList* list = operand.list(); list != nullptr && room > 0)
      sure = std::max(sure, operand.weight() * static_cast<float>(list->reached_by(room)));
  return sure > 0 ? sure : -1;
}

}  // namespace

void best_of_union(std::span<const Operand> operands, DocId last, std::size_t room,
                   const Offer& offer) {
  const float sure = sure_score(operands, room);
  if (operands.size() == 1 && operands[0].list() != nullptr)
    ListWalker(operands[0], sure, offer).run();
  else
    BlockWalker(operands, last, sure, offer).run(promising_blocks(room));
}

}  // namespace pilcrow::internal
