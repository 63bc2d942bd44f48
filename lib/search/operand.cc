#include "search/operand.h"

#include <bit>
#include <optional>

namespace pilcrow::internal {

Operand intersect(std::vector<Operand> operands, const Operand* within) {
  if (operands.size() == 1 && within == nullptr) return std::move(operands.front());
  std::sort(operands.begin(), operands.end(),
            [](const Operand& a, const Operand& b) { return a.size() < b.size(); });
  std::vector<DocId> docids;
  std::vector<float> scores;
  std::vector<Galloper> others;
  for (std::size_t i = 1; i < operands.size(); ++i)
    others.emplace_back(operands[i]);
  std::optional<Galloper> wanted;
  if (within != nullptr) wanted.emplace(*within);
  operands.front().for_each([&](DocId id, float score) {
    if (wanted && !wanted->seek(id)) return;
    for (Galloper& other : others) {
      if (!other.seek(id)) return;
      score += other.score();
    }
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

namespace {

// Scores by docid and a bitmap of the docids that have one. Kept per thread and cleared where it
// was used, so that a query costs what it touches.
struct Accumulator {
  std::vector<float> scores;
  std::vector<std::uint64_t> bitmap;
  std::vector<std::uint16_t> hits;

  void fit(DocId last, bool with_hits) {
    if (scores.size() <= last) scores.resize(last + 1, 0.0F);
    if (bitmap.size() <= last / 64) bitmap.resize(last / 64 + 1, 0);
    if (with_hits && hits.size() <= last) hits.resize(last + 1, 0);
  }
};

template <bool kBest, bool kHits>
void accumulate(const Operand& operand, Accumulator& acc) {
  operand.for_each([&acc](DocId id, float score) {
    if constexpr (kBest)
      acc.scores[id] = std::max(acc.scores[id], score);
    else
      acc.scores[id] += score;
    acc.bitmap[id / 64] |= std::uint64_t{1} << (id % 64);
    if constexpr (kHits) ++acc.hits[id];
  });
}

void accumulate(const Operand& operand, Combine combine, bool with_hits, Accumulator& acc) {
  if (combine == Combine::best) {
    with_hits ? accumulate<true, true>(operand, acc) : accumulate<true, false>(operand, acc);
  } else {
    with_hits ? accumulate<false, true>(operand, acc) : accumulate<false, false>(operand, acc);
  }
}

}  // namespace

Operand unite(const std::vector<Operand>& operands, Combine combine, DocId last,
              std::vector<std::uint16_t>* hits) {
  thread_local Accumulator acc;
  acc.fit(last, hits != nullptr);
  std::size_t total = 0;
  for (const Operand& operand : operands) {
    accumulate(operand, combine, hits != nullptr, acc);
    total += operand.size();
  }
  std::vector<DocId> docids;
  std::vector<float> scores;
  docids.reserve(std::min<std::size_t>(total, last));
  scores.reserve(docids.capacity());
  for (std::size_t word = 0; word <= last / 64; ++word) {
    for (std::uint64_t bits = acc.bitmap[word]; bits != 0; bits &= bits - 1) {
      const auto id = static_cast<DocId>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
      docids.push_back(id);
      scores.push_back(acc.scores[id]);
      acc.scores[id] = 0;
      if (hits != nullptr) {
        hits->push_back(acc.hits[id]);
        acc.hits[id] = 0;
      }
    }
    acc.bitmap[word] = 0;
  }
  return Operand::own(std::move(docids), std::move(scores));
}

}  // namespace pilcrow::internal
