#include "read/decode.h"

#include "pilcrow/error.h"
#include "support/catch.h"
#include "text/utf8.h"

using pilcrow::Error;
using pilcrow::ErrorCode;
using namespace pilcrow::internal;

TEST_CASE("a byte order mark decides the encoding and goes") {
  CHECK(decode_text("\xEF\xBB\xBF"
                    "abc")
            .text == "abc");
  CHECK(decode_text(std::string("\xFF\xFE"
                                "a\0\xF5\0",
                                6))
            .text == "a\xC3\xB5");
  CHECK(decode_text(std::string("\xFE\xFF\0a\0\xF5", 6)).text == "a\xC3\xB5");
  CHECK(decode_text(std::string("\xFF\xFE\0\0a\0\0\0", 8)).text == "a");
}

TEST_CASE("UTF-8 is taken as it is, without a note") {
  const Decoded decoded = decode_text("Jõgi \xE2\x80\x94 \xF0\x9F\x98\x80\r\n");
  CHECK(decoded.text == "Jõgi \xE2\x80\x94 \xF0\x9F\x98\x80\r\n");
  CHECK(decoded.note.empty());
}

TEST_CASE("text of another encoding is guessed, and that is said") {
  const Decoded western = decode_text("The caf\xE9 \x93opened\x94 again.");
  CHECK(western.text == "The café “opened” again.");
  CHECK(western.note.find("windows-1252") != std::string::npos);
  const Decoded declared = decode_text("P\xF8\xEDli\xB9", "iso-8859-2");
  CHECK(declared.text == "Příliš");
}

TEST_CASE("a text cut in its last letter is UTF-8, where no word of another encoding ends so") {
  CHECK(decode_text("All is ASCII up to the caf\xC3").text ==
        "All is ASCII up to the caf\xEF\xBF\xBD");
  CHECK(decode_text("All is ASCII up to the caf\xE9").text == "All is ASCII up to the caf\xC3\xA9");
  CHECK(decode_text("THE CITY OF K\xD6LN, AN DER STRA\xDF").text.find("K\xC3\x96LN") !=
        std::string::npos);
}

TEST_CASE("a few broken bytes in UTF-8 are replaced, and that is said") {
  const Decoded decoded = decode_text("õ õ õ õ \xC3");
  CHECK(decoded.text == "õ õ õ õ \xEF\xBF\xBD");
  CHECK(decoded.note.find("1 broken") != std::string::npos);
}

TEST_CASE("what is not text is refused by name") {
  const auto message = [](const std::string& bytes) {
    try {
      (void)decode_text(bytes);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::unreadable);
      return std::string(error.what());
    }
    return std::string("read");
  };
  CHECK(message("PK\x03\x04rest").find("ZIP") != std::string::npos);
  CHECK(message("%PDF-1.4").find("PDF") != std::string::npos);
  CHECK(message("\x7F"
                "ELF\x02\x01")
            .find("program") != std::string::npos);
  CHECK(message(std::string("\x01\x02\x03\x04\x05\0\x07\x08", 8)).find("binary") !=
        std::string::npos);
  CHECK(message("plain") == "read");
}

TEST_CASE("UTF-8 is checked as the standard has it") {
  CHECK(find_invalid_utf8("plain") == 5);
  CHECK(find_invalid_utf8("\xC0\x80") == 0);          // overlong
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);      // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // above U+10FFFF
  CHECK(find_invalid_utf8("ab\xE2\x82") == 2);        // cut
  CHECK(find_invalid_utf8("12345678\xC3\xB5"
                          "1234567\xFF") == 17);
}
