#include "text/words.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "text/utf8.h"

using pilcrow::internal::fold_word;
using pilcrow::internal::next_code_point;
using pilcrow::internal::split_words;
using pilcrow::internal::Word;
using pilcrow::internal::WordCase;

namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<Word> words;
  split_words(text, words);
  std::vector<std::string> result;
  for (const Word& word : words)
    result.emplace_back(text.substr(word.begin, word.end - word.begin));
  return result;
}

WordCase case_of(std::string_view text) {
  std::vector<Word> words;
  split_words(text, words);
  REQUIRE(words.size() == 1);
  return words.front().letter_case;
}

using Words = std::vector<std::string>;

// The oracle: ICU's word boundaries over the whole text, each piece cut again at everything that is
// no letter, digit or mark (hyphens, apostrophes, dots, underscores).
std::vector<std::string> words_by_icu(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  UText utf8 = UTEXT_INITIALIZER;
  utext_openUTF8(&utf8, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator->setText(&utf8, status);
  REQUIRE(U_SUCCESS(status));
  std::vector<std::string> result;
  auto begin = static_cast<std::size_t>(iterator->first());
  for (auto next = iterator->next(); next != icu::BreakIterator::DONE; next = iterator->next()) {
    const auto end = static_cast<std::size_t>(next);
    std::string piece;
    bool has_letter = false;
    const auto flush = [&] {
      if (has_letter) result.push_back(piece);
      piece.clear();
      has_letter = false;
    };
    for (std::size_t at = begin; at < end;) {
      const std::size_t from = at;
      const UChar32 c = next_code_point(text, at);
      const bool mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
      if (u_isalnum(c) || (mark && has_letter)) {
        piece.append(text, from, at - from);
        has_letter = true;
      } else {
        flush();
      }
    }
    flush();
    begin = end;
  }
  utext_close(&utf8);
  return result;
}

std::string random_text(std::mt19937& random, const std::vector<std::string>& alphabet) {
  std::uniform_int_distribution<std::size_t> length(0, 150);
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  std::string text;
  for (std::size_t i = length(random); i > 0; --i)
    text += alphabet[pick(random)];
  return text;
}

}  // namespace

TEST_CASE("words are runs of letters, marks and digits") {
  CHECK(words_of("Cyber-attacks rose, say NATO's 32 allies.") ==
        Words{"Cyber", "attacks", "rose", "say", "NATO", "s", "32", "allies"});
  CHECK(words_of("l'Estonie et l’Union") == Words{"l", "Estonie", "et", "l", "Union"});
  CHECK(words_of("U.S. 3.5 1,000 snake_case 1990s") ==
        Words{"U", "S", "3", "5", "1", "000", "snake", "case", "1990s"});
  CHECK(words_of("").empty());
  CHECK(words_of(" -- ... '' ").empty());
}

TEST_CASE("words are found in every script") {
  CHECK(words_of("Õhtune Tallinn üle jõe") == Words{"Õhtune", "Tallinn", "üle", "jõe"});
  CHECK(words_of("Безопасность в киберпространстве!") ==
        Words{"Безопасность", "в", "киберпространстве"});
  CHECK(words_of("السلام عليكم") == Words{"السلام", "عليكم"});
  CHECK(words_of("हिन्दी भाषा") == Words{"हिन्दी", "भाषा"});
  CHECK(words_of("한국의 안보") == Words{"한국의", "안보"});
  CHECK(words_of("e\xCC\x81tat") == Words{"e\xCC\x81tat"});
  CHECK(words_of("co\xC2\xADoperate") == Words{"co\xC2\xADoperate"});
  CHECK(words_of("CO₂ m² ½ Ⅷ") == Words{"CO₂", "m", "½", "Ⅷ"});
}

TEST_CASE("Japanese, Chinese and Thai are cut by dictionary") {
  CHECK(words_of("東京都は日本の首都です。") ==
        Words{"東京", "都", "は", "日本", "の", "首都", "です"});
  CHECK(words_of("NATOと日本2024年") == Words{"NATO", "と", "日本", "2024", "年"});
  CHECK(words_of("我们爱北京") == Words{"我们", "爱", "北京"});
  CHECK(words_of("ภาษาไทย") == Words{"ภาษา", "ไทย"});
}

