#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "search/posting_list.h"

namespace pilcrow::internal {

/// What a part of a query matches: docids ascending, each with a score. Either a view of a decoded
/// posting list (score = weight · impact) or arrays of its own.
class Operand {
 public:
  Operand() = default;

  static Operand view(std::shared_ptr<const PostingList> list, float weight) {
    Operand operand;
    operand.list_ = std::move(list);
    operand.weight_ = weight;
    return operand;
  }
  static Operand own(std::vector<DocId> docids, std::vector<float> scores) {
    Operand operand;
    operand.docids_ = std::move(docids);
    operand.scores_ = std::move(scores);
    return operand;
  }

  [[nodiscard]] std::size_t size() const { return list_ ? list_->docids.size() : docids_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] const DocId* docids() const {
    return list_ ? list_->docids.data() : docids_.data();
  }
  [[nodiscard]] float score(std::size_t i) const {
    return list_ ? weight_ * static_cast<float>(list_->impacts[i]) : scores_[i];
  }

  /// Of a view: its list and weight; null otherwise.
  [[nodiscard]] const PostingList* list() const { return list_.get(); }
  [[nodiscard]] float weight() const { return weight_; }

  /// Calls visit(docid, score) for those at `begin` up to `end`, in order.
  template <typename Visit>
  void for_each(std::size_t begin, std::size_t end, Visit visit) const {
    const DocId* ids = docids();
    if (list_) {
      const std::uint8_t* impacts = list_->impacts.data();
      for (std::size_t i = begin; i < end; ++i)
        visit(ids[i], weight_ * static_cast<float>(impacts[i]));
    } else {
      for (std::size_t i = begin; i < end; ++i)
        visit(ids[i], scores_[i]);
    }
  }
  template <typename Visit>
  void for_each(Visit visit) const {
    for_each(0, size(), visit);
  }

 private:
  std::shared_ptr<const PostingList> list_;
  float weight_ = 0;
  std::vector<DocId> docids_;
  std::vector<float> scores_;
};

/// Looks up ascending docids in an operand: what intersections are made of. A dense list is asked
/// for the docid, others are walked through by ever larger steps.
class Galloper {
 public:
  explicit Galloper(const Operand& operand)
      : operand_(operand),
        dense_(operand.list() != nullptr && operand.list()->dense() ? operand.list() : nullptr),
        docids_(operand.docids()),
        size_(operand.size()) {}

  /// Moves on to `target`, which is not below the one before; true where it is there.
  bool seek(DocId target) {
    if (dense_ != nullptr) {
      target_ = target;
      return dense_->holds(target);
    }
    std::size_t step = 1;
    std::size_t low = at_;
    while (low + step < size_ && docids_[low + step] < target) {
      low += step;
      step *= 2;
    }
    const DocId* end = docids_ + std::min(size_, low + step + 1);
    at_ = static_cast<std::size_t>(std::lower_bound(docids_ + low, end, target) - docids_);
    return at_ < size_ && docids_[at_] == target;
  }

  /// The score of the docid found last.
  [[nodiscard]] float score() const {
    return operand_.score(dense_ != nullptr ? dense_->place(target_) : at_);
  }

 private:
  const Operand& operand_;
  const PostingList* dense_;
  const DocId* docids_;
  std::size_t size_;
  std::size_t at_ = 0;
  DocId target_ = 0;
};

/// Docids in all operands (at least one), scores added up; where `within` is given only those that
/// it holds, too, its scores left out.
Operand intersect(std::vector<Operand> operands, const Operand* within = nullptr);

/// True where all of some operands (two at least) are views of dense lists; then puts them in the
/// order in which `intersect` adds their scores up.
bool prepare_dense_intersection(std::vector<Operand>& operands);

/// Docids of `from` that are not in `what`, scores kept.
Operand subtract(const Operand& from, const Operand& what);

/// How the scores of a union combine; `none`: nobody wants them.
enum class Combine { add, best, none };

/// Walks through the docids of any of some operands in ascending order, a window at a time, so that
/// what it adds up stays near. The operands must outlive it.
class UnionWalker {
 public:
  static constexpr DocId kWindow = 4096;

  /// `with_hits`: count in how many operands each docid is; needs scores.
  UnionWalker(const std::vector<Operand>& operands, Combine combine, bool with_hits);

  /// Moves on to the next window that holds anything; false at the end.
  bool next();

  [[nodiscard]] std::span<const DocId> docids() const { return {docids_.data(), count_}; }
  [[nodiscard]] std::span<const float> scores() const {
    return {scores_.data(), combine_ == Combine::none ? 0 : count_};
  }
  [[nodiscard]] std::span<const std::uint16_t> hits() const {
    return {hits_.data(), with_hits_ ? count_ : 0};
  }

 private:
  struct Cursor {
    const Operand* operand;
    std::size_t at;
  };

  [[nodiscard]] static std::size_t find_end(const Cursor& cursor, std::uint64_t end);
  template <bool kBest, bool kHits>
  void accumulate(Cursor& cursor, std::uint64_t end);
  void accumulate(Cursor& cursor, std::uint64_t end);
  void mark(Cursor& cursor, std::uint64_t end);
  void read_out(DocId begin);

  std::vector<Cursor> cursors_;
  Combine combine_;
  bool with_hits_;
  std::array<float, kWindow> sums_{};
  std::array<std::uint64_t, kWindow / 64> bitmap_{};
  std::vector<std::uint16_t> counts_;
  std::size_t count_ = 0;  // of what the window holds
  std::array<DocId, kWindow> docids_;
  std::array<float, kWindow> scores_;
  std::vector<std::uint16_t> hits_;
};

/// Docids in any operand.
Operand unite(const std::vector<Operand>& operands, Combine combine);

}  // namespace pilcrow::internal
