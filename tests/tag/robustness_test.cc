#include <chrono>
#include <thread>

#include "support.h"
#include "support/catch.h"
#include "support/sanitizer.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

double seconds_to_tag(const std::string& text) {
  const auto start = std::chrono::steady_clock::now();
  mentions_in(text);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    text += piece;
  return text;
}

}  // namespace

TEST_CASE("a word repeated millions of times costs time in proportion and bounded memory") {
  const std::string text = repeated("Estonia ", 3'000'000 / kSlowdown);
  const auto mentions = mentions_in(text);
  CHECK(values_of(mentions, "country") == "EE");
  CHECK(mentions.size() <= 1000);
}

TEST_CASE("repetition of ambiguous names, years and phrases stays linear") {
  for (const char* piece :
       {"Georgia Atlanta ", "Korea ", "1990s ", "nuclear weapons ", "of the Republic of ", "U.S. ",
        "Democratic People's Republic ", "日本", "the nineties "}) {
    mentions_in(repeated(piece, 10));
    const double small = seconds_to_tag(repeated(piece, 20'000));
    const double large = seconds_to_tag(repeated(piece, 160'000));
    INFO(piece);
    CHECK(large < 8 * small * 6 + 0.5);
  }
}

TEST_CASE("a word of ten million letters and broken UTF-8 are survived") {
  CHECK(countries_in(std::string(10'000'000, 'a')).empty());
  CHECK(countries_in("Estonia \xFF\xFE\x80 Japan \xE3\x81") == "EE JP");
  std::string noise;
  for (unsigned i = 0; i < 200'000; ++i)
    noise += static_cast<char>((i * 2654435761U) >> 24);
  for (const TagMention& mention : mentions_in(noise, "ja"))
    CHECK(noise.substr(mention.bytes.begin, mention.bytes.size()) == mention.surface);
}

TEST_CASE("an empty paragraph has no tags") {
  CHECK(mentions_in("").empty());
}

TEST_CASE("several threads in several languages give what one gives") {
  const auto tagger = make_builtin_tagger();
  const std::vector<std::string> languages = {"en", "de", "fr", "es", "ru",
                                              "ja", "et", "lv", "lt", ""};
  const std::string text = "Estonia, Georgia and Tbilisi; the 1990s; nuclear weapons; U.S. policy";
  std::vector<std::vector<TagMention>> got(languages.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < languages.size(); ++i)
    threads.emplace_back([&, i] {
      Document document;
      document.language = languages[i];
      for (int round = 0; round < 20; ++round) {
        got[i].clear();
        tagger->tag(document, paragraph_of(text), got[i]);
      }
    });
  for (std::thread& thread : threads)
    thread.join();
  for (std::size_t i = 0; i < languages.size(); ++i)
    CHECK(distinct_tags(got[i]) == distinct_tags(mentions_in(text, languages[i])));
}
