// Whatever is typed gives a result: what each of these gave is written down here.

#include <cstdlib>
#include <iostream>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

using namespace std::string_literals;

struct Typed {
  std::string query;
  int least = 0;     ///< paragraphs found, at least
  std::string note;  ///< part of a note; empty: none is asked for
};

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i)
    out += text;
  return out;
}

std::vector<Typed> unfriendly() {
  return {
      {"AND AND", 0, "“AND” has nothing to join"},
      {"OR", 0, "“OR” has nothing to join"},
      {"NOT", 0, "“NOT” has nothing to join"},
      {"NEAR NEAR/3", 0, "has nothing to join"},
      {"cable AND", 1, "“AND” has nothing to join"},
      {"OR cable", 1, "“OR” has nothing to join"},
      {"cable NEAR/5", 1, "has nothing to join"},
      {"\"unclosed cable", 1, "quotation mark is not closed"},
      {"cable \"", 1, "quotation mark is not closed"},
      {"=\"", 0, "quotation mark is not closed"},
      {")(", 0, "closing bracket without"},
      {"(cable", 1, "not closed"},
      {"cable)", 1, "closing bracket without"},
      {"((((cable", 1, "not closed"},
      {"()", 0, "brackets without a word"},
      {"country:", 0, "“country:” was read as a word"},
      {"country:atlantis", 0, ""},
      {"country: EE", 0, "“country:” was read as a word"},
      {"planet:mars", 0, "neither a field nor a facet"},
      {"year:soon", 0, "neither a year nor a range"},
      {"year:2030..2020", 1, "was read as 2020..2030"},
      {"topic:\"no such topic\"", 0, ""},
      {"title:", 0, "“title:” was read as a word"},
      {"title:country:EE", 0, ""},
      {"-", 0, "holds no word"},
      {"-cable", 1, ""},
      {"--", 0, "holds no word"},
      {"- - -", 0, "holds no word"},
      {"?!", 0, "holds no word"},
      {"*", 1, ""},
      {"**", 0, "holds no word"},
      {"~", 0, "holds no word"},
      {"cable~99", 1, "one or two are possible"},
      {"a*", 1, "stands for more than"},
      {"=*", 0, "holds no word"},
      {"cable\0anchor"s, 1, ""},
      {"\0"s, 1, ""},
      {"\x01\x02\x1b[31m"s, 0, ""},
      {"\xff\xfe\xc3"s, 1, ""},
      {"cable\xc3", 1, ""},
      {"🙂", 0, ""},
      {"👩‍👩‍👧 cable", 1, ""},
      {"שלום עולם", 0, ""},
      {"\u202ecable\u202c", 1, ""},
      {"مرحبا", 0, ""},
      {"東京", 0, ""},
      {"'; DROP TABLE x; --", 0, "holds no word"},
      {"<script>alert(1)</script>", 0, ""},
      {"%s%n ${cable}", 1, ""},
      {"\\", 0, "holds no word"},
      {"C:\\Users\\me", 0, ""},
      {"https://example.org/?q=cable&x=1", 0, ""},
      {"(cable OR) AND (NOT)", 0, "has nothing to join"},
      {"cable -cable", 0, ""},
      {"the of and", 1, ""},
      {"   \t\n ", 1, ""},
      {repeated("cable ", 10'000), 1, "too long"},
      {repeated("x", 100'000), 0, "too long"},
      {repeated("(", 10'000) + "cable", 1, "brackets deeper than"},
      {repeated("cable OR ", 5'000) + "anchor", 1, "too long"},
      {repeated("a* ", 300), 0, "stands for more than"},
      {repeated("cable NEAR/5 ", 200) + "anchor", 0, ""},
  };
}

}  // namespace

TEST_CASE("fifty unfriendly queries give results or an explanation") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", english_corpus());
  const Searcher searcher(directory / "idx");
  REQUIRE(unfriendly().size() >= 50);
  for (const auto& [query, least, note] : unfriendly()) {
    INFO("query: " << query.substr(0, 60) << " of " << query.size() << " bytes");
    SearchResult result;
    REQUIRE_NOTHROW(result = searcher.search({.query = query, .facets = default_facets()}));
    std::string notes;
    for (const Note& said : result.notes)
      notes += said.message + "\n";
    INFO("found " << result.paragraphs.value << ", notes: " << notes);
    if (std::getenv("PILCROW_SHOW_UNFRIENDLY") != nullptr)
      std::cout << query.substr(0, 40) << "\t" << result.paragraphs.value << "\t"
                << result.suggestion.value_or("") << "\t" << notes.substr(0, notes.find('\n'))
                << "\n";
    CHECK(result.paragraphs.value >= static_cast<std::uint64_t>(least));
    CHECK(notes.find(note) != std::string::npos);
    CHECK_NOTHROW(to_json(result));
  }
}
