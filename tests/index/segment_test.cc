// What a segment is written as must be what Xapian would have written.

#include "index/segment.h"

#include <map>
#include <set>

#include "index/facet_registry.h"
#include "index/glass_table.h"
#include "index/schema.h"
#include "index/shards.h"
#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::internal;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

struct Workshop {
  FacetRegistry facets{{"country", "topic", "year", "about"}, {}};
  RankingConstants ranking{.average_body = 40, .average_heading = 3, .average_title = 4};
  SegmentContext context{facets, ranking, 0, 0};
  Preparer preparer{SplitOptions{}, make_builtin_tagger(), "en", facets};
  TokenStream stream;

  std::vector<PreparedDocument> prepare(const std::vector<Document>& documents) {
    std::vector<PreparedDocument> prepared;
    for (const Document& document : documents)
      prepared.push_back(preparer.prepare(document));
    return prepared;
  }

  /// `each`: documents in a part.
  Segment build(const fs::path& path, const std::vector<PreparedDocument>& documents,
                std::size_t each) {
    SegmentPart::Tools tools(context);
    SegmentBuilder builder(path);
    for (std::size_t i = 0; i < documents.size(); i += each) {
      SegmentPart part(context, tools);
      for (std::size_t j = i; j < std::min(documents.size(), i + each); ++j)
        part.add(documents[j]);
      builder.append(part);
    }
    return builder.finish();
  }

  /// The same paragraphs, written by Xapian.
  void build_with_xapian(const fs::path& path, const std::vector<PreparedDocument>& documents) {
    Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    Inverter inverter(context, stream);
    ForwardColumn words;
    for (const PreparedDocument& document : documents)
      for (const ParagraphRecord& record : document.paragraphs) {
        const InvertedParagraph& paragraph = inverter.invert(document.document, record, words);
        Xapian::Document out = to_xapian(paragraph, inverter.numbers());
        out.set_data(std::string(1, '\0') + paragraph.data);
        database.add_document(out);
      }
    database.commit();
  }
};

std::string postings_of(const Xapian::Database& database, const std::string& term) {
  std::string all = std::to_string(database.get_termfreq(term)) + "/" +
                    std::to_string(database.get_collection_freq(term)) + ":";
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it)
    all += " " + std::to_string(*it) + "," + std::to_string(it.get_wdf()) + "," +
           std::to_string(it.get_doclength());
  return all;
}

std::string document_of(const Xapian::Database& database, DocId id) {
  const Xapian::Document document = database.get_document(id);
  std::string all = document.get_data() + "\n";
  for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it)
    all += " " + *it + "=" + std::to_string(it.get_wdf());
  for (auto it = document.values_begin(); it != document.values_end(); ++it)
    all += " [" + std::to_string(it.get_valueno()) + "]" + *it;
  return all;
}

void check_same(const Xapian::Database& made, const Xapian::Database& expected) {
  CHECK(made.get_doccount() == expected.get_doccount());
  CHECK(made.get_lastdocid() == expected.get_lastdocid());
  CHECK(made.get_total_length() == expected.get_total_length());
  CHECK(made.get_doclength_lower_bound() == expected.get_doclength_lower_bound());
  CHECK(made.get_doclength_upper_bound() == expected.get_doclength_upper_bound());
  std::vector<std::string> terms;
  for (auto it = made.allterms_begin(); it != made.allterms_end(); ++it)
    terms.push_back(*it);
  REQUIRE(terms == std::vector<std::string>(expected.allterms_begin(), expected.allterms_end()));
  bool same = postings_of(made, "") == postings_of(expected, "");
  for (const std::string& term : terms) {
    same = same && postings_of(made, term) == postings_of(expected, term) &&
           made.get_wdf_upper_bound(term) == expected.get_wdf_upper_bound(term);
  }
  CHECK(same);
  for (auto it = expected.postlist_begin(""); it != expected.postlist_end(""); ++it)
    same = same && document_of(made, *it) == document_of(expected, *it);
  CHECK(same);
  for (const Xapian::valueno slot : {0, 1, 2, 8, 9, 10, 11}) {
    CHECK(made.get_value_freq(slot) == expected.get_value_freq(slot));
    CHECK(made.get_value_lower_bound(slot) == expected.get_value_lower_bound(slot));
    CHECK(made.get_value_upper_bound(slot) == expected.get_value_upper_bound(slot));
  }
}

