#include "text/fold.h"

#include <string>

#include "support/catch.h"
#include "text/words.h"

using pilcrow::internal::fold_case;
using pilcrow::internal::fold_word;
using pilcrow::internal::remove_diacritics;

namespace {

std::string folded(std::string_view word, bool diacritics = true) {
  std::string out;
  fold_word(word, diacritics, out);
  return out;
}

}  // namespace

TEST_CASE("folding makes case and compatibility forms equal") {
  CHECK(folded("ESTONIA") == "estonia");
  CHECK(folded("ＮＡＴＯ") == "nato");
  CHECK(folded("Straße", false) == "strasse");
  CHECK(folded("ΣΊΣΥΦΟΣ", false) == folded("σίσυφος", false));
  CHECK(folded("e\xCC\x81tat", false) == "état");
  CHECK(folded("co\xC2\xADoperate") == "cooperate");
  CHECK(folded("CO₂") == "co2");
  CHECK(folded("ﾃﾚﾋﾞ") == "テレビ");
}

TEST_CASE("diacritics are removed where they are accents") {
  CHECK(folded("Élysée") == "elysee");
  CHECK(folded("Tromsø") == "tromso");
  CHECK(folded("Łódź") == "lodz");
  CHECK(folded("Žemaitė") == "zemaite");
  CHECK(folded("Ελλάδα") == "ελλαδα");
  CHECK(folded("Việt") == "viet");
  CHECK(folded("Ёлка") == "елка");
  CHECK(folded("za\xCC\x81\xCC\xA3") == "za");
}

TEST_CASE("marks that make another letter stay") {
  CHECK(folded("Йод") == "йод");
  CHECK(folded("Київ") == "київ");
  CHECK(folded("ガス") == "ガス");
  CHECK(folded("हिन्दी") == "हिन्दी");
  CHECK(folded("ภาษาไทย") == "ภาษาไทย");
  CHECK(folded("한국") == "한국");
}

TEST_CASE("digits of every script are equal") {
  CHECK(folded("٢٠٢٤") == "2024");
  CHECK(folded("२०२४") == "2024");
  CHECK(folded("２０２４", false) == "2024");
}

TEST_CASE("letters can be kept from folding") {
  std::string out;
  remove_diacritics("göteborg café", U"åäö", out);
  CHECK(out == "göteborg cafe");
}

TEST_CASE("the Turkish i keeps its dot or its lack of one") {
  std::string out;
  fold_case("IĞDIR İZMİR I\xCC\x87", true, out);
  CHECK(out == "ığdır izmir i");
}

TEST_CASE("folding appends and accepts broken UTF-8") {
  std::string out = "x";
  fold_word("A\xFF", true, out);
  CHECK(out == "xa\xEF\xBF\xBD");
}
