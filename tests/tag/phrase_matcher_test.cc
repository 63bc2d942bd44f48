#include "tag/phrase_matcher.h"

#include <algorithm>
#include <random>

#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::internal;

namespace {

std::vector<PhraseMatch> find_all(const PhraseMatcher& matcher, std::string_view text) {
  std::vector<Word> words;
  split_words(text, words);
  std::vector<PhraseMatch> matches;
  FoldedWord folded;
  for (std::uint32_t at = 0; at < words.size(); ++at) {
    folded.assign(text, words[at]);
    matcher.find_at(text, words, at, folded, matches);
  }
  return matches;
}

bool finds(std::string_view surface, std::string_view text, CaseRule rule = CaseRule::as_written) {
  PhraseMatcher matcher;
  REQUIRE(matcher.add(surface, 7, rule));
  matcher.finish();
  return !find_all(matcher, text).empty();
}

}  // namespace

TEST_CASE("capitals in a surface need capitals in the text, others do not bind") {
  CHECK(finds("Turkey", "in Turkey"));
  CHECK(finds("Turkey", "IN TURKEY"));
  CHECK_FALSE(finds("Turkey", "a turkey"));
  CHECK(finds("estnisch*", "Estnische"));
  CHECK_FALSE(finds("WHO", "who"));
  CHECK_FALSE(finds("WHO", "Who", CaseRule::upper_only));
  CHECK(finds("Rail Baltica", "rail baltica", CaseRule::upper_only));
}

TEST_CASE("a star makes a prefix, a tilde one of at most six more letters") {
  CHECK(finds("cyber*", "cyberattacks", CaseRule::upper_only));
  CHECK(finds("cyber*", "cyber", CaseRule::upper_only));
  CHECK_FALSE(finds("cyber*", "cybe", CaseRule::upper_only));
  CHECK(finds("Eesti~", "Eestis"));
  CHECK(finds("Eesti~", "Eestiabcdef"));
  CHECK_FALSE(finds("Eesti~", "Eestiabcdefg"));
  CHECK(finds("Эстони~", "Эстонией"));
}

TEST_CASE("accents bind only where a surface asks for them") {
  CHECK(finds("São Tomé", "Sao Tome"));
  CHECK(finds("Sao Tome", "São Tomé"));
  CHECK(finds("!Réunion", "Réunion"));
  CHECK_FALSE(finds("!Réunion", "Reunion"));
}

TEST_CASE(
    "white space, hyphens and apostrophes join words, other signs have to be in the surface") {
  CHECK(finds("Guinea-Bissau", "Guinea Bissau"));
  CHECK(finds("Ivory Coast", "Ivory\n  Coast"));
  CHECK(finds("Côte d'Ivoire", "Côte d’Ivoire"));
  CHECK_FALSE(finds("South Korea", "South, Korea"));
  CHECK_FALSE(finds("South Korea", "south. Korea"));
  CHECK(finds("St. Lucia", "St. Lucia"));
  CHECK_FALSE(finds("St. Lucia", "St, Lucia"));
}

TEST_CASE("surfaces that are no phrase are refused") {
  PhraseMatcher matcher;
  CHECK_FALSE(matcher.add("", 0, CaseRule::as_written));
  CHECK_FALSE(matcher.add("…", 0, CaseRule::as_written));
  CHECK_FALSE(matcher.add("a*", 0, CaseRule::as_written));
  CHECK_FALSE(matcher.add("a b c d e f g h i j k l m n o p q", 0, CaseRule::as_written));
}

TEST_CASE("random phrases are found exactly where a plain search finds them") {
  std::mt19937 random(20240901);
  const auto word = [&random] {
    std::string made;
    for (unsigned length = 1 + random() % 12; length > 0; --length)
      made += static_cast<char>('a' + random() % 3);
    return made;
  };
  for (int round = 0; round < 50; ++round) {
    PhraseMatcher matcher;
    std::vector<std::string> phrases;
    for (int i = 0; i < 40; ++i) {
      std::string phrase = word();
      for (unsigned more = random() % 3; more > 0; --more)
        phrase += " " + word();
      if (matcher.add(phrase, static_cast<std::uint32_t>(i), CaseRule::as_written))
        phrases.push_back(phrase);
    }
    matcher.finish();
    std::string text = " ";
    for (int i = 0; i < 300; ++i)
      text += (random() % 3 == 0 ? phrases[random() % phrases.size()] : word()) + " ";
    std::vector<std::pair<std::size_t, std::uint32_t>> expected, found;
    for (std::uint32_t i = 0; i < phrases.size(); ++i)
      for (std::size_t at = text.find(" " + phrases[i] + " "); at != std::string::npos;
           at = text.find(" " + phrases[i] + " ", at + 1))
        expected.emplace_back(at + 1, i);
    for (const PhraseMatch& match : find_all(matcher, text))
      found.emplace_back(match.bytes.begin, match.pattern);
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    CHECK(found == expected);
  }
}