TEST_CASE("broken UTF-8 separates words and is never part of one") {
  CHECK(words_of("caf\xE9 noir") == Words{"caf", "noir"});
  CHECK(words_of("a\xFFz") == Words{"a", "z"});
  CHECK(words_of("abc\xE6\x97") == Words{"abc"});
  CHECK(words_of("\x80\x80x\xC3") == Words{"x"});
  CHECK(words_of(std::string("nul\0byte", 8)) == Words{"nul", "byte"});
  CHECK(words_of("\xED\xA0\x80surrogate") == Words{"surrogate"});
}

TEST_CASE("words know how they are written") {
  CHECK(case_of("estonia") == WordCase::lower);
  CHECK(case_of("Estonia") == WordCase::title);
  CHECK(case_of("NATO") == WordCase::upper);
  CHECK(case_of("US") == WordCase::upper);
  CHECK(case_of("I") == WordCase::title);
  CHECK(case_of("eBay") == WordCase::mixed);
  CHECK(case_of("McDonald") == WordCase::mixed);
  CHECK(case_of("2024") == WordCase::none);
  CHECK(case_of("1990s") == WordCase::lower);
  CHECK(case_of("F16") == WordCase::title);
  CHECK(case_of("Эстония") == WordCase::title);
  CHECK(case_of("ЭСТОНИЯ") == WordCase::upper);
  CHECK(case_of("élan") == WordCase::lower);
  CHECK(case_of("日本") == WordCase::none);
}

TEST_CASE("the ASCII path cuts as ICU does") {
  std::vector<std::string> alphabet;
  for (char c = 1; c > 0 && c < 127; ++c)
    alphabet.emplace_back(1, c);
  for (const char* extra : {"'", "-", ".", ",", "_", ":", "\r\n", " ", "a", "Z", "9"}) {
    alphabet.insert(alphabet.end(), 8, extra);
  }
  std::mt19937 random(20240501);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random, alphabet);
    INFO(text);
    REQUIRE(words_of(text) == words_by_icu(text));
  }
}

TEST_CASE("texts of mixed scripts are cut as ICU does") {
  const std::vector<std::string> punctuation{"-", "'", "’", "·",        ".",  ",", "_",
                                             " ", " ", "—", "\xC2\xA0", "。", "“", "😀"};
  // Apart, because ICU's rules end a Korean word after any combining mark.
  std::vector<std::string> with_marks{"a", "Z", "é", "ß", "õ", "и", "Й",  "ё",        "λ",  "ש",
                                      "״", "ب", "क", "ि", "1", "٣", "日", "\xCC\x81", "の", "カ"};
  std::vector<std::string> with_korean{"a",  "Z",  "é",  "и",  "1",  "٣",  "한",
                                       "글", "국", "日", "本", "の", "カ", "ー"};
  std::mt19937 random(7);
  for (auto* alphabet : {&with_marks, &with_korean}) {
    alphabet->insert(alphabet->end(), punctuation.begin(), punctuation.end());
    for (int round = 0; round < 20000; ++round) {
      const std::string text = random_text(random, *alphabet);
      INFO(text);
      REQUIRE(words_of(text) == words_by_icu(text));
    }
  }
}

TEST_CASE("words of random bytes lie in order inside the text") {
  std::mt19937 random(3);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 5000; ++round) {
    std::string text(64, ' ');
    for (char& c : text)
      c = static_cast<char>(byte(random));
    std::vector<Word> words;
    split_words(text, words);
    std::size_t last = 0;
    for (const Word& word : words) {
      REQUIRE(word.begin >= last);
      REQUIRE(word.end > word.begin);
      REQUIRE(word.end <= text.size());
      for (std::size_t at = word.begin; at < word.end;)
        REQUIRE(next_code_point(text, at) >= 0);
      last = word.end;
    }
  }
}

TEST_CASE("very long stretches are cut in time linear in their length") {
  std::string han;
  while (han.size() < 3'000'000)
    han += "日本";
  std::vector<Word> words;
  split_words(han, words);
  REQUIRE(!words.empty());
  CHECK(words.back().end == han.size());
  const std::string letters(5'000'000, 'x');
  words.clear();
  split_words(letters, words);
  REQUIRE(words.size() == 1);
  CHECK(words.front().end == letters.size());
}
