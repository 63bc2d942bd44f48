#include "index/stored.h"

#include <algorithm>
#include <charconv>

#include "index/files.h"
#include "index/open_database.h"
#include "index/schema.h"
#include "index/shards.h"
#include "index/stored_record.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

IndexStats read_stats(const Xapian::Database& database) {
  IndexStats stats;
  stats.paragraphs = database.get_doccount();
  stats.documents = database.get_termfreq(std::string(schema::kFirstTerm));
  const std::string bytes = database.get_metadata(std::string(schema::kTextBytesKey));
  std::from_chars(bytes.data(), bytes.data() + bytes.size(), stats.text_bytes);
  return stats;
}

IndexStats read_stats(const fs::path& generation) {
  return with_xapian(generation, [&] {
    IndexStats stats = read_stats(open_database(generation));
    stats.disk_bytes = tree_bytes(generation);
    return stats;
  });
}

IndexStats read_stats(const std::vector<fs::path>& generations) {
  IndexStats sum;
  for (const fs::path& generation : generations)
    add_up(sum, read_stats(generation));
  return sum;
}

void add_up(IndexStats& sum, const IndexStats& stats) {
  sum.documents += stats.documents;
  sum.paragraphs += stats.paragraphs;
  sum.text_bytes += stats.text_bytes;
  sum.disk_bytes += stats.disk_bytes;
}

std::optional<DocumentRecord> read_document(const fs::path& generation, std::string_view id) {
  return with_xapian(generation, [&]() -> std::optional<DocumentRecord> {
    const Xapian::Database database = open_database(generation);
    const std::string term = schema::id_term(id);
    const auto it = database.postlist_begin(term);
    if (it == database.postlist_end(term)) return std::nullopt;
    return decode_document(RecordReader(database).read(database, *it));
  });
}

void for_each_stamped_document(
    const fs::path& generation,
    const std::function<void(std::string_view id, const SourceStamp&)>& visit) {
  with_xapian(generation, [&] {
    const Xapian::Database database = open_database(generation);
    const RecordReader records(database);
    const std::string term(schema::kStampTerm);
    for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
      const DocumentRecord record = decode_document(records.read(database, *it));
      if (record.stamp) visit(record.document.id, *record.stamp);
    }
  });
}

namespace {

// The documents of one database, in the order of docids.
void for_each_stored_document(const Xapian::Database& database,
                              const std::function<void(PreparedDocument&&)>& visit) {
  const RecordReader records(database);
  PreparedDocument current;
  const auto flush = [&] {
    if (!current.paragraphs.empty()) visit(std::move(current));
    current = {};
  };
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const std::string data = records.read(database, *it);
    ParagraphRecord record = decode_paragraph(data);
    if (record.paragraph.ordinal == 1) {
      flush();
      current.document = decode_document(data);
    }
    current.text_bytes += record.paragraph.text.size();
    current.paragraphs.push_back(std::move(record));
  }
  flush();
}

PreparedDocument read_stored_document(const Xapian::Database& database, const RecordReader& records,
                                      DocId first) {
  PreparedDocument prepared;
  prepared.document = decode_document(records.read(database, first));
  const std::size_t count = prepared.document.document.paragraphs;
  for (std::size_t i = 0; i < count; ++i) {
    const auto docid = static_cast<DocId>(first + i);
    prepared.paragraphs.push_back(decode_paragraph(records.read(database, docid)));
    prepared.text_bytes += prepared.paragraphs.back().paragraph.text.size();
  }
  return prepared;
}

struct PlacedDocument {
  DocumentOrder order;
  std::size_t database;
  DocId first;

  friend auto operator<=>(const PlacedDocument&, const PlacedDocument&) = default;
};

}  // namespace

void for_each_stored_document(const std::vector<fs::path>& generations,
                              const std::function<void(PreparedDocument&&)>& visit) {
  with_xapian(generations.front(), [&] {
    std::vector<Xapian::Database> databases;
    std::vector<RecordReader> records;
    databases.reserve(generations.size());
    records.reserve(generations.size());
    for (const fs::path& generation : generations)
      databases.push_back(open_database(generation));
    if (databases.size() == 1) return for_each_stored_document(databases.front(), visit);
    for (const Xapian::Database& database : databases)
      records.emplace_back(database);
    std::vector<PlacedDocument> documents;
    for (std::size_t i = 0; i < databases.size(); ++i)
      for (const OrderedDocument& document : read_orders(databases[i]))
        documents.push_back({document.order, i, document.first});
    std::sort(documents.begin(), documents.end());
    for (const PlacedDocument& document : documents)
      visit(read_stored_document(databases[document.database], records[document.database],
                                 document.first));
  });
}

}  // namespace pilcrow::internal
