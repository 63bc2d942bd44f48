#include "index/stored_record.h"

#include <functional>

#include "index/record.h"
#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::internal;
using namespace pilcrow::test;

namespace {

std::vector<std::string> invented_records(std::size_t documents, unsigned seed) {
  std::vector<std::string> records;
  for (const Document& document : invented_corpus(documents, seed)) {
    ParagraphRecord record;
    record.paragraph.text = document.text;
    record.language = "en";
    records.push_back(encode_record(record, nullptr));
  }
  return records;
}

// A database that has a dictionary and nothing else.
std::unique_ptr<Xapian::WritableDatabase> database_with(const TemporaryDirectory& directory,
                                                        const std::string& dictionary) {
  auto database = std::make_unique<Xapian::WritableDatabase>((directory / "database").string(),
                                                             Xapian::DB_CREATE_OR_OVERWRITE);
  write_dictionary(*database, dictionary);
  database->commit();
  return database;
}

ErrorCode code_of_unpacking(const RecordReader& reader, const std::string& stored) {
  try {
    (void)reader.unpack(stored);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace

TEST_CASE("records come back as they were, and are shorter with a dictionary") {
  const TemporaryDirectory directory;
  const std::string bytes = RecordDictionary::train(invented_records(4000, 1));
  REQUIRE(!bytes.empty());
  const auto database = database_with(directory, bytes);
  const RecordReader reader(*database);
  RecordPacker packer(std::make_shared<RecordDictionary>(bytes));
  std::size_t before = 0;
  std::size_t after = 0;
  for (const std::string& record : invented_records(500, 2)) {
    const std::string stored(packer.pack(record));
    CHECK(packer.packed());
    REQUIRE(reader.unpack(stored) == record);
    before += record.size();
    after += stored.size();
  }
  CHECK(after * 2 < before);
  // Nothing to gain: kept as it is.
  const std::string tiny(packer.pack("\x01"));
  CHECK_FALSE(packer.packed());
  CHECK(reader.unpack(tiny) == "\x01");
}

TEST_CASE("few records have no dictionary, and are read without one") {
  CHECK(RecordDictionary::train(invented_records(10, 1)).empty());
  CHECK(RecordDictionary::train({}).empty());
  RecordPacker packer(nullptr);
  CHECK(RecordReader().unpack(packer.pack("a record")) == "a record");
}

TEST_CASE("a stored record that is damaged, or lacks its dictionary, is an error") {
  const TemporaryDirectory directory;
  const std::vector<std::string> records = invented_records(4000, 1);
  const std::string bytes = RecordDictionary::train(records);
  const auto database = database_with(directory, bytes);
  const RecordReader reader(*database);
  RecordPacker packer(std::make_shared<RecordDictionary>(bytes));
  const std::string stored(packer.pack(records.front()));
  CHECK(code_of_unpacking(RecordReader(), stored) == ErrorCode::index_damaged);
  CHECK(code_of_unpacking(reader, "") == ErrorCode::index_damaged);
  CHECK(code_of_unpacking(reader, "\x07 of no kind") == ErrorCode::index_damaged);
  for (std::size_t size = 1; size < stored.size(); ++size)
    CHECK(code_of_unpacking(reader, stored.substr(0, size)) == ErrorCode::index_damaged);
}

TEST_CASE("an index with a dictionary keeps it through updates, merges and optimize") {
  const TemporaryDirectory directory;
  const std::filesystem::path index = directory / "idx";
  std::vector<Document> documents = invented_corpus(6000, 5);
  const auto text_of = [&index](const std::string& id) {
    const Searcher searcher(index);
    std::string text;
    for (const StoredParagraph& paragraph : searcher.paragraphs(id))
      text += paragraph.text + "\n";
    return text;
  };
  const auto has_dictionary = [&index](int generation) {
    return !read_dictionary(
                Xapian::Database(
                    (index / ("generation-" + std::to_string(generation)) / "xapian").string()))
                .empty();
  };
  build_index(index, {documents.begin(), documents.begin() + 4000});
  REQUIRE(has_dictionary(1));
  const std::string before = text_of(documents[17].id);
  CHECK(!before.empty());
  {
    IndexWriter writer(index);  // in place
    writer.add(documents[4000]);
    writer.remove(documents[3].id);
    writer.commit();
  }
  CHECK(text_of(documents[17].id) == before);
  CHECK(!text_of(documents[4000].id).empty());
  CHECK(text_of(documents[3].id).empty());
  {
    IndexWriter writer(index);  // a new generation
    for (std::size_t i = 4001; i < documents.size(); ++i)
      writer.add(documents[i]);
    writer.commit();
  }
  CHECK(text_of(documents[17].id) == before);
  CHECK(!text_of(documents[5000].id).empty());
  IndexWriter(index).optimize();
  CHECK(text_of(documents[17].id) == before);
  CHECK(verify_index(index).findings.empty());
}

namespace {

// An index whose records are packed, and what it says once its database was changed behind it.
struct PackedIndex {
  PackedIndex() {
    build_index(index, invented_corpus(3000, 5));
    REQUIRE_FALSE(read_dictionary(Xapian::Database((generation / "xapian").string())).empty());
  }

  /// Changes the database behind the library's back, and takes the checksums away.
  void tamper(const std::function<void(Xapian::WritableDatabase&)>& change) const {
    {
      Xapian::WritableDatabase database((generation / "xapian").string(), Xapian::DB_OPEN);
      change(database);
      database.commit();
    }
    std::filesystem::remove(generation / "sums");
  }

  template <typename Work>
  void check_damaged(const Work& work, const std::string& file) const {
    try {
      work();
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::index_damaged);
      CHECK(std::string(error.what()).find(index.string()) != std::string::npos);
      CHECK(std::string(error.what()).find(file) != std::string::npos);
    }
  }

  TemporaryDirectory directory;
  std::filesystem::path index = directory / "idx";
  std::filesystem::path generation = index / "generation-1";
};

}  // namespace

TEST_CASE("a dictionary that is damaged or cut off is an error that names its file") {
  for (int change = 0; change < 3; ++change) {
    const PackedIndex packed;
    packed.tamper([change](Xapian::WritableDatabase& database) {
      std::string stored = database.get_metadata("dictionary");
      if (change == 0) stored[stored.size() / 2] ^= 1;
      if (change == 1) stored.resize(stored.size() - 100);
      if (change == 2) stored.resize(5);
      database.set_metadata("dictionary", stored);
    });
    packed.check_damaged([&] { Searcher searcher(packed.index); }, "");
    packed.check_damaged([&] { IndexWriter writer(packed.index); }, "");
    CHECK_FALSE(verify_index(packed.index).sound());
    if (change < 2)
      packed.check_damaged([&] { Searcher searcher(packed.index); }, "postlist.glass");
  }
}

TEST_CASE("without its dictionary an index says that records cannot be unpacked") {
  const PackedIndex packed;
  packed.tamper(
      [](Xapian::WritableDatabase& database) { database.set_metadata("dictionary", ""); });
  const Searcher searcher(packed.index);
  packed.check_damaged([&] { (void)searcher.paragraphs("doc-7"); }, "docdata.glass");
  CHECK_FALSE(verify_index(packed.index).sound());
}

TEST_CASE("a packed record that is damaged is an error that names its file, and is found") {
  const PackedIndex packed;
  packed.tamper([](Xapian::WritableDatabase& database) {
    Xapian::Document document = database.get_document(1);
    std::string stored = document.get_data();
    REQUIRE(stored.front() == 1);
    stored.resize(stored.size() / 2);
    document.set_data(stored);
    database.replace_document(1, document);
  });
  const Searcher searcher(packed.index);
  packed.check_damaged([&] { (void)searcher.paragraphs("doc-0"); }, "docdata.glass");
  CHECK(!searcher.paragraphs("doc-7").empty());
  CHECK_FALSE(verify_index(packed.index).sound());
}
