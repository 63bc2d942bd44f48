#include "search/best_of_union.h"

#include <array>
#include <bit>

namespace pilcrow::internal {

namespace {

constexpr DocId kBlock = PostingList::kBlock;

// Bounds are added up in another order than scores: a little more than what rounding can do.
constexpr float kRounding = 1.00001F;

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
  BlockWalker(const std::vector<Operand>& operands, DocId last,
              const std::function<float(DocId, float)>& offer)
      : blocks_(last / kBlock + std::size_t{1}), offer_(offer) {
    for (const Operand& operand : operands) {
      if (operand.empty()) continue;
      const PostingList* list = operand.list();
      sources_.push_back({.operand = &operand,
                          .dense = list != nullptr && list->dense() ? list : nullptr,
                          .number = sources_.size()});
    }
    values_.resize(sources_.size());
  }

  void run() {
    for (block_ = next_block(0); block_ < blocks_; block_ = next_block(block_ + 1)) {
      enter_block();
      if (threshold_ >= 0 && bound_ * kRounding <= threshold_) continue;
      walk_block();
    }
  }

 private:
  // The next block from this one on that a sparse list is in, or any block where there is a dense
  // one.
  [[nodiscard]] std::size_t next_block(std::size_t from) const {
    std::size_t next = blocks_;
    for (const Source& source : sources_) {
      if (source.dense != nullptr) return from;
      if (source.end < source.operand->size())
        next = std::min<std::size_t>(next, source.operand->docids()[source.end] / kBlock);
    }
    return next;
  }

  // Where each source stands in the block, and how much it can give.
  void enter_block() {
    bound_ = 0;
    const DocId behind = static_cast<DocId>(block_ + 1) * kBlock;
    for (Source& source : sources_) {
      source.bound = 0;
      if (source.dense != nullptr) {
        source.bound =
            source.operand->weight() * static_cast<float>(source.dense->block_maxima[block_]);
      } else {
        const DocId* ids = source.operand->docids();
        source.at = source.end;
        while (source.end < source.operand->size() && ids[source.end] < behind)
          source.bound = std::max(source.bound, source.operand->score(source.end++));
      }
      bound_ += source.bound;
    }
  }

  void walk_block() {
    order_.clear();
    for (Source& source : sources_)
      if (source.bound > 0 || holds_any(source)) order_.push_back(&source);
    std::sort(order_.begin(), order_.end(),
              [](const Source* a, const Source* b) { return a->bound < b->bound; });
    // The first sources together cannot lift a docid over the threshold.
    std::size_t first = 0;
    float rest = 0;
    if (threshold_ >= 0)
      while (first < order_.size() && (rest + order_[first]->bound) * kRounding <= threshold_)
        rest += order_[first++]->bound;
    for (std::size_t i = first; i < order_.size(); ++i)
      add(*order_[i]);
    offer_sums(first, rest);
  }

  [[nodiscard]] bool holds_any(Source& source) const {
    if (source.dense == nullptr) return source.at < source.end;
    return source.dense->block_begin(block_) < source.dense->block_begin(block_ + 1);
  }

  void add(Source& source) {
    if (source.dense != nullptr) {
      source.at = source.dense->block_begin(block_);
      source.end = source.dense->block_begin(block_ + 1);
    }
    source.operand->for_each(source.at, source.end, [this](DocId id, float score) {
      const DocId i = id % kBlock;
      sums_[i] += score;
      bitmap_[i / 64] |= std::uint64_t{1} << (i % 64);
    });
  }

  void offer_sums(std::size_t left_out, float rest) {
    for (DocId word = 0; word < bitmap_.size(); ++word) {
      for (std::uint64_t bits = bitmap_[word]; bits != 0; bits &= bits - 1) {
        const DocId i = word * 64 + static_cast<DocId>(std::countr_zero(bits));
        const float sum = std::exchange(sums_[i], 0.0F);
        consider(static_cast<DocId>(block_) * kBlock + i, sum, left_out, rest);
      }
      bitmap_[word] = 0;
    }
  }

  // Adds what the sources left out have, as long as that can make a difference.
  void consider(DocId id, float sum, std::size_t left_out, float rest) {
    if (threshold_ >= 0) {
      for (std::size_t i = left_out; i-- > 0;) {
        if ((sum + rest) * kRounding <= threshold_) return;
        rest -= order_[i]->bound;
        sum += score_in(*order_[i], id);
      }
      if (sum * kRounding <= threshold_) return;
    }
    threshold_ = offer_(id, exact_score(id, sum));
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
  std::size_t blocks_;
  const std::function<float(DocId, float)>& offer_;
  float threshold_ = -1;

  std::size_t block_ = 0;
  float bound_ = 0;                   // of all sources in the block
  std::vector<Source*> order_;        // those in the block, by rising bound
  std::array<float, kBlock> sums_{};  // by docid in the block
  std::array<std::uint64_t, kBlock / 64> bitmap_{};
  std::vector<float> values_;  // by number of the source
};

}  // namespace

void best_of_union(const std::vector<Operand>& operands, DocId last,
                   const std::function<float(DocId, float)>& offer) {
  BlockWalker(operands, last, offer).run();
}

}  // namespace pilcrow::internal
