#include "split/sentences.h"

#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::internal;

namespace {

std::vector<std::string> cut(const std::string& text, std::size_t max) {
  std::vector<std::string> pieces;
  for (const Span span : cut_text(text, max))
    pieces.push_back(text.substr(span.begin, span.size()));
  return pieces;
}

}  // namespace

TEST_CASE("no sentence ends behind an abbreviation, an initial or a number's label") {
  const char* const texts[] = {
      "He met Mr. |President", "He lives in the U.S. |Army",
      "See Art. |5",           "It is No. |7",
      "by J. |Smith",          "as in para. |4 of it",
      "by Dr. |Tamm",          "on 3. |Oktober",
      "bzw. |Andere",          "by D. C. |Scott",
      "The U.N. |Secretariat", "vgl. |Seite",
  };
  for (const std::string text : texts) {
    CAPTURE(text);
    const std::size_t border = text.find('|');
    std::string clean = text;
    clean.erase(border, 1);
    CHECK_FALSE(is_sentence_border(clean, border));
  }
  CHECK(is_sentence_border("That was in 1990. Then", 18));
  CHECK(is_sentence_border("So do I. Then", 9));
  CHECK(is_sentence_border("Is it? Yes", 7));
}

TEST_CASE("a long text is cut at sentence ends into even pieces") {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "The U.S. delegation agreed with Mr. Tamm on Art. 5 of it. ";
  text.pop_back();
  const auto pieces = cut(text, 500);
  CHECK(pieces.size() <= 5);
  std::string joined;
  for (const std::string& piece : pieces) {
    CHECK(piece.size() <= 500);
    CHECK(piece.size() >= 250);
    CHECK(piece.substr(0, 8) == "The U.S.");
    CHECK(piece.substr(piece.size() - 6) == "of it.");
    joined += (joined.empty() ? "" : " ") + piece;
  }
  CHECK(joined == text);
}

TEST_CASE("only a sentence that is too long itself is cut, at a clause or between words") {
  std::string text;
  for (int i = 0; i < 40; ++i)
    text += "and one more word after another without an end, ";
  text += "until here.";
  for (const std::string& piece : cut(text, 300)) {
    CHECK(piece.size() <= 300);
    CHECK((piece.back() == ',' || piece.back() == '.'));
  }
  std::string words;
  for (int i = 0; i < 200; ++i)
    words += "word" + std::to_string(i) + " ";
  words.pop_back();
  std::string joined;
  for (const std::string& piece : cut(words, 100))
    joined += (joined.empty() ? "" : " ") + piece;
  CHECK(joined == words);
}

TEST_CASE("a sentence border right behind the bound is not one within it") {
  // U+3002 takes three bytes and no space follows it: the border stands at 101.
  const std::string text = std::string(98, 'x') + "\xE3\x80\x82" + std::string(50, 'y');
  for (const std::string& piece : cut(text, 100))
    CHECK(piece.size() <= 100);
}

TEST_CASE("text without spaces is never cut inside a character") {
  std::string japanese;
  for (int i = 0; i < 400; ++i)
    japanese += "日本語";
  std::string joined;
  for (const std::string& piece : cut(japanese, 200)) {
    CHECK(piece.size() <= 200);
    CHECK(piece.size() % 3 == 0);
    joined += piece;
  }
  CHECK(joined == japanese);
  std::string sentences;
  for (int i = 0; i < 100; ++i)
    sentences += "これは一つの文です。";
  for (const std::string& piece : cut(sentences, 400)) {
    CHECK(piece.substr(piece.size() - 3) == "。");
  }
}
