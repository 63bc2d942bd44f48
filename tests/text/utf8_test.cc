#include "text/utf8.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace pilcrow::internal;

TEST_CASE("every code point survives writing and reading") {
  for (std::int32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_code_point(c, text);
    std::size_t forward = 0;
    std::size_t backward = text.size();
    if (next_code_point(text, forward) != c || forward != text.size() ||
        previous_code_point(text, backward) != c || backward != 0) {
      FAIL("U+" << std::hex << c);
    }
  }
}

TEST_CASE("broken sequences are refused and never swallow what follows") {
  for (const char* broken :
       {"\x80", "\xC0\x80", "\xC3", "\xC3(", "\xE2\x82", "\xE0\x80\x80", "\xED\xA0\x80",
        "\xF0\x82\x82\xAC", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    std::size_t at = 0;
    CHECK(next_code_point(broken, at) == -1);
    CHECK(at == 1);
  }
  std::size_t at = 2;
  CHECK(previous_code_point("a\xC3", at) == -1);
  CHECK(at == 1);
}

TEST_CASE("a text is read backward as it is forward") {
  const std::string text = "aé日😀z";
  std::size_t at = 0;
  std::vector<std::int32_t> forward;
  while (at < text.size())
    forward.push_back(next_code_point(text, at));
  std::vector<std::int32_t> backward;
  while (at > 0)
    backward.insert(backward.begin(), previous_code_point(text, at));
  CHECK(forward == backward);
}

TEST_CASE("a cut never lies inside a character") {
  const std::string text = "a日é😀";
  const std::vector<std::size_t> expected{0, 1, 1, 1, 4, 4, 6, 6, 6, 6, 10, 10};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(floor_to_character(text, i) == expected[i]);
  }
  CHECK(floor_to_character("\x80\x80\x80\x80\x80", 4) == 4);
  CHECK(floor_to_character("ab", 1) == 1);
}

TEST_CASE("ASCII is told from the rest at every length and place") {
  for (std::size_t size = 0; size < 40; ++size) {
    std::string text(size, 'x');
    CHECK(is_ascii(text));
    for (std::size_t i = 0; i < size; ++i) {
      text[i] = '\x80';
      CHECK_FALSE(is_ascii(text));
      text[i] = 'x';
    }
  }
}
