#include "pilcrow/verify.h"

#include "index/schema.h"
#include "index/xapian_guard.h"
#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

struct Verified {
  Verified() {
    build_index(index, invented_corpus(30, 8));
    IndexWriter writer(index);
    writer.remove("doc-3");
    writer.add(invented_corpus(31, 9).back());
    writer.commit();
  }

  /// Changes the database behind the library's back, and takes the checksums away.
  void tamper(const std::function<void(Xapian::WritableDatabase&)>& change) const {
    {
      Xapian::WritableDatabase database((generation / "xapian").string(), Xapian::DB_OPEN);
      change(database);
      database.commit();
    }
    fs::remove(generation / "sums");
  }

  [[nodiscard]] std::string found() const {
    std::string all;
    for (const Note& note : verify_index(index).findings)
      if (note.severity == Severity::error) all += note.message + "\n";
    return all;
  }

  TemporaryDirectory directory;
  fs::path index = directory / "idx";
  fs::path generation = index / "generation-1";
};

}  // namespace

TEST_CASE("an index that was built, changed and optimized is found sound, and counted") {
  const Verified verified;
  const VerifyReport report = verify_index(verified.index);
  CHECK(report.sound());
  CHECK(report.findings.empty());
  const IndexStats stats = Searcher(verified.index).stats();
  CHECK(report.documents == stats.documents);
  CHECK(report.paragraphs == stats.paragraphs);
  CHECK(report.postings > report.terms);
  IndexWriter(verified.index).optimize();
  CHECK(verify_index(verified.index).findings.empty());
}

TEST_CASE("a stored text that is another one is found") {
  const Verified verified;
  verified.tamper([](Xapian::WritableDatabase& database) {
    Xapian::Document document = database.get_document(2);
    std::string data = document.get_data();
    data[5] = data[5] == 'x' ? 'y' : 'x';
    document.set_data(data);
    database.replace_document(2, document);
  });
  CHECK(verified.found().find("paragraph 2 ") != std::string::npos);
}

TEST_CASE("a term too many, one too few and another impact are found") {
  for (int change = 0; change < 3; ++change) {
    const Verified verified;
    verified.tamper([change](Xapian::WritableDatabase& database) {
      Xapian::Document document = database.get_document(1);
      auto term = document.termlist_begin();
      term.skip_to("a");
      const std::string word = *term;
      if (change == 0) document.add_term("zebra", 9);
      if (change == 1) document.remove_term(word);
      if (change == 2) document.add_term(word, 1);
      database.replace_document(1, document);
    });
    CHECK(verified.found().find("paragraph 1 ") != std::string::npos);
  }
}

TEST_CASE("a value slot that is not what the tags say is found, in the database and the columns") {
  const Verified verified;
  verified.tamper([](Xapian::WritableDatabase& database) {
    Xapian::Document document = database.get_document(1);
    document.add_value(internal::schema::kDateSlot, "19990101");
    database.replace_document(1, document);
  });
  const std::string found = verified.found();
  CHECK(found.find("value slot 1") != std::string::npos);
  CHECK(found.find("another one in the value slots") != std::string::npos);
}

TEST_CASE("a paragraph that is gone from the middle of its document is found") {
  const Verified verified;
  verified.tamper([](Xapian::WritableDatabase& database) {
    for (Xapian::docid id = 1;; ++id) {
      if (database.get_document(id + 1).get_value(0) == std::string("\0\0\0\2", 4)) {
        database.delete_document(id + 1);
        return;
      }
    }
  });
  const std::string found = verified.found();
  CHECK((found.find("should have") != std::string::npos ||
         found.find("are not before it") != std::string::npos));
  CHECK(found.find("bytes of text") != std::string::npos);
}

TEST_CASE("a wrong total is found") {
  const Verified verified;
  verified.tamper([](Xapian::WritableDatabase& database) {
    database.set_metadata(std::string(internal::schema::kTextBytesKey), "17");
  });
  CHECK(verified.found().find("bytes of text") != std::string::npos);
}

TEST_CASE("caches that are missing are named, and do no harm") {
  const Verified verified;
  for (const char* cache : {"columns", "forward", "sums"}) {
    fs::remove(verified.generation / cache);
    const VerifyReport report = verify_index(verified.index);
    CHECK(report.sound());
    bool named = false;
    for (const Note& note : report.findings)
      named = named || (note.severity == Severity::warning &&
                        note.where == (verified.generation / cache).string());
    CHECK(named);
  }
}

TEST_CASE("verifying waits for a writer, up to a bound, and needs an index") {
  const Verified verified;
  const IndexWriter writer(verified.index);
  const auto code_of = [](const fs::path& index) {
    try {
      verify_index(index, std::chrono::milliseconds(20));
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  CHECK(code_of(verified.index) == ErrorCode::index_locked);
  CHECK(code_of(verified.directory / "none") == ErrorCode::index_missing);
  CHECK_FALSE(fs::exists(verified.directory / "none"));
}
