#include "search/split_facet.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "search/bit_counter.h"

namespace pilcrow::internal {

namespace {

// The masks of a column's sets.
template <std::size_t kWidth>
std::vector<BitMask<kWidth>> masks_of(const FacetColumn& column) {
  std::vector<BitMask<kWidth>> masks(column.set_count());
  const auto add = [](BitMask<kWidth>& mask, std::size_t bit) {
    mask[bit / 64] |= std::uint64_t{1} << (bit % 64);
  };
  for (std::uint32_t set = 0; set < masks.size(); ++set)
    for (const std::uint32_t ordinal : column.members(set))
      add(masks[set], ordinal);
  add(masks[0], column.values().size());
  return masks;
}

// Numbers masks in the order in which they come; 0 is the one without bits.
template <std::size_t kWidth>
class MaskNumbers {
 public:
  MaskNumbers() { number_of({}); }

  std::uint32_t number_of(const BitMask<kWidth>& mask) {
    const auto [it, added] = numbers_.try_emplace(mask, count_);
    if (added) {
      ++count_;
      masks_.insert(masks_.end(), mask.begin(), mask.end());
    }
    return it->second;
  }
  std::vector<std::uint64_t> take_masks() { return std::move(masks_); }

 private:
  struct Hash {
    std::size_t operator()(const BitMask<kWidth>& mask) const {
      constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15ULL;
      std::uint64_t hash = 0;
      for (const std::uint64_t word : mask) {
        hash = (hash ^ word) * kFactor;
        hash ^= hash >> 32U;
      }
      return hash;
    }
  };

  std::unordered_map<BitMask<kWidth>, std::uint32_t, Hash> numbers_;
  std::vector<std::uint64_t> masks_;
  std::uint32_t count_ = 0;
};

}  // namespace

bool SplitFacet::fits(const FacetColumn& column) {
  return column.values().size() < FacetColumn::kMaskedValues;
}

SplitFacet::SplitFacet(const Columns& columns, const FacetColumn& column)
    : width_(column.values().size() < 64    ? 1
             : column.values().size() < 128 ? 2
                                            : 4),
      shared_(columns.last() + std::size_t{1}),
      own_(columns.last() + std::size_t{1}) {
  switch (width_) {
    case 1:
      split<1>(columns, column);
      break;
    case 2:
      split<2>(columns, column);
      break;
    default:
      split<4>(columns, column);
  }
  order_own_sets();
}

template <std::size_t kWidth>
void SplitFacet::split(const Columns& columns, const FacetColumn& column) {
  struct Known {
    std::uint32_t shared = UINT32_MAX;
    std::uint32_t own = 0;
  };
  const std::vector<BitMask<kWidth>> masks = masks_of<kWidth>(column);
  std::vector<Known> known(column.set_count());  // by set: what it was split into last
  MaskNumbers<kWidth> shared_numbers;
  MaskNumbers<kWidth> own_numbers;
  for (DocId begin = 1, end = 1; begin <= columns.last(); begin = end) {
    end = begin + 1;
    if (columns.ordinal(begin) == 0) continue;  // not in use
    BitMask<kWidth> common = masks[column.set(begin)];
    for (; end <= columns.last() && columns.first(end) == columns.first(begin); ++end)
      for (std::size_t word = 0; word < kWidth; ++word)
        common[word] &= masks[column.set(end)][word];
    const std::uint32_t shared = shared_numbers.number_of(common);
    shared_[columns.first(begin)] = shared;
    for (DocId id = begin; id < end; ++id) {
      Known& split = known[column.set(id)];
      if (split.shared != shared) {
        BitMask<kWidth> own = masks[column.set(id)];
        for (std::size_t word = 0; word < kWidth; ++word)
          own[word] &= ~common[word];
        split = {shared, own_numbers.number_of(own)};
      }
      own_[id] = split.own;
    }
  }
  shared_masks_ = shared_numbers.take_masks();
  own_masks_ = own_numbers.take_masks();
}

// Frequent ones first, so that what is counted of them stays near.
void SplitFacet::order_own_sets() {
  std::vector<std::uint32_t> counts(own_count());
  for (std::size_t id = 1; id < own_.size(); ++id)
    ++counts[own_[id]];
  std::vector<std::uint32_t> order(own_count());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin() + 1, order.end(),
                   [&counts](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
  std::vector<std::uint32_t> number(own_count());
  std::vector<std::uint64_t> masks;
  masks.reserve(own_masks_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::uint32_t set = order[i];
    number[set] = i;
    masks.insert(masks.end(), own_masks_.begin() + static_cast<std::ptrdiff_t>(set * width_),
                 own_masks_.begin() + static_cast<std::ptrdiff_t>((set + std::size_t{1}) * width_));
  }
  for (std::uint32_t& set : own_)
    set = number[set];
  own_masks_ = std::move(masks);
}

}  // namespace pilcrow::internal
