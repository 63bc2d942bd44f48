#include "search/number_finder.h"

#include <random>
#include <set>
#include <string>

#include "index/coding.h"
#include "support/catch.h"

using namespace pilcrow::internal;

namespace {

// A sequence of varints, many of them small as the numbers of frequent words are.
struct Sequence {
  std::string bytes;
  std::vector<std::size_t> begins;
  std::vector<std::uint32_t> numbers;

  Sequence(std::mt19937& random, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i) {
      const auto bits = static_cast<unsigned>(3 + random() % 15);
      begins.push_back(bytes.size());
      numbers.push_back(static_cast<std::uint32_t>(random()) % (1U << bits));
      put_varint(bytes, numbers.back());
    }
  }
};

}  // namespace

TEST_CASE("a finder of numbers misses none, and stops at little else") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    const Sequence sequence(random, random() % 120);
    NumberFinder finder;
    std::set<std::uint32_t> wanted;
    // Up to more numbers than are compared at once.
    for (std::size_t i = 0, count = random() % 40; i < count && !sequence.numbers.empty(); ++i)
      wanted.insert(sequence.numbers[random() % sequence.numbers.size()]);
    for (const std::uint32_t number : wanted)
      finder.add(number);
    const auto* begin = reinterpret_cast<const unsigned char*>(sequence.bytes.data());
    const auto* end = begin + sequence.bytes.size();
    std::set<std::size_t> found;
    std::set<std::size_t> found_plain;
    for (const auto* at = finder.next(begin, end); at != end; at = finder.next(at + 1, end))
      found.insert(static_cast<std::size_t>(at - begin));
    for (const auto* at = finder.next_plain(begin, end); at != end;
         at = finder.next_plain(at + 1, end))
      found_plain.insert(static_cast<std::size_t>(at - begin));
    for (std::size_t i = 0; i < sequence.numbers.size(); ++i) {
      if (wanted.count(sequence.numbers[i]) == 0) continue;
      CHECK(found.count(sequence.begins[i]) == 1);
      CHECK(found_plain.count(sequence.begins[i]) == 1);
    }
    CHECK(std::includes(found_plain.begin(), found_plain.end(), found.begin(), found.end()));
    if (wanted.empty()) CHECK(found.empty());
  }
}
