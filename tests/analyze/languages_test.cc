#include <string>

#include "analyze/terms.h"
#include "support/catch.h"

using pilcrow::Analyzer;
using pilcrow::test::terms_of;

namespace {

bool same(const char* one, const char* other, const char* language) {
  const std::string terms = terms_of(one, language);
  return !terms.empty() && terms == terms_of(other, language);
}

// True where one of the terms of `query` is a term or variant of `text`: a search finds it.
bool finds(const std::string& query, const std::string& text, const char* language) {
  const auto wanted = pilcrow::test::all_terms(query, language);
  for (const std::string& term : pilcrow::test::all_terms(text, language))
    for (const std::string& one : wanted)
      if (term == one) return true;
  return false;
}

}  // namespace

TEST_CASE("case does not matter in any script that has it") {
  CHECK(same("PEACE TREATIES", "peace treaties", "en"));
  CHECK(same("FRIEDENSVERTRÄGE", "Friedensverträge", "de"));
  CHECK(same("TRAITÉS DE PAIX", "traités de paix", "fr"));
  CHECK(same("RAHULEPING ÕIGUS", "rahuleping õigus", "et"));
  CHECK(same("ŽMOGAUS TEISĖS", "žmogaus teisės", "lt"));
  CHECK(same("МИРНЫЙ ДОГОВОР", "мирный договор", "ru"));
  CHECK(same("ＮＡＴＯ加盟", "nato加盟", "ja"));
  CHECK(same("ŠĶIRŠANĀS", "šķiršanās", "lv"));
  CHECK(same("ACUERDOS AÑO", "acuerdos año", "es"));
  CHECK(same("ȚĂRILE ÎNVĂȚĂMÂNT", "țările învățământ", "ro"));
  CHECK(same("BARIŞ ANTLAŞMASI", "barış antlaşması", "tr"));
}

TEST_CASE("a name is found beside a possessive, an elision or an ending after an apostrophe") {
  CHECK(finds("Estonia", "Estonia's", "en"));
  CHECK(finds("Estonia", "Estonia’s", "en"));
  CHECK(finds("Merkel", "Merkel's", "de"));
  CHECK(finds("Estonie", "d’Estonie", "fr"));
  CHECK(finds("arbre", "L'arbre", "fr"));
  CHECK(finds("Ankara", "Ankara'daki", "tr"));
  CHECK(finds("Ankara", "ANKARA’NIN", "tr"));
  CHECK(finds("isola", "sull'isola", "it"));
}

TEST_CASE("hyphenated words are found whole and by their parts in every language") {
  const struct {
    const char* language;
    const char* hyphened;
    const char* whole;
    const char* part;
  } cases[] = {{"en", "cyber-attacks", "cyberattack", "attack"},
               {"de", "Cyber-Angriffe", "Cyberangriff", "Angriff"},
               {"fr", "cyber-attaques", "cyberattaque", "attaque"},
               {"et", "e-valimised", "evalimised", "valimised"},
               {"lt", "interneto-ataka", "internetoataka", "ataka"},
               {"lv", "kiber-uzbrukums", "kiberuzbrukums", "uzbrukums"},
               {"ru", "кибер-атаки", "кибератака", "атака"},
               {"es", "ciber-ataques", "ciberataque", "ataque"},
               {"ro", "ciber-atac", "ciberatac", "atac"},
               {"tr", "siber-saldırı", "sibersaldırı", "saldırı"}};
  for (const auto& one : cases) {
    INFO(one.language);
    CHECK(finds(one.whole, one.hyphened, one.language));
    CHECK(finds(one.part, one.hyphened, one.language));
  }
}

TEST_CASE("dotted and plain capitals are one abbreviation in every language") {
  for (const char* language : {"en", "de", "fr", "et", "lt", "lv", "es", "ro", "tr", "ja"}) {
    INFO(language);
    CHECK(finds("N.A.T.O.", "NATO", language));
    CHECK(finds("NATO", "N.A.T.O.", language));
  }
  CHECK(finds("С.Ш.А.", "США", "ru"));
}

TEST_CASE("the fleet of the US is not us, in any language that writes about it") {
  for (const char* language : {"en", "de", "fr", "et", "lt", "lv", "es"}) {
    INFO(language);
    CHECK(finds("U.S.", "the U.S. fleet", language));
    CHECK(finds("U.S.", "the US fleet", language));
    CHECK_FALSE(finds("U.S.", "with us", language));
  }
}

TEST_CASE("accents are found with and without, except where they make another letter") {
  CHECK(finds("cafe", "café", "en"));
  CHECK(finds("Muller", "Müller", "de"));
  CHECK(finds("elysee", "Élysée", "fr"));
  CHECK(finds("zemaitija", "Žemaitija", "lt"));
  CHECK(finds("Latvijas skola", "Latvijas škola", "lv"));
  CHECK(finds("самолет", "самолёт", "ru"));
  CHECK(finds("gestion", "gestión", "es"));
  CHECK(finds("invatamant", "învățământ", "ro"));
  CHECK_FALSE(finds("sooma", "sööma", "et"));
  CHECK_FALSE(finds("カキ", "ガキ", "ja"));
  CHECK_FALSE(finds("ano", "año", "es"));
}

TEST_CASE("Romanian letters with comma and with cedilla are the same") {
  CHECK(same("și țară științe", "şi ţară ştiinţe", "ro"));
  CHECK(same("Constanța Iași", "Constanţa Iaşi", "ro"));
  const Analyzer analyzer;
  CHECK(analyzer.is_stop_word("și", "ro"));
  CHECK(analyzer.is_stop_word("şi", "ro"));
}

TEST_CASE("Turkish keeps its two i apart") {
  CHECK(same("DIŞİŞLERİ", "dışişleri", "tr"));
  CHECK(same("İSTANBUL’DA", "istanbul", "tr"));
  CHECK_FALSE(finds("sinir", "sınır", "tr"));
  // Elsewhere I is the capital of i.
  CHECK(same("ISTANBUL", "istanbul", "en"));
}

TEST_CASE("numbers are read as the language writes them") {
  for (const char* language :
       {"de", "fr", "et", "lt", "lv", "ru", "es", "ro", "tr", "pl", "fi", "it"}) {
    INFO(language);
    CHECK(terms_of("3,5", language) == "3.5");
    CHECK(terms_of("1\xC2\xA0"
                   "000",
                   language) == "1000");
  }
  for (const char* language : {"en", "ja", "zh", "th"}) {
    INFO(language);
    CHECK(terms_of("1,000", language) == "1000");
    CHECK(terms_of("3.5", language) == "3.5");
  }
}

TEST_CASE("question words are stop words where there is a list") {
  const Analyzer analyzer;
  CHECK(analyzer.is_stop_word("what", "en"));
  CHECK(analyzer.is_stop_word("welche", "de"));
  CHECK(analyzer.is_stop_word("quelle", "fr"));
  CHECK(analyzer.is_stop_word("qué", "es"));
  CHECK(analyzer.is_stop_word("что", "ru"));
  CHECK(analyzer.is_stop_word("ce", "ro"));
  CHECK(analyzer.is_stop_word("ne", "tr"));
}

TEST_CASE("a piece of Japanese, Chinese or Thai is found in its text") {
  CHECK(finds("東京", "東京都知事", "ja"));
  CHECK(finds("サイバー", "サイバー攻撃", "ja"));
  CHECK(finds("攻撃", "サイバー攻撃", "ja"));
  CHECK(finds("안보", "국가안보", "ko"));
  CHECK(finds("合作", "国际合作组织", "zh"));
  CHECK(finds("ไทย", "ภาษาไทย", "th"));
}
