#include "search/best_of_union.h"

#include <algorithm>
#include <map>
#include <random>

#include "search/top_k.h"
#include "support/catch.h"

using namespace pilcrow::internal;

namespace {

struct Scored {
  DocId id = 0;
  float score = 0;
  friend bool operator==(const Scored&, const Scored&) = default;
};

bool better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

// A list in which every docid up to `last` stands with a probability; few impacts, so that scores
// tie.
Operand random_list(std::mt19937& random, DocId last, double density, float weight) {
  auto list = std::make_shared<PostingList>();
  for (DocId id = 1; id <= last; ++id) {
    if (std::generate_canonical<double, 32>(random) >= density) continue;
    list->docids.push_back(id);
    list->impacts.push_back(static_cast<std::uint8_t>(1 + random() % 7 * (random() % 5)));
  }
  list->seal(last);
  return Operand::view(std::move(list), weight);
}

Operand copied(const Operand& operand) {
  std::vector<DocId> docids;
  std::vector<float> scores;
  operand.for_each([&](DocId id, float score) {
    docids.push_back(id);
    scores.push_back(score);
  });
  return Operand::own(std::move(docids), std::move(scores));
}

std::vector<Scored> all_of(const std::vector<Operand>& operands) {
  std::vector<Scored> all;
  UnionWalker walker(operands, Combine::add, false);
  while (walker.next())
    for (std::size_t i = 0; i < walker.docids().size(); ++i)
      all.push_back({walker.docids()[i], walker.scores()[i]});
  return all;
}

std::vector<Scored> best_by_sorting(const std::vector<Operand>& operands, std::size_t room,
                                    DocId divisor) {
  std::vector<Scored> all = all_of(operands);
  std::erase_if(all, [divisor](const Scored& one) { return one.id % divisor != 0; });
  std::sort(all.begin(), all.end(), better);
  if (all.size() > room) all.resize(room);
  return all;
}

// Of the docids that the divisor divides; 1: all.
std::vector<Scored> best_by_skipping(const std::vector<Operand>& operands, std::size_t room,
                                     DocId divisor, DocId last) {
  TopK<Scored, decltype(&better)> best(room, &better);
  best_of_union(operands, last, divisor == 1 ? room : 0, [&](DocId id, float score) {
    if (id % divisor == 0) best.add({id, score});
    return best.bound() == nullptr ? -1.0F : best.bound()->score;
  });
  return best.take();
}

}  // namespace

TEST_CASE("the best of a union are those that sorting all of it gives") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const DocId last = 200 + static_cast<DocId>(random() % 20'000);
    std::vector<Operand> operands;
    const std::size_t count = 1 + random() % 4;
    for (std::size_t i = 0; i < count; ++i) {
      const double density = std::vector<double>{0.0005, 0.01, 0.1, 0.6}[random() % 4];
      const float weight = random() % 8 == 0 ? 0.0F : 0.1F * static_cast<float>(1 + random() % 30);
      Operand list = random_list(random, last, density, weight);
      operands.push_back(random() % 5 == 0 ? copied(list) : std::move(list));
    }
    for (const std::size_t room : {1, 10, 200})
      for (const DocId divisor : {1, 3}) {
        CAPTURE(round, room, divisor, count);
        CHECK(best_by_skipping(operands, room, divisor, last) ==
              best_by_sorting(operands, room, divisor));
      }
  }
}

TEST_CASE("where all scores are 0 the first docids are the best") {
  std::mt19937 random(3);
  const std::vector<Operand> operands{random_list(random, 9'000, 0.5, 0.0F)};
  CHECK(best_by_skipping(operands, 10, 1, 9'000) == best_by_sorting(operands, 10, 1));
}

TEST_CASE("a list knows which impact so many of its postings reach") {
  PostingList list;
  for (DocId id = 1; id <= 100; ++id) {
    list.docids.push_back(id);
    list.impacts.push_back(static_cast<std::uint8_t>(id));
  }
  list.seal(100);
  CHECK(list.reached_by(1) == 100);
  CHECK(list.reached_by(2) == 99);
  CHECK(list.reached_by(3) == 97);  // what 4 reach
  CHECK(list.reached_by(64) == 37);
  CHECK(list.reached_by(65) == 0);
  CHECK(list.reached_by(1'000'000) == 0);
}

TEST_CASE("a union without scores has the docids of the union with scores") {
  std::mt19937 random(11);
  for (int round = 0; round < 20; ++round) {
    const DocId last = 100 + static_cast<DocId>(random() % 30'000);
    const std::vector<Operand> operands{random_list(random, last, 0.2, 1),
                                        random_list(random, last, 0.001, 1),
                                        copied(random_list(random, last, 0.01, 1))};
    std::vector<DocId> docids;
    UnionWalker walker(operands, Combine::none, false);
    while (walker.next()) {
      docids.insert(docids.end(), walker.docids().begin(), walker.docids().end());
      CHECK(walker.scores().empty());
    }
    std::vector<DocId> expected;
    for (const Scored& one : all_of(operands))
      expected.push_back(one.id);
    CHECK(docids == expected);
  }
}
