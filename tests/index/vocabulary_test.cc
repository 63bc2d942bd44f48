#include "index/vocabulary.h"

#include <algorithm>
#include <map>
#include <random>

#include "analyze/token_stream.h"
#include "support/catch.h"
#include "support/oracle_text.h"
#include "text/utf8.h"

using namespace pilcrow::internal;
using namespace pilcrow::test;

namespace {

// A word of few different letters, so that many are near each other.
std::string invented_word(std::mt19937& random, std::size_t longest) {
  static const std::vector<std::string> letters = {"a", "b", "c", "д", "ж", "日", "𐌀"};
  std::string word;
  const std::size_t size = 1 + random() % longest;
  for (std::size_t i = 0; i < size; ++i)
    word += letters[random() % letters.size()];
  return word;
}

ForwardColumn column_of(const std::vector<std::string>& words) {
  ForwardColumn forward;
  TokenStream stream;
  std::string text;
  for (const std::string& word : words)
    text += word + " ";
  forward.append(text, stream.analyze(text, "xx"), stream);
  return forward;
}

std::map<std::string, int> found_near(const Vocabulary& vocabulary, std::u32string_view wanted,
                                      int edits) {
  std::map<std::string, int> found;
  for (const Vocabulary::Neighbor& near : vocabulary.near(wanted, edits))
    found.emplace(vocabulary.word(near.word).folded, near.edits);
  return found;
}

std::map<std::string, int> scanned_near(const Vocabulary& vocabulary, std::u32string_view wanted,
                                        int edits) {
  std::map<std::string, int> found;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) {
    const std::string_view word = vocabulary.word(i).folded;
    if (const int distance = edits_between(to_code_points(word), wanted); distance <= edits)
      found.emplace(word, distance);
  }
  return found;
}

}  // namespace

TEST_CASE("the words near another are those that a comparison with every word finds") {
  std::mt19937 random(20261201);
  std::vector<std::string> words;
  for (int i = 0; i < 3000; ++i)
    words.push_back(invented_word(random, i % 10 == 0 ? 20 : 7));
  words.emplace_back(300, 'a');  // longer than a byte can tell
  words.emplace_back(180, 'b');
  const ForwardColumn forward = column_of(words);
  const Vocabulary vocabulary(forward);
  REQUIRE(vocabulary.size() > 1000);
  std::size_t neighbors = 0;
  for (int i = 0; i < 300; ++i) {
    const std::u32string wanted =
        to_code_points(i % 3 == 0 ? words[random() % words.size()] : invented_word(random, 12));
    for (const int edits : {1, 2}) {
      INFO("word " << i << ", edits " << edits);
      const auto expected = scanned_near(vocabulary, wanted, edits);
      CHECK(found_near(vocabulary, wanted, edits) == expected);
      CHECK(found_near(vocabulary, wanted, edits) == expected);  // as it was kept
      neighbors += expected.size();
    }
  }
  CHECK(neighbors > 5000);
}

TEST_CASE("a vocabulary of no words has no neighbors") {
  const ForwardColumn forward;
  CHECK(Vocabulary(forward).near(U"abc", 2).empty());
}
