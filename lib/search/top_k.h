#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace pilcrow::internal {

/// Keeps the best `size` of the items it is shown, by an order `better(a, b)`. Items that are not
/// better than the bound are turned away; the others are gathered and cut back to `size` from time
/// to time, which costs a constant time each.
template <typename Item, typename Better>
class TopK {
 public:
  TopK(std::size_t size, Better better) : size_(size), better_(std::move(better)) {}

  /// Whether `size` items are there and all of them are better than this one, or equal.
  [[nodiscard]] bool rejects(const Item& item) const { return full_ && !better_(item, bound_); }

  void add(const Item& item) {
    if (size_ == 0 || rejects(item)) return;
    items_.push_back(item);
    if (items_.size() >= 2 * size_) cut();
  }

  /// The bound, where `size` items have been cut to: what comes in has to be better.
  [[nodiscard]] const Item* bound() const { return full_ ? &bound_ : nullptr; }

  /// The best ones, best first. Leaves it empty.
  std::vector<Item> take() {
    std::sort(items_.begin(), items_.end(), better_);
    if (items_.size() > size_) items_.resize(size_);
    full_ = false;
    return std::exchange(items_, {});
  }

 private:
  void cut() {
    const auto last = items_.begin() + static_cast<std::ptrdiff_t>(size_ - 1);
    std::nth_element(items_.begin(), last, items_.end(), better_);
    items_.resize(size_);
    bound_ = items_.back();
    full_ = true;
  }

  std::size_t size_;
  Better better_;
  std::vector<Item> items_;
  bool full_ = false;
  Item bound_{};
};

}  // namespace pilcrow::internal
