#include "index/segment.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

#include "index/coding.h"
#include "index/forward_writer.h"
#include "index/glass_table.h"
#include "index/glass_values.h"
#include "index/in_parallel.h"
#include "index/schema.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

void measure_averages(const std::vector<PreparedDocument>& documents, RankingConstants& constants) {
  TokenStream stream;
  const auto words = [&stream](const std::string& text, const std::string& language) {
    if (text.empty()) return 0.0;
    stream.analyze(text, language);
    return static_cast<double>(stream.position_count());
  };
  double body = 0;
  double heading = 0;
  double title = 0;
  double count = 0;
  for (const PreparedDocument& document : documents) {
    const StoredDocument& d = document.document.document;
    const double title_length = words(d.title, d.language);
    for (const ParagraphRecord& record : document.paragraphs) {
      if (record.paragraph.kind == BlockKind::furniture) continue;
      body += words(record.paragraph.text, record.language);
      heading += words(join_heading(record.paragraph.heading), record.language);
      title += title_length;
      count += 1;
    }
  }
  if (count == 0) return;
  const auto average = [count](double sum) { return std::max(1.0, sum / count); };
  constants.average_body = average(body);
  constants.average_heading = average(heading);
  constants.average_title = average(title);
}

namespace {

// The postings key of a term; with `more`, what the docid of a later chunk is appended to.
std::string postings_key(std::string_view term, bool more) {
  std::string key;
  for (const char c : term) {
    key += c;
    if (c == '\0') key += '\xff';
  }
  if (more) key += '\0';
  return key;
}

// The version file of a glass database: what it begins with is magic and version of the format.
constexpr std::string_view kGlassMagic("\x0f\x0dXapian Glass\x04\x6e", 16);
constexpr std::uint32_t kCompressAbove = 4;  // bytes; as Xapian has it for records and term lists

std::string unique_id() {
  std::random_device random;
  std::string id;
  for (int i = 0; i < 4; ++i)
    put_fixed(id, static_cast<std::uint32_t>(random()));
  id[6] = static_cast<char>((static_cast<unsigned char>(id[6]) & 0x0fU) | 0x40U);
  id[8] = static_cast<char>((static_cast<unsigned char>(id[8]) & 0x3fU) | 0x80U);
  return id;
}

}  // namespace

struct SegmentBuilder::Impl {
  explicit Impl(fs::path directory)
      : path((fs::create_directories(directory / schema::kDatabase), std::move(directory))),
        database(path / schema::kDatabase),
        records(database / kRecordsFile),
        term_lists(database / kTermListsFile) {}

  void append_postings(const SegmentPart& part, DocId offset);
  void append_paragraphs(const SegmentPart& part, DocId offset);
  void write_postings();
  void write_version(const GlassTable& postings_table) const;

  fs::path path;
  fs::path database;
  GlassTable records;
  GlassTable term_lists;
  TermNumbers numbers;
  std::vector<Postings> postings;  // by number of the term
  std::size_t postings_bytes = 0;
  Postings lengths;
  LengthStatistics statistics;
  std::map<std::uint32_t, GlassValues> values;
  ForwardWriter forward;
  Segment segment;
};

SegmentBuilder::SegmentBuilder(fs::path path) : impl_(std::make_unique<Impl>(std::move(path))) {}
SegmentBuilder::~SegmentBuilder() = default;

std::size_t SegmentBuilder::bytes() const {
  constexpr std::size_t kTermBytes = 150;
  return impl_->postings_bytes + impl_->forward.bytes() + kTermBytes * impl_->numbers.size();
}

void SegmentBuilder::append(const SegmentPart& part) {
  Impl& impl = *impl_;
  const DocId offset = impl.segment.paragraphs;
  impl.append_paragraphs(part, offset);
  impl.append_postings(part, offset);
  for (const auto& [slot, values] : part.values())
    for (const auto& [id, value] : values)
      impl.values[slot].append(offset + id, value);
  impl.forward.append(part.forward());
  for (SegmentDocument document : part.documents()) {
    document.first += offset;
    impl.segment.documents.push_back(std::move(document));
  }
  impl.segment.paragraphs += part.paragraphs();
}

void SegmentBuilder::Impl::append_paragraphs(const SegmentPart& part, DocId offset) {
  std::string key;
  for (DocId id = 1; id <= part.paragraphs(); ++id) {
    const SegmentPart::Paragraph paragraph = part.paragraph(id);
    key.clear();
    put_sortable(key, offset + id);
    records.add(key, paragraph.record, paragraph.record_deflated);
    term_lists.add(key, paragraph.terms, paragraph.terms_deflated);
    key += '\0';
    term_lists.add(key, paragraph.slots);
  }
}

void SegmentBuilder::Impl::append_postings(const SegmentPart& part, DocId offset) {
  for (std::uint32_t term = 0; term < part.postings().size(); ++term) {
    const Postings& more = part.postings()[term];
    if (more.empty()) continue;
    const std::uint32_t number = numbers.of(part.numbers().term(term));
    if (number >= postings.size()) postings.resize(number + std::size_t{1});
    postings[number].append(more, offset);
    postings_bytes += more.bytes();
  }
  lengths.append(part.lengths(), offset);
  statistics.add(part.statistics());
}

void SegmentBuilder::Impl::write_postings() {
  GlassTable table(database / "postlist.glass");
  for (const auto& [slot, stream] : values)
    stream.write_statistics(table, slot);
  for (const auto& [slot, stream] : values)
    stream.write_chunks(table, slot);
  const std::string lengths_key("\0\xe0", 2);
  lengths.write(table, lengths_key, lengths_key, /*counted=*/false);
  std::vector<std::uint32_t> order(numbers.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [this](std::uint32_t a, std::uint32_t b) { return numbers.before(a, b); });
  for (const std::uint32_t number : order) {
    const std::string& term = numbers.term(number);
    postings[number].write(table, postings_key(term, false), postings_key(term, true),
                           /*counted=*/true);
  }
  table.finish();
  write_version(table);
}

void SegmentBuilder::Impl::write_version(const GlassTable& postings_table) const {
  std::string bytes(kGlassMagic);
  bytes += unique_id();
  put_varint(bytes, GlassTable::kRevision);
  bytes += postings_table.root_info(0);
  bytes += records.root_info(kCompressAbove);
  bytes += term_lists.root_info(kCompressAbove);
  bytes += GlassTable::no_root_info(0);               // positions
  bytes += GlassTable::no_root_info(kCompressAbove);  // spellings
  bytes += GlassTable::no_root_info(kCompressAbove);  // synonyms
  put_varint(bytes, segment.paragraphs);
  put_varint(bytes, 0);  // docids that are not in use
  put_varint(bytes, statistics.shortest);
  put_varint(bytes, statistics.highest_wdf);
  put_varint(bytes, statistics.longest - statistics.highest_wdf);
  put_varint(bytes, 0);  // oldest change set
  put_varint(bytes, statistics.total);
  put_varint(bytes, 0);  // spellings
  write_file(database / "iamglass", bytes);
}

Segment SegmentBuilder::finish() {
  Impl& impl = *impl_;
  impl.records.finish();
  impl.term_lists.finish();
  impl.segment.path = impl.path;
  in_parallel([&] { impl.write_postings(); },
              [&] { impl.forward.write(impl.path / schema::kForwardFile); });
  return std::move(impl.segment);
}

}  // namespace pilcrow::internal
