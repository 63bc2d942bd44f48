#include "common/terminal.h"

#include <string>
#include <vector>

#include "common/options.h"
#include "support/catch.h"

using namespace pilcrow::programs;
using Lines = std::vector<std::string>;

TEST_CASE("The display width counts columns, not bytes") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("žõ") == 2);
  CHECK(display_width("日本語") == 6);
  CHECK(display_width("e\xCC\x81") == 1);          // e and a combining acute
  CHECK(display_width("\x1b[1mabc\x1b[0m") == 3);  // escape sequences take no room
  CHECK(display_width("\xFF\xFE") == 2);           // broken bytes count one each
}

TEST_CASE("Text is wrapped at spaces and never wider than asked") {
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("one  two\nthree", 80) == Lines{"one two three"});
  CHECK(wrap("one two three", 0) == Lines{"one two three"});
  CHECK(wrap("", 10).empty());
  CHECK(wrap("abcdefghij", 4) == Lines{"abcd", "efgh", "ij"});
  for (const std::string& line : wrap("Häädemeeste ja Võru on kaugel teineteisest.", 9))
    CHECK(display_width(line) <= 9);
}

TEST_CASE("Japanese is wrapped between characters, and a closing mark clings to its word") {
  CHECK(wrap("日本語文", 4) == Lines{"日本", "語文"});
  const Lines lines = wrap("日本語。文", 6);
  REQUIRE(lines.size() >= 2);
  for (const std::string& line : lines)
    CHECK(line.rfind("。", 0) != 0);
}

TEST_CASE("Escape sequences survive wrapping") {
  const Lines lines = wrap("\x1b[1mbold words\x1b[0m here", 5);
  CHECK(lines == Lines{"\x1b[1mbold", "words\x1b[0m", "here"});
}

TEST_CASE("Printable text cannot steer a terminal") {
  CHECK(printable("a\x1b[31mb") == "a\xEF\xBF\xBD[31mb");
  CHECK(printable("a\rb\x07") ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
  CHECK(printable("a\tb\nc") == "a b c");
  CHECK(printable("a\xE2\x80\xAE"
                  "b") ==
        "a\xEF\xBF\xBD"
        "b");  // right-to-left override
  CHECK(printable("\xC2\x9B"
                  "31m") ==
        "\xEF\xBF\xBD"
        "31m");  // the one-character CSI
  CHECK(printable("Võru 日本") == "Võru 日本");
  CHECK(printable("\xFF") == "\xEF\xBF\xBD");
}

TEST_CASE("Labels are cut or filled to their column") {
  CHECK(fit("abc", 5) == "abc  ");
  CHECK(fit("abcdef", 4) == "abc…");
  CHECK(display_width(fit("日本語", 4)) == 4);
}

TEST_CASE("Bars and sparklines keep proportions") {
  CHECK(bar(10, 10, 3) == "███");
  CHECK(bar(5, 10, 2) == "█");
  CHECK(bar(0, 10, 3).empty());
  CHECK_FALSE(bar(0.001, 10, 3).empty());  // what is there is seen
  CHECK(sparkline({0, 1, 8}) == "·▁█");
  CHECK(sparkline({}).empty());
}

TEST_CASE("Numbers for people") {
  CHECK(human_bytes(0) == "0 bytes");
  CHECK(human_bytes(999) == "999 bytes");
  CHECK(human_bytes(1'500'000) == "1.5 MB");
  CHECK(counted(1, "file", "files") == "1 file");
  CHECK(counted(0, "file", "files") == "0 files");
  CHECK(counted(1234, "file", "files") == "1,234 files");
  CHECK(grouped(999) == "999");
  CHECK(grouped(12'345'678) == "12,345,678");
  CHECK(alternatives({"a", "b", "c"}) == "a, b or c");
}
