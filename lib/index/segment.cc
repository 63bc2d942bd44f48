#include "index/segment.h"

#include <algorithm>

#include "index/forward_column.h"
#include "index/inverter.h"
#include "index/schema.h"
#include "index/shards.h"

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

struct SegmentBuilder::Impl {
  Impl(fs::path directory, const SegmentContext& shared, TokenStream& token_stream)
      : path(std::move(directory)),
        context(shared),
        inverter(shared, token_stream),
        database(with_xapian(path, [this] {
          fs::create_directories(path);
          return Xapian::WritableDatabase(
              (path / schema::kDatabase).string(),
              Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
        })) {}

  fs::path path;
  SegmentContext context;
  Inverter inverter;
  Xapian::WritableDatabase database;
  ForwardColumn forward;
  Segment segment;
};

SegmentBuilder::SegmentBuilder(fs::path path, const SegmentContext& context, TokenStream& stream)
    : impl_(std::make_unique<Impl>(std::move(path), context, stream)) {}
SegmentBuilder::~SegmentBuilder() = default;

DocId SegmentBuilder::paragraphs() const {
  return impl_->segment.paragraphs;
}

void SegmentBuilder::add(const PreparedDocument& document) {
  Impl& impl = *impl_;
  if (document.paragraphs.empty()) return;
  const StoredDocument& d = document.document.document;
  const DocId first = impl.segment.paragraphs + 1;
  with_xapian(impl.path, [&] {
    for (const ParagraphRecord& record : document.paragraphs) {
      Xapian::Document out = impl.inverter.invert(document.document, record, impl.forward);
      if (impl.context.shards > 0 && record.paragraph.ordinal == 1)
        out.add_value(schema::kOrderSlot,
                      encode_order({impl.context.commit, document.sequence, document.number}));
      impl.database.add_document(out);
      ++impl.segment.paragraphs;
    }
  });
  impl.segment.documents.push_back({d.id, document.sequence, first,
                                    static_cast<DocId>(document.paragraphs.size()),
                                    document.text_bytes});
}

Segment SegmentBuilder::finish() {
  Impl& impl = *impl_;
  with_xapian(impl.path, [&] {
    impl.database.commit();
    impl.database.close();
  });
  impl.forward.save(impl.path / schema::kForwardFile);
  impl.segment.path = impl.path;
  return std::move(impl.segment);
}

}  // namespace pilcrow::internal
