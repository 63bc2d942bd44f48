#include "search/number_finder.h"

#include <algorithm>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace pilcrow::internal {

namespace {

// Paragraphs have about so many numbers of two and more bytes.
constexpr double kLongNumbers = 50;
constexpr double kPairsOfBytes = 128 * 256;

}  // namespace

NumberFinder::Splat NumberFinder::splat(std::uint32_t byte) {
  Splat splat;
  splat.bytes.fill(static_cast<unsigned char>(byte));
  return splat;
}

void NumberFinder::add(std::uint32_t number) {
  if (number < 0x80) {
    singles_.push_back(splat(number));
    starts_[number] = true;
    return;
  }
  const std::uint32_t first = (number & 0x7fU) | 0x80U;
  const std::uint32_t rest = number >> 7U;
  const std::uint32_t second = rest < 0x80 ? rest : (rest & 0x7fU) | 0x80U;
  starts_[first] = true;
  const auto same = [&](const Pair& pair) {
    return pair.first.bytes[0] == first && pair.second.bytes[0] == second;
  };
  if (std::none_of(pairs_.begin(), pairs_.end(), same))
    pairs_.push_back({splat(first), splat(second)});
}

double NumberFinder::false_alarms() const {
  return kLongNumbers * static_cast<double>(pairs_.size()) / kPairsOfBytes;
}

const unsigned char* NumberFinder::next_plain(const unsigned char* from,
                                              const unsigned char* end) const {
  while (from != end && !starts_[*from])
    ++from;
  return from;
}

#ifdef __SSE2__

namespace {

constexpr std::size_t kMostCompared = 32;  // beyond, looking up byte by byte is quicker
constexpr std::ptrdiff_t kWidth = 16;

__m128i load(const unsigned char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

}  // namespace

const unsigned char* NumberFinder::next(const unsigned char* from, const unsigned char* end) const {
  if (singles_.size() + pairs_.size() > kMostCompared) return next_plain(from, end);
  for (; end - from > kWidth; from += kWidth) {
    const __m128i here = load(from);
    const __m128i behind = load(from + 1);
    __m128i hits = _mm_setzero_si128();
    for (const Splat& single : singles_)
      hits = _mm_or_si128(hits, _mm_cmpeq_epi8(here, load(single.bytes.data())));
    for (const Pair& pair : pairs_)
      hits =
          _mm_or_si128(hits, _mm_and_si128(_mm_cmpeq_epi8(here, load(pair.first.bytes.data())),
                                           _mm_cmpeq_epi8(behind, load(pair.second.bytes.data()))));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
    if (mask != 0) return from + std::countr_zero(mask);
  }
  return next_plain(from, end);
}

#else

const unsigned char* NumberFinder::next(const unsigned char* from, const unsigned char* end) const {
  return next_plain(from, end);
}

#endif

}  // namespace pilcrow::internal
