#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/random.h"

namespace pilcrow::bench {

/// Draws ranks from 0 with probability proportional to 1 / (rank + shift) by Walker's alias method:
/// two table look-ups a draw however many ranks there are.
class Zipf {
 public:
  Zipf(std::size_t ranks, double shift);

  [[nodiscard]] std::size_t draw(Random& random) const {
    const std::size_t column = random.below(keep_.size());
    return random.unit() < keep_[column] ? column : alias_[column];
  }
  [[nodiscard]] std::size_t ranks() const { return keep_.size(); }

 private:
  std::vector<double> keep_;
  std::vector<std::uint32_t> alias_;
};

}  // namespace pilcrow::bench
