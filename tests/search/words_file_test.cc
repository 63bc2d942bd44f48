// The file `words` is a cache: answers are the same with it, without it, and whatever is in it.

#include "pilcrow/pilcrow.h"
#include "pilcrow/verify.h"
#include "search/cached_file.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

/// What an index answers where words are looked up by their letters.
std::string answers(const fs::path& index) {
  const Searcher searcher(index);
  std::string all;
  for (const char* typed : {"a", "se", "wat", "est", "q"})
    for (const Suggestion& suggestion : searcher.suggest(typed))
      all += suggestion.text + "=" + std::to_string(suggestion.paragraphs) + " ";
  for (const char* query : {"water*", "securty~", "treaty peace", "wter supply"}) {
    const SearchResult result = searcher.search({.query = query, .limit = 50, .explain = true});
    all += std::string("\n") + query + " " + std::to_string(result.paragraphs.value) + " " +
           result.suggestion.value_or("") + "\n" + result.explanation;
    for (const Hit& hit : result.hits)
      all += hit.document_id + "#" + std::to_string(hit.paragraph.ordinal) + " " +
             std::to_string(hit.score) + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("a new index holds its words as they would be made of its texts") {
  const CachedFile indexed("words");
  REQUIRE(fs::exists(indexed.file));
  CHECK(verify_index(indexed.index).findings.empty());
  const std::string with_file = answers(indexed.index);
  fs::remove(indexed.file);
  CHECK(answers(indexed.index) == with_file);
}

TEST_CASE("a damaged file of words changes no answer, and verifying tells of it") {
  const CachedFile indexed("words");
  const std::string good = answers(indexed.index);
  damage(indexed, fs::file_size(indexed.file) / 23 + 1,
         [&] { CHECK(answers(indexed.index) == good); });
  CHECK(only_warns_of(indexed));
}

TEST_CASE("the words of another index are not taken for one's own") {
  const CachedFile indexed("words");
  const std::string good = answers(indexed.index);
  const TemporaryDirectory elsewhere;
  build_index(elsewhere / "idx", invented_corpus(40, 3));
  fs::copy_file(elsewhere / "idx" / "generation-1" / "words", indexed.file,
                fs::copy_options::overwrite_existing);
  CHECK(answers(indexed.index) == good);
}

TEST_CASE("words that were added or removed in place are found, and not found") {
  const CachedFile indexed("words");
  IndexWriter writer(indexed.index);
  const std::string removed = english_corpus().front().id;
  writer.remove(removed);
  writer.add({.id = "new", .text = "The zymurgist counted the watermills of Estonia."});
  writer.commit();
  REQUIRE(fs::exists(indexed.file));
  const Searcher searcher(indexed.index);
  REQUIRE(searcher.suggest("zymu").size() == 1);
  CHECK(searcher.suggest("zymu").front().text == "zymurgist");
  CHECK(searcher.search({.query = "zymur*"}).paragraphs.value == 1);
  const std::string with_file = answers(indexed.index);
  fs::remove(indexed.file);
  CHECK(answers(indexed.index) == with_file);
}