std::string database_of(const fs::path& segment) {
  return (segment / schema::kDatabase).string();
}

std::vector<std::vector<std::uint32_t>> forms_of(const fs::path& segment) {
  ForwardColumn column;
  REQUIRE(column.load(segment / schema::kForwardFile));
  std::vector<std::vector<std::uint32_t>> all;
  for (DocId id = 1; id <= column.last(); ++id) {
    all.emplace_back();
    column.for_each_form(id, [&](std::uint32_t form, std::uint8_t) {
      all.back().push_back(form);
      return true;
    });
  }
  return all;
}

}  // namespace

TEST_CASE("a segment holds what Xapian would have written, whole for its own checks") {
  const TemporaryDirectory directory;
  Workshop workshop;
  std::vector<Document> documents = invented_corpus(400, 7);
  // A record and a term list that need several blocks, and bytes that do not compress.
  Document long_one{.id = std::string(150, 'x'), .title = "Noise", .language = "en"};
  std::uint64_t state = 1;
  for (int i = 0; i < 6000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    long_one.text += "w" + std::to_string(state >> 20U) + (i % 60 == 59 ? ". " : " ");
  }
  documents.push_back(long_one);
  const std::vector<PreparedDocument> prepared = workshop.prepare(documents);
  workshop.build_with_xapian(directory / "expected", prepared);
  for (const std::size_t each : {std::size_t{1}, std::size_t{37}, documents.size()}) {
    const fs::path path = directory / ("segment-" + std::to_string(each));
    const Segment segment = workshop.build(path, prepared, each);
    CHECK(segment.documents.size() == documents.size());
    CHECK(Xapian::Database::check(database_of(path), 0, nullptr) == 0);
    check_same(Xapian::Database(database_of(path)),
               Xapian::Database((directory / "expected").string()));
  }
}

TEST_CASE("a segment does not depend on the parts that it was made of") {
  const TemporaryDirectory directory;
  Workshop workshop;
  const std::vector<PreparedDocument> prepared = workshop.prepare(invented_corpus(120, 3));
  workshop.build(directory / "one", prepared, prepared.size());
  workshop.build(directory / "many", prepared, 7);
  CHECK(forms_of(directory / "one") == forms_of(directory / "many"));
}

TEST_CASE("a segment of more paragraphs than two bytes number is read and changed by Xapian") {
  const TemporaryDirectory directory;
  Workshop workshop;
  std::vector<PreparedDocument> prepared;
  for (int i = 0; i < 4000; ++i) {
    std::vector<Paragraph> paragraphs;
    for (int j = 0; j < 10; ++j)
      paragraphs.push_back({.text = "common word" + std::to_string((i * 10 + j) % 977)});
    prepared.push_back(workshop.preparer.prepare(
        Document{.id = "d" + std::to_string(i), .language = "en"}, std::move(paragraphs), {}));
  }
  workshop.build_with_xapian(directory / "expected", prepared);
  workshop.build(directory / "segment", prepared, 1000);
  const std::string made = database_of(directory / "segment");
  CHECK(Xapian::Database::check(made, 0, nullptr) == 0);
  check_same(Xapian::Database(made), Xapian::Database((directory / "expected").string()));
  for (const std::string& path : {made, (directory / "expected").string()}) {
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
    for (DocId id = 1; id <= 40'000; id += 7)
      database.delete_document(id);
    Xapian::Document more;
    more.add_term("common", 3);
    more.set_data("more");
    database.add_document(more);
    database.set_metadata("key", "value");
    database.commit();
  }
  CHECK(Xapian::Database::check(made, 0, nullptr) == 0);
  check_same(Xapian::Database(made), Xapian::Database((directory / "expected").string()));
}

TEST_CASE("numbers in keys sort as the numbers do") {
  std::string before;
  for (const std::uint32_t number : {0U, 1U, 255U, 256U, 0x7fffU, 0x8000U, 0x3fffffU, 0x400000U,
                                     0x1fffffffU, 0x20000000U, 0xfffffffeU}) {
    std::string key;
    put_sortable(key, number);
    CHECK(key > before);
    before = key;
  }
}
