#include <string>

#include "pilcrow/analyzer.h"
#include "support/catch.h"

using pilcrow::guess_language;

namespace {

// An empty guess for plain English means that this build has no guesser.
bool has_guesser() {
  const bool has = !guess_language(
                        "The government announced yesterday that the two countries "
                        "would work together more closely on the defense of the region.")
                        .empty();
  if (!has) WARN("built without a language guesser");
  return has;
}

}  // namespace

TEST_CASE("the language of a plain text is guessed") {
  if (!has_guesser()) return;
  CHECK(guess_language("The government announced yesterday that the two countries would work "
                       "together more closely on the defense of the region.") == "en");
  CHECK(guess_language("Die Regierung hat gestern angekündigt, dass die beiden Länder bei der "
                       "Verteidigung der Region enger zusammenarbeiten werden.") == "de");
  CHECK(guess_language("Le gouvernement a annoncé hier que les deux pays allaient coopérer plus "
                       "étroitement pour la défense de la région.") == "fr");
  CHECK(guess_language("Valitsus teatas eile, et kaks riiki hakkavad piirkonna kaitsmisel senisest "
                       "tihedamalt koostööd tegema.") == "et");
  CHECK(guess_language("Vyriausybė vakar pranešė, kad abi šalys glaudžiau bendradarbiaus gindamos "
                       "regioną.") == "lt");
  CHECK(guess_language("Вчера правительство объявило, что две страны будут теснее сотрудничать в "
                       "обороне региона.") == "ru");
  CHECK(guess_language("政府は昨日、両国が地域の防衛でより緊密に協力すると発表した。") == "ja");
  CHECK(guess_language("政府昨天宣布，两国将在地区防务方面进行更密切的合作。") == "zh");
}

TEST_CASE("no language is guessed where there is none to see") {
  CHECK(guess_language("").empty());
  CHECK(guess_language("1234 5678 !!! ---").empty());
  CHECK(guess_language(std::string("\0\xFF\xFE\x80", 4)).empty());
}

TEST_CASE("only the beginning of a text is looked at, whole characters of it") {
  std::string text;
  while (text.size() < 5'000'000) {
    text += "Правительство объявило, что страны будут теснее сотрудничать. ";
  }
  CHECK((guess_language(text).empty() || guess_language(text) == "ru"));
  CHECK(guess_language(text) == guess_language(text.substr(0, 100'000)));
  CHECK(guess_language("x" + text) == guess_language(text));
}
