#include "index/stored.h"

#include <charconv>

#include "index/files.h"
#include "index/schema.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

Xapian::Database open(const fs::path& generation) {
  return Xapian::Database((generation / schema::kDatabase).string());
}

}  // namespace

IndexStats read_stats(const Xapian::Database& database, const fs::path& generation) {
  IndexStats stats;
  stats.paragraphs = database.get_doccount();
  stats.documents = database.get_termfreq(std::string(schema::kFirstTerm));
  const std::string bytes = database.get_metadata(std::string(schema::kTextBytesKey));
  std::from_chars(bytes.data(), bytes.data() + bytes.size(), stats.text_bytes);
  stats.disk_bytes = tree_bytes(generation);
  return stats;
}

IndexStats read_stats(const fs::path& generation) {
  return with_xapian(generation, [&] { return read_stats(open(generation), generation); });
}

std::optional<DocumentRecord> read_document(const fs::path& generation, std::string_view id) {
  return with_xapian(generation, [&]() -> std::optional<DocumentRecord> {
    const Xapian::Database database = open(generation);
    const std::string term = schema::id_term(id);
    const auto it = database.postlist_begin(term);
    if (it == database.postlist_end(term)) return std::nullopt;
    return decode_document(database.get_document(*it).get_data());
  });
}

void for_each_stamped_document(
    const fs::path& generation,
    const std::function<void(std::string_view id, const SourceStamp&)>& visit) {
  with_xapian(generation, [&] {
    const Xapian::Database database = open(generation);
    const std::string term(schema::kStampTerm);
    for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
      const DocumentRecord record = decode_document(database.get_document(*it).get_data());
      if (record.stamp) visit(record.document.id, *record.stamp);
    }
  });
}

void for_each_stored_document(const fs::path& generation,
                              const std::function<void(PreparedDocument&&)>& visit) {
  with_xapian(generation, [&] {
    const Xapian::Database database = open(generation);
    PreparedDocument current;
    const auto flush = [&] {
      if (!current.paragraphs.empty()) visit(std::move(current));
      current = {};
    };
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      const std::string data = database.get_document(*it).get_data();
      ParagraphRecord record = decode_paragraph(data);
      if (record.paragraph.ordinal == 1) {
        flush();
        current.document = decode_document(data);
      }
      current.text_bytes += record.paragraph.text.size();
      current.paragraphs.push_back(std::move(record));
    }
    flush();
  });
}

}  // namespace pilcrow::internal
