#include "pilcrow/index_writer.h"

#include <unistd.h>

#include <set>

#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

Document note(const std::string& id, const std::string& text) {
  Document document;
  document.id = id;
  document.text = text;
  document.language = "en";
  return document;
}

std::set<std::string> found(const Searcher& searcher, const std::string& query) {
  std::set<std::string> ids;
  for (const Hit& hit : searcher.search({.query = query, .limit = 1000}).hits)
    ids.insert(hit.document_id);
  return ids;
}

std::set<std::string> found(const fs::path& index, const std::string& query) {
  return found(Searcher(index), query);
}

ErrorCode code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    CHECK(std::string(error.what()).size() > 10);
    return error.code();
  }
  FAIL("no error");
  return ErrorCode::internal;
}

// Everything a reader can see of an index, as text.
std::string contents(const fs::path& index) {
  const Searcher searcher(index);
  std::string all;
  SearchRequest everything{.limit = 100'000, .highlights = false};
  everything.facets = {{"country", 1000}, {"topic", 1000}, {"year", 1000}};
  const SearchResult result = searcher.search(everything);
  for (const Hit& hit : result.hits) {
    all += hit.document_id + "#" + std::to_string(hit.paragraph.ordinal) + " " + hit.paragraph.text;
    for (const Tag& tag : hit.paragraph.tags)
      all += " " + tag.facet + ":" + tag.value;
    all += "\n";
  }
  for (const FacetCounts& facet : result.facets)
    for (const FacetValue& value : facet.values)
      all += facet.facet + ":" + value.value + " " + std::to_string(value.paragraphs) + "\n";
  for (const char* query : {"harbor treaty", "\"river market\"", "signal OR winter"})
    for (const Hit& hit : searcher.search({.query = query, .match = Match::any, .limit = 50}).hits)
      all += hit.document_id + " " + std::to_string(hit.score) + "\n";
  return all;
}

}  // namespace

TEST_CASE("nothing is found before it is committed, and all of it after") {
  const TemporaryDirectory directory;
  IndexWriter writer(directory / "idx");
  writer.add(note("a", "A harbor in winter."));
  CHECK(code_of([&] { const Searcher searcher(directory / "idx"); }) == ErrorCode::index_missing);
  const IndexStats stats = writer.commit();
  CHECK(stats.documents == 1);
  CHECK(stats.paragraphs == 1);
  CHECK(stats.text_bytes == std::string("A harbor in winter.").size());
  CHECK(found(directory / "idx", "harbor") == std::set<std::string>{"a"});
}

TEST_CASE("a searcher keeps what it has opened until it is refreshed") {
  const TemporaryDirectory directory;
  IndexWriter writer(directory / "idx");
  writer.add(note("a", "A harbor in winter."));
  writer.commit();
  Searcher searcher(directory / "idx");
  writer.add(note("b", "Another harbor."));
  writer.commit();
  CHECK(found(searcher, "harbor") == std::set<std::string>{"a"});
  CHECK(searcher.refresh());
  CHECK(found(searcher, "harbor") == std::set<std::string>{"a", "b"});
  CHECK_FALSE(searcher.refresh());
}

TEST_CASE("adding a document again replaces all of its paragraphs") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {note("a", "A harbor.\n\nA treaty."), note("b", "A bridge.")});
  build_index(directory / "idx", {note("a", "A garden.")});
  CHECK(found(directory / "idx", "harbor").empty());
  CHECK(found(directory / "idx", "treaty").empty());
  CHECK(found(directory / "idx", "garden") == std::set<std::string>{"a"});
  CHECK(found(directory / "idx", "bridge") == std::set<std::string>{"b"});
}

TEST_CASE("within one commit the last word on a document counts") {
  const TemporaryDirectory directory;
  for (const bool there_before : {false, true}) {
    const fs::path index = directory / (there_before ? "one" : "two");
    if (there_before) build_index(index, {note("a", "zero"), note("b", "zero"), note("c", "zero")});
    IndexWriter writer(index);
    writer.add(note("a", "first"));
    writer.add(note("a", "second"));
    writer.add(note("b", "first"));
    writer.remove("b");
    writer.remove("c");
    writer.add(note("c", "first"));
    writer.commit();
    CHECK(found(index, "second") == std::set<std::string>{"a"});
    CHECK(found(index, "first") == std::set<std::string>{"c"});
    CHECK(found(index, "zero").empty());
    CHECK(Searcher(index).stats().documents == 2);
  }
}

