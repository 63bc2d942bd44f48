#include "search/dense_intersection.h"

#include "search/bits.h"

namespace pilcrow::internal {

namespace {

std::uint64_t common_bits(std::span<const Operand> operands, std::size_t word) {
  std::uint64_t bits = operands.front().list()->bits[word];
  for (const Operand& operand : operands.subspan(1))
    bits &= operand.list()->bits[word];
  return bits;
}

std::vector<float> block_bounds(std::span<const Operand> operands) {
  std::vector<float> bounds(operands.front().list()->block_maxima.size(), 0.0F);
  for (const Operand& operand : operands) {
    const std::uint8_t* maxima = operand.list()->block_maxima.data();
    for (std::size_t block = 0; block < bounds.size(); ++block)
      bounds[block] += operand.weight() * static_cast<float>(maxima[block]);
  }
  return bounds;
}

}  // namespace

bool is_dense(const Operand& operand) {
  return operand.list() != nullptr && operand.list()->dense();
}

float score_in_all(std::span<const Operand> operands, DocId id) {
  float score = 0;
  for (const Operand& operand : operands)
    score += operand.score(operand.list()->place(id));
  return score;
}

DenseIntersectionWalker::DenseIntersectionWalker(std::span<const Operand> operands,
                                                 bool with_scores)
    : operands_(operands), with_scores_(with_scores) {}

bool DenseIntersectionWalker::next() {
  count_ = 0;
  const std::size_t words = operands_.front().list()->bits.size();
  while (count_ == 0 && word_ < words) {
    const std::size_t end = std::min(words, word_ + kWindow / 64);
    for (; word_ < end; ++word_)
      for_each_bit(word_, common_bits(operands_, word_),
                   [this](DocId id) { docids_[count_++] = id; });
  }
  if (with_scores_)
    for (std::size_t i = 0; i < count_; ++i)
      scores_[i] = score_in_all(operands_, docids_[i]);
  return count_ > 0;
}

void best_of_intersection(std::span<const Operand> operands, std::size_t room, const Offer& offer) {
  std::vector<float> bounds = block_bounds(operands);
  const std::size_t words = operands.front().list()->bits.size();
  Threshold threshold(-1);
  const auto visit = [&](std::size_t block) {
    constexpr std::size_t kWords = PostingList::kBlock / 64;
    for (std::size_t word = block * kWords; word < std::min(words, (block + 1) * kWords); ++word)
      for_each_bit(word, common_bits(operands, word), [&](DocId id) {
        const float score = score_in_all(operands, id);
        if (!threshold.beats(score)) threshold.raise(offer(id, score));
      });
  };
  constexpr float kVisited = -1;
  const float promising = promising_bound(bounds, promising_blocks(room));
  for (std::size_t block = 0; block < bounds.size(); ++block) {
    if (bounds[block] < promising) continue;
    threshold.expect_disorder();
    visit(block);
    bounds[block] = kVisited;
  }
  for (std::size_t block = 0; block < bounds.size(); ++block)
    if (bounds[block] != kVisited && !threshold.beats(bounds[block])) visit(block);
}

}  // namespace pilcrow::internal
