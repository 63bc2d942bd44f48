#include <optional>
#include <set>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::string message_of(const std::string& text) {
  try {
    static_cast<void>(parse_synonyms(text, "words.txt"));
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_argument);
    return error.what();
  }
  return "no error";
}

class Shelf {
 public:
  explicit Shelf(const std::string& lines) {
    build_index(directory_ / "idx",
                {page("a", "The EU decided on Tuesday."), page("b", "The European Union decided."),
                 page("c", "A European decided on a union."), page("d", "WHO experts arrived."),
                 page("e", "The World Health Organization sent doctors."),
                 page("f", "Those who arrived left.")});
    searcher_.emplace(directory_ / "idx",
                      SearcherOptions{.synonyms = parse_synonyms(lines, "lines")});
  }

  std::string found(const std::string& query, Match match = Match::all) const {
    std::set<std::string> ids;
    for (const Hit& hit : searcher_->search({.query = query, .match = match}).hits)
      ids.insert(hit.document_id);
    std::string joined;
    for (const std::string& id : ids)
      joined += id;
    return joined;
  }

  [[nodiscard]] const Searcher& searcher() const { return *searcher_; }

 private:
  TemporaryDirectory directory_;
  std::optional<Searcher> searcher_;
};

}  // namespace

TEST_CASE("synonyms are read from lines, with comments and several to a line") {
  CHECK(parse_synonyms("# nothing\n\nEU = European Union\r\n a=b = c # more\n", "f") ==
        SynonymGroups{{"EU", "European Union"}, {"a", "b", "c"}});
  CHECK(parse_synonyms("", "f").empty());
  CHECK(parse_synonyms("\xef\xbb\xbfx = y", "f") == SynonymGroups{{"x", "y"}});
}

TEST_CASE("a mistake among synonyms is told with file and line") {
  CHECK(message_of("a = b\nEuropean Union\n").find("words.txt:2: ") == 0);
  CHECK(message_of("a = b\n\nEU =\n").find("words.txt:3: ") == 0);
  CHECK(message_of("= b").find("words.txt:1: ") == 0);
  CHECK(message_of("a = ---").find("words.txt:1: ") == 0);
  CHECK(message_of("a = \xff").find("words.txt:1: ") == 0);
  CHECK_THROWS_AS(read_synonyms("/nowhere/words.txt"), Error);
}

TEST_CASE("synonyms find each other, words and phrases on both sides") {
  const Shelf shelf("EU = European Union");
  CHECK(shelf.found("EU") == "ab");
  CHECK(shelf.found("eu") == "ab");
  CHECK(shelf.found("\"European Union\"") == "ab");
  CHECK(shelf.found("european union") == "abc");  // two words in any order, or EU
  CHECK(shelf.found("european union tuesday") == "a");
  CHECK(shelf.found("EU NEAR/2 decided") == "ab");
  CHECK(shelf.found("=EU") == "a");
  CHECK(shelf.found("=\"European Union\"") == "b");
  CHECK(shelf.found("EU -tuesday") == "b");
}

TEST_CASE("an abbreviation that is a common word is meant in capitals only") {
  const Shelf shelf("WHO = World Health Organization");
  CHECK(shelf.found("WHO doctors") == "e");
  CHECK(shelf.found("who doctors") == "e");  // the stop word is left out
  CHECK(shelf.found("who") != shelf.found("WHO"));
  CHECK(shelf.found("world health organization").find('d') != std::string::npos);
}

TEST_CASE("what synonyms add is explained and marked") {
  const Shelf shelf("EU = European Union\nEU = the Union of Europe");
  const SearchResult result = shelf.searcher().search({.query = "EU", .explain = true});
  CHECK(result.explanation.find("\"EU\" stands for its synonyms as well: \"European Union\", "
                                "\"the Union of Europe\"") != std::string::npos);
  for (const Hit& hit : result.hits) {
    REQUIRE(hit.highlights.size() == 1);
    const Span span = hit.highlights[0];
    const std::string marked = hit.paragraph.text.substr(span.begin, span.size());
    CHECK((marked == "EU" || marked == "European Union"));
  }
}

TEST_CASE("a synonym without a word is refused") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {page("a", "Words.")});
  SearcherOptions options;
  options.synonyms.push_back({"EU", "--"});
  CHECK_THROWS_AS(Searcher(directory / "idx", options), Error);
}