TEST_CASE("remove tells whether the document was there") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {note("a", "A harbor.")});
  IndexWriter writer(directory / "idx");
  CHECK(writer.remove("a"));
  CHECK_FALSE(writer.remove("b"));
  writer.commit();
  CHECK(Searcher(directory / "idx").stats().documents == 0);
  CHECK(found(directory / "idx", "harbor").empty());
}

TEST_CASE("rollback forgets what was not committed") {
  const TemporaryDirectory directory;
  IndexWriter writer(directory / "idx");
  writer.add(note("a", "A harbor."));
  writer.commit();
  writer.add(note("b", "A harbor."));
  writer.remove("a");
  writer.rollback();
  writer.add(note("c", "A harbor."));
  writer.commit();
  CHECK(found(directory / "idx", "harbor") == std::set<std::string>{"a", "c"});
}

TEST_CASE("a writer that goes away without a commit leaves nothing behind") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {note("a", "A harbor.")});
  {
    IndexWriter writer(directory / "idx");
    writer.add(note("b", "A harbor."));
  }
  CHECK(found(directory / "idx", "harbor") == std::set<std::string>{"a"});
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory / "idx"))
    names.insert(entry.path().filename());
  CHECK(names == std::set<std::string>{"generation-1", "lock", "manifest.json"});
}

TEST_CASE("a second writer learns who holds the index") {
  const TemporaryDirectory directory;
  const IndexWriter writer(directory / "idx");
  try {
    const IndexWriter second(directory / "idx");
    FAIL("two writers");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::index_locked);
    CHECK(std::string(error.what()).find("process " + std::to_string(getpid())) !=
          std::string::npos);
  }
}

TEST_CASE("the modes of opening say what may be there") {
  const TemporaryDirectory directory;
  CHECK(code_of([&] { IndexWriter(directory / "idx", {.mode = OpenMode::open}); }) ==
        ErrorCode::index_missing);
  build_index(directory / "idx", {note("a", "A harbor.")}, {.mode = OpenMode::create});
  CHECK(code_of([&] { IndexWriter(directory / "idx", {.mode = OpenMode::create}); }) ==
        ErrorCode::invalid_argument);
  {
    IndexWriter writer(directory / "idx", {.mode = OpenMode::rebuild});
    writer.add(note("b", "A bridge."));
    CHECK(found(directory / "idx", "harbor") == std::set<std::string>{"a"});
    writer.commit();
  }
  CHECK(found(directory / "idx", "harbor").empty());
  CHECK(found(directory / "idx", "bridge") == std::set<std::string>{"b"});
  test::write_file(directory / "other" / "letter.txt", "not an index");
  CHECK(code_of([&] { IndexWriter(directory / "other"); }) == ErrorCode::invalid_argument);
  CHECK(read_file(directory / "other" / "letter.txt") == "not an index");
}

TEST_CASE("an index of another format or analyzer is refused with the remedy") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {note("a", "A harbor.")});
  const std::string manifest = read_file(directory / "idx" / "manifest.json");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = manifest;
    changed.replace(changed.find(from), from.size(), to);
    test::write_file(directory / "idx" / "manifest.json", changed);
  };
  const auto open = [&] { const Searcher searcher(directory / "idx"); };
  with("\"format\": 3", "\"format\": 99");
  CHECK(code_of(open) == ErrorCode::index_incompatible);
  with("\"analyzer\": \"", "\"analyzer\": \"other ");
  CHECK(code_of(open) == ErrorCode::index_incompatible);
  CHECK(code_of([&] { IndexWriter(directory / "idx"); }) == ErrorCode::index_incompatible);
  test::write_file(directory / "idx" / "manifest.json", manifest.substr(0, manifest.size() / 2));
  CHECK(code_of(open) == ErrorCode::index_damaged);
  test::write_file(directory / "idx" / "manifest.json", "{}");
  CHECK(code_of(open) == ErrorCode::index_damaged);
  build_index(directory / "idx", {note("b", "A bridge.")}, {.mode = OpenMode::rebuild});
  CHECK(found(directory / "idx", "bridge") == std::set<std::string>{"b"});
}

TEST_CASE("the index does not depend on the number of threads") {
  const TemporaryDirectory directory;
  const std::vector<Document> documents = invented_corpus(400, 5);
  build_index(directory / "one", documents, {.jobs = 1});
  build_index(directory / "four", documents, {.jobs = 4});
  CHECK(contents(directory / "one") == contents(directory / "four"));
}

