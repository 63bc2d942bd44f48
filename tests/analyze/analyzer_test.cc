#include "pilcrow/analyzer.h"

#include <string>
#include <vector>

#include "support/catch.h"

namespace {

// "cyber@0 cyberattack@0 attack@1"
std::string terms_of(std::string_view text, std::string_view language) {
  static const pilcrow::Analyzer analyzer;
  std::string line;
  for (const pilcrow::Token& token : analyzer.analyze(text, language)) {
    if (!line.empty()) line += ' ';
    line += token.term + '@' + std::to_string(token.position);
  }
  return line;
}

}  // namespace

TEST_CASE("words are folded and stemmed in their language") {
  CHECK(terms_of("Cities defended", "en") == "citi@0 defend@1");
}
TEST_CASE("probe") {
  for (auto [text, lang] : std::vector<std::pair<const char*, const char*>>{
           {"Cyber-attacks on the U.S. and US allies; give us 1,000 or 3.5 on 2024-12-19.", "en"},
           {"L'Estonie et la sécurité de l’Union jusqu'à aujourd'hui", "fr"},
           {"Häuser, Straße 1.000,50 Cyber-Angriffe COVID-19", "de"},
           {"Eesti julgeolek sõltub NATOst õlu", "et"},
           {"Lietuvos saugumas", "lt"},
           {"Безопасность Ёлка й", "ru"},
           {"東京都は日本の首都です。ﾃﾚﾋﾞ", "ja"},
           {"한국의 NATO", "ko"},
           {"Türkiye'nin İSTANBUL IŞIK", "tr"},
           {"O'Brien doesn't I'm we'll N'Djamena d'Ivoire U.S.'s US's J.K. Rowling e.g. develop-\n  ment", "en"},
           {"THE US SANCTIONS IRAN", "en"}}) {
    WARN(terms_of(text, lang));
  }
}
