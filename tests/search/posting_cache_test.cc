// Decoded lists, whole and compact, and the cache that keeps them.

#include "search/posting_cache.h"

#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "search/compact_postings.h"
#include "support/catch.h"

using namespace pilcrow::internal;

namespace {

constexpr DocId kLast = 100'000;

// About one docid of `share`.
PostingList invent(std::uint32_t seed, std::size_t share) {
  std::mt19937 random(seed);
  PostingList list;
  for (DocId id = 1; id <= kLast; ++id) {
    if (random() % share != 0) continue;
    list.docids.push_back(id);
    list.impacts.push_back(static_cast<std::uint8_t>(random() % 256));
  }
  list.seal(kLast);
  return list;
}

bool same(const PostingList& a, const PostingList& b) {
  return a.docids == b.docids && a.impacts == b.impacts && a.bits == b.bits && a.ranks == b.ranks &&
         a.block_maxima == b.block_maxima && a.ranked == b.ranked;
}

std::shared_ptr<const PostingList> shared(std::uint32_t seed, std::size_t share) {
  return std::make_shared<const PostingList>(invent(seed, share));
}

}  // namespace

TEST_CASE("a compact list expands to what it was") {
  for (const std::size_t share : {1U, 2U, 31U, 33U, 500U, 40'000U, 4'000'000U}) {
    const PostingList list = invent(7, share);
    const CompactPostings compact(list);
    CAPTURE(share, list.docids.size());
    CHECK(same(compact.expand(), list));
    if (list.docids.size() > 100) CHECK(compact.bytes() < list.bytes() * 2 / 3);
  }
}

TEST_CASE("a dense list of many postings takes a third of its room when it is compact") {
  const PostingList list = invent(1, 2);
  CHECK(CompactPostings(list).bytes() * 3 < list.bytes());
}

TEST_CASE("the cache hands out what was put in and keeps to its budget") {
  std::vector<std::shared_ptr<const PostingList>> lists;
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < 60; ++i) {
    lists.push_back(shared(i, i % 3 == 0 ? 4 : i % 3 == 1 ? 100 : 9000));
    bytes += lists.back()->bytes();
  }
  std::mt19937 random(5);
  for (const std::size_t part : {1U, 2U, 8U, 100U}) {
    const std::size_t budget = bytes / part;
    PostingCache cache(budget);
    for (int step = 0; step < 2000; ++step) {
      const std::size_t i = random() % lists.size();
      const std::string key = "list " + std::to_string(i);
      if (const auto found = cache.find(key))
        REQUIRE(same(*found, *lists[i]));
      else
        cache.insert(key, lists[i]);
      REQUIRE(cache.used() <= budget);
    }
  }
}

TEST_CASE("lists that are at hand leave the room to others when they have to go") {
  const auto at_hand = shared(1, 3);
  PostingCache cache(at_hand->bytes() + 100);
  cache.insert("at hand", at_hand, /*at_hand=*/true);
  CHECK(cache.find("at hand") != nullptr);
  cache.insert("another", shared(2, 3));
  CHECK(cache.find("at hand") == nullptr);
  const auto another = cache.find("another");
  REQUIRE(another != nullptr);
  CHECK(cache.used() < another->bytes() + 100);
}

TEST_CASE("twice as many lists are found again as there is room for whole ones") {
  std::vector<std::shared_ptr<const PostingList>> lists;
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < 20; ++i) {
    lists.push_back(shared(i, 3));
    bytes += lists.back()->bytes();
  }
  PostingCache cache(bytes / 2);
  for (int round = 0; round < 3; ++round)
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const auto found = cache.find(std::to_string(i));
      CAPTURE(round, i);
      CHECK((found != nullptr) == (round > 0));
      if (found == nullptr) cache.insert(std::to_string(i), lists[i]);
    }
}

TEST_CASE("a list that is larger than the budget is not kept") {
  const auto list = shared(1, 10);
  PostingCache cache(list->bytes() - 1);
  cache.insert("large", list);
  CHECK(cache.find("large") == nullptr);
  CHECK(cache.used() == 0);
}

TEST_CASE("several threads may use the cache at once") {
  std::vector<std::shared_ptr<const PostingList>> lists;
  for (std::uint32_t i = 0; i < 12; ++i)
    lists.push_back(shared(i, 20 + i));
  PostingCache cache(lists[0]->bytes() * 3);
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t number = 0; number < wrong.size(); ++number)
    threads.emplace_back([&, number] {
      std::mt19937 random(static_cast<std::uint32_t>(number));
      for (int step = 0; step < 300; ++step) {
        const std::size_t i = random() % lists.size();
        if (const auto found = cache.find(std::to_string(i)))
          wrong[number] += same(*found, *lists[i]) ? 0 : 1;
        else
          cache.insert(std::to_string(i), lists[i]);
      }
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
}