TEST_CASE("after any history an optimized index equals one built afresh") {
  const TemporaryDirectory directory;
  std::map<std::string, Document> model;
  {
    IndexWriter writer(directory / "idx");
    for (unsigned round = 0; round < 6; ++round) {
      for (const Document& document : invented_corpus(50 + 10 * round, round)) {
        if ((document.id.back() + round) % 3 == 0) continue;
        writer.add(document);
        model[document.id] = document;
      }
      const std::string gone = "doc-" + std::to_string(7 * round);
      writer.remove(gone);
      model.erase(gone);
      writer.commit();
    }
    writer.optimize();
  }
  // The order of documents with equal scores is that of their last addition, which a fresh build in
  // the same order repeats.
  std::vector<Document> documents;
  std::set<std::string> seen;
  for (const Hit& hit : Searcher(directory / "idx").search({.limit = 100'000}).hits)
    if (seen.insert(hit.document_id).second) documents.push_back(model.at(hit.document_id));
  REQUIRE(documents.size() == model.size());
  build_index(directory / "fresh", documents);
  CHECK(contents(directory / "idx") == contents(directory / "fresh"));
}

TEST_CASE("stamps of files come back") {
  const TemporaryDirectory directory;
  const SourceStamp stamp{"/archive/a.txt", 17, 1'700'000'000'000'000'001};
  {
    IndexWriter writer(directory / "idx");
    writer.add(note("a", "A harbor."), stamp);
    writer.add(note("b", "A bridge."));
    writer.commit();
  }
  const IndexWriter writer(directory / "idx");
  CHECK(writer.stamp_of("a") == stamp);
  CHECK_FALSE(writer.stamp_of("b"));
  std::set<std::string> stamped;
  writer.for_each_stamp([&](std::string_view id, const SourceStamp& known) {
    stamped.emplace(id);
    CHECK(known == stamp);
  });
  CHECK(stamped == std::set<std::string>{"a"});
}

TEST_CASE("an error in a source comes out of the writer and leaves the index as it was") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", {note("a", "A harbor.")});
  {
    IndexWriter writer(directory / "idx");
    writer.add(note("b", "A harbor."));
    const IndexWriter::DocumentSource broken = [](const DocumentSink&) {
      throw Error(ErrorCode::unreadable, "cannot read the drawer");
    };
    CHECK(code_of([&] {
            writer.add(broken, {});
            writer.commit();
          }) == ErrorCode::unreadable);
    writer.rollback();
    writer.add(note("c", "A harbor."));
    writer.commit();
  }
  CHECK(found(directory / "idx", "harbor") == std::set<std::string>{"a", "c"});
}

TEST_CASE("a facet that comes up in a tag can be counted and filtered by") {
  const TemporaryDirectory directory;
  Document document = note("a", "A harbor.");
  document.tags = {{"office", "Tallinn"}, {"Not A Facet", "x"}};
  std::vector<std::string> notes;
  build_index(directory / "idx", {document, note("b", "A harbor.")},
              {.notes = [&](const Note& heard) { notes.push_back(heard.message); }});
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].find("Not A Facet") != std::string::npos);
  const SearchResult result =
      Searcher(directory / "idx")
          .search({.where = {{"office", {"Tallinn"}}}, .facets = {{"office"}}});
  REQUIRE(result.hits.size() == 1);
  CHECK(result.hits[0].document_id == "a");
  REQUIRE(result.facets[0].values.size() == 1);
  CHECK(result.facets[0].values[0].value == "Tallinn");
  CHECK(result.facets[0].missing_paragraphs == 1);
}

TEST_CASE("long ids and values, and those with strange bytes, are kept apart") {
  const TemporaryDirectory directory;
  const std::string long_id(5000, 'x');
  std::vector<Document> documents{
      note(long_id + "1", "first harbor"), note(long_id + "2", "second harbor"),
      note(std::string("a\0b", 3), "third harbor"), note("a", "fourth harbor")};
  documents[0].tags = {{"office", std::string(3000, 'y') + "1"}};
  documents[1].tags = {{"office", std::string(3000, 'y') + "2"}};
  build_index(directory / "idx", documents);
  build_index(directory / "idx", {note(std::string("a\0b", 3), "third bridge")});
  CHECK(found(directory / "idx", "harbor") ==
        std::set<std::string>{long_id + "1", long_id + "2", "a"});
  CHECK(found(directory / "idx", "bridge") == std::set<std::string>{std::string("a\0b", 3)});
  const auto result =
      Searcher(directory / "idx").search({.where = {{"office", {std::string(3000, 'y') + "2"}}}});
  REQUIRE(result.hits.size() == 1);
  CHECK(result.hits[0].document_id == long_id + "2");
}
