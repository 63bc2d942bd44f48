#include "analyze/token_stream.h"

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.h"

using pilcrow::internal::TokenRef;
using pilcrow::internal::TokenStream;
using pilcrow::internal::TokenUse;

namespace {

std::string described(TokenStream& stream, std::string_view text, std::string_view language,
                      TokenUse use = TokenUse::index) {
  std::string line;
  for (const TokenRef& token : stream.analyze(text, language, use)) {
    if (!line.empty()) line += ' ';
    line += std::string(token.term) + '@' + std::to_string(token.position);
    if (token.width > 1) line += 'w' + std::to_string(token.width);
    if (token.variant) line += 'v';
    if (token.stop_word) line += 's';
  }
  return line;
}

}  // namespace

TEST_CASE("tokens tell variants, their width and stop words") {
  TokenStream stream;
  CHECK(described(stream, "The state-of-the-art navy", "en") ==
        "the@0s state@1 stateoftheart@1w4v of@2s the@3s art@4 navi@5");
  CHECK(stream.position_count() == 6);
  CHECK(described(stream, "sécurité", "fr") == "secur@0 securit@0v");
  CHECK(described(stream, "安保", "ja") == "安保@0 安@0v 保@1v");
  CHECK(stream.position_count() == 2);
  CHECK(described(stream, "don't", "en") == "dont@0s");
  CHECK(described(stream, "", "en").empty());
  CHECK(stream.position_count() == 0);
}

TEST_CASE("capital US means the country alone in a query") {
  TokenStream stream;
  CHECK(described(stream, "US fleet", "en", TokenUse::query) == "u.s.@0 fleet@1");
  CHECK(described(stream, "US fleet", "en", TokenUse::index) == "us@0 u.s.@0v fleet@1");
  CHECK(described(stream, "us fleet", "en", TokenUse::query) == "us@0s fleet@1");
  CHECK(described(stream, "UN", "en", TokenUse::query) == "un@0");
}

TEST_CASE("equal terms have equal numbers within an epoch") {
  TokenStream stream;
  std::map<std::string, std::uint32_t> ids;
  const auto epoch = stream.epoch();
  for (const char* language : {"en", "fr", "de", "en"}) {
    for (const char* text : {"nation and nations", "a generously long word: internationalizations",
                             "état NATION élection-présidentielle", "日本の安保"}) {
      for (const TokenRef& token : stream.analyze(text, language)) {
        const auto [known, added] = ids.emplace(token.term, token.term_id);
        CHECK(known->second == token.term_id);
        CHECK(stream.term(token.term_id) == token.term);
        CHECK(token.term_id < stream.term_count());
      }
    }
  }
  CHECK(stream.epoch() == epoch);
}

TEST_CASE("memory stays bounded over ever new words, in epochs") {
  TokenStream stream;
  std::string text;
  std::uint64_t number = 0;
  while (stream.epoch() == 0) {
    REQUIRE(number < 20'000'000);
    text.clear();
    for (int i = 0; i < 20000; ++i)
      text += "word" + std::to_string(number++) + ' ';
    REQUIRE(stream.analyze(text, "en").size() == 20000);
  }
  CHECK(stream.term_count() <= 20000);
  CHECK(described(stream, "Cities", "en") == "citi@0");
}

TEST_CASE("an analyzer is safe from several threads") {
  const pilcrow::Analyzer analyzer;
  const std::string text = "L’Estonie, cyber-attacks on 日本 and U.S. sécurité 1,000 ภาษาไทย";
  const auto expected = analyzer.analyze(text, "en");
  std::vector<std::thread> threads;
  std::vector<int> differences(4, 0);
  for (std::size_t t = 0; t < differences.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int round = 0; round < 200; ++round) {
        const auto tokens = analyzer.analyze(text, "en");
        bool same = tokens.size() == expected.size();
        for (std::size_t i = 0; same && i < tokens.size(); ++i) {
          same = tokens[i].term == expected[i].term && tokens[i].bytes == expected[i].bytes &&
                 tokens[i].position == expected[i].position;
        }
        if (!same || !analyzer.is_stop_word("the", "en")) ++differences[t];
        (void)analyzer.analyze(text, round % 2 == 0 ? "fr" : "ja");
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(differences == std::vector<int>(4, 0));
}
