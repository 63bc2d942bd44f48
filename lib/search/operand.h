#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "search/posting_cache.h"

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

  /// Calls visit(docid, score) for all, in order.
  template <typename Visit>
  void for_each(Visit visit) const {
    const DocId* ids = docids();
    const std::size_t count = size();
    if (list_) {
      const std::uint8_t* impacts = list_->impacts.data();
      for (std::size_t i = 0; i < count; ++i)
        visit(ids[i], weight_ * static_cast<float>(impacts[i]));
    } else {
      for (std::size_t i = 0; i < count; ++i)
        visit(ids[i], scores_[i]);
    }
  }

 private:
  std::shared_ptr<const PostingList> list_;
  float weight_ = 0;
  std::vector<DocId> docids_;
  std::vector<float> scores_;
};

/// Walks through an operand by ever larger steps: what intersections are made of.
class Galloper {
 public:
  explicit Galloper(const Operand& operand)
      : operand_(operand), docids_(operand.docids()), size_(operand.size()) {}

  /// Moves to the first docid that is not below `target`; true where it is there.
  bool seek(DocId target) {
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
  [[nodiscard]] float score() const { return operand_.score(at_); }

 private:
  const Operand& operand_;
  const DocId* docids_;
  std::size_t size_;
  std::size_t at_ = 0;
};

/// Docids in all operands (at least one), scores added up; where `within` is given only those that
/// it holds, too, its scores left out.
Operand intersect(std::vector<Operand> operands, const Operand* within = nullptr);

/// Docids of `from` that are not in `what`, scores kept.
Operand subtract(const Operand& from, const Operand& what);

/// How the scores of a union combine.
enum class Combine { add, best };

/// Docids in any operand. `hits`, where not null, gets the number of operands each result is in.
/// `last` is the largest docid there is.
Operand unite(const std::vector<Operand>& operands, Combine combine, DocId last,
              std::vector<std::uint16_t>* hits = nullptr);

}  // namespace pilcrow::internal
