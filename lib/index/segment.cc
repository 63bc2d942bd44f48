#include "index/segment.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include "index/forward_column.h"
#include "index/schema.h"
#include "index/shards.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

// Term frequencies of one paragraph, by a number of the segment's own; cheap to clear.
class TermCounts {
 public:
  explicit TermCounts(const TokenStream& stream) : stream_(stream) {}

  FieldCounts& of(const TokenRef& token) {
    const std::uint32_t number = number_of(token);
    FieldCounts& counts = counts_[number];
    if (counts.body + counts.heading + counts.title == 0) used_.push_back(number);
    return counts;
  }

  template <typename Visit>
  void drain(Visit visit) {
    for (const std::uint32_t number : used_) {
      visit(*terms_[number], counts_[number]);
      counts_[number] = {};
    }
    used_.clear();
  }

 private:
  // The stream's numbers hold for an epoch only.
  std::uint32_t number_of(const TokenRef& token) {
    constexpr std::uint32_t kUnknown = UINT32_MAX;
    if (epoch_ != stream_.epoch()) {
      epoch_ = stream_.epoch();
      of_stream_.clear();
    }
    if (token.term_id >= of_stream_.size())
      of_stream_.resize(token.term_id + std::size_t{1024}, kUnknown);
    std::uint32_t& number = of_stream_[token.term_id];
    if (number != kUnknown) return number;
    const auto [it, added] =
        numbers_.try_emplace(std::string(token.term), static_cast<std::uint32_t>(counts_.size()));
    if (added) {
      terms_.push_back(&it->first);
      counts_.emplace_back();
    }
    return number = it->second;
  }

  const TokenStream& stream_;
  std::uint64_t epoch_ = UINT64_MAX;
  std::vector<std::uint32_t> of_stream_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> terms_;
  std::vector<FieldCounts> counts_;
  std::vector<std::uint32_t> used_;
};

std::string date_slot(const std::optional<Date>& date) {
  if (!date) return {};
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d%02d%02d", date->year % 10000, date->month % 100,
                date->day % 100);
  return buffer;
}

std::string ordinal_slot(std::size_t ordinal) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>((ordinal >> shift) & 0xffU);
  return bytes;
}

}  // namespace

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
  // At least one word, so that an empty start leaves constants that later documents can use.
  const auto average = [count](double sum) { return count > 0 ? std::max(1.0, sum / count) : 1.0; };
  constants.average_body = average(body);
  constants.average_heading = average(heading);
  constants.average_title = average(title);
}

struct SegmentBuilder::Impl {
  Impl(fs::path directory, const SegmentContext& shared, TokenStream& token_stream)
      : path(std::move(directory)),
        context(shared),
        stream(token_stream),
        counts(token_stream),
        database(with_xapian(path, [this] {
          fs::create_directories(path);
          return Xapian::WritableDatabase(
              (path / schema::kDatabase).string(),
              Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
        })) {}

  void add_paragraph(const PreparedDocument& document, const ParagraphRecord& record);
  void add_words(Xapian::Document& out, const PreparedDocument& document,
                 const ParagraphRecord& record);
  void add_tags(Xapian::Document& out, const std::vector<Tag>& tags);
  /// Counts a field's terms; returns its length in words.
  std::uint32_t count_field(const std::string& text, const std::string& language,
                            std::uint32_t FieldCounts::*field);

  fs::path path;
  SegmentContext context;
  TokenStream& stream;
  TermCounts counts;
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
    for (const ParagraphRecord& record : document.paragraphs)
      impl.add_paragraph(document, record);
  });
  impl.segment.documents.push_back({d.id, document.sequence, first,
                                    static_cast<DocId>(document.paragraphs.size()),
                                    document.text_bytes});
}

void SegmentBuilder::Impl::add_paragraph(const PreparedDocument& document,
                                         const ParagraphRecord& record) {
  const StoredParagraph& p = record.paragraph;
  const bool first = p.ordinal == 1;
  Xapian::Document out;
  out.set_data(encode_record(record, first ? &document.document : nullptr));
  out.add_boolean_term(schema::id_term(document.document.document.id));
  if (first) {
    out.add_boolean_term(std::string(schema::kFirstTerm));
    if (document.document.stamp) out.add_boolean_term(std::string(schema::kStampTerm));
  }
  if (!record.language.empty() && record.language.size() < 16)
    out.add_boolean_term(std::string(schema::kLanguagePrefix) + record.language);
  out.add_value(schema::kOrdinalSlot, ordinal_slot(p.ordinal));
  if (first && context.shards > 0)
    out.add_value(schema::kOrderSlot,
                  encode_order({context.commit, document.sequence, document.number}));
  if (const std::string date = date_slot(document.document.document.published); !date.empty())
    out.add_value(schema::kDateSlot, date);
  add_tags(out, p.tags);
  add_words(out, document, record);
  database.add_document(out);
  ++segment.paragraphs;
}

void SegmentBuilder::Impl::add_tags(Xapian::Document& out, const std::vector<Tag>& tags) {
  for (std::size_t i = 0; i < tags.size();) {
    std::vector<std::string> values;
    std::size_t j = i;
    for (; j < tags.size() && tags[j].facet == tags[i].facet; ++j) {
      values.push_back(tags[j].value);
      out.add_boolean_term(schema::facet_term(tags[j].facet, tags[j].value));
    }
    if (const auto number = context.facets.number(tags[i].facet))
      out.add_value(schema::kFirstFacetSlot + *number, encode_values(values));
    i = j;
  }
}

std::uint32_t SegmentBuilder::Impl::count_field(const std::string& text,
                                                const std::string& language,
                                                std::uint32_t FieldCounts::*field) {
  if (text.empty()) return 0;
  for (const TokenRef& token : stream.analyze(text, language))
    ++(counts.of(token).*field);
  return stream.position_count();
}

void SegmentBuilder::Impl::add_words(Xapian::Document& out, const PreparedDocument& document,
                                     const ParagraphRecord& record) {
  const StoredParagraph& p = record.paragraph;
  FieldCounts length;
  const auto body = stream.analyze(p.text, record.language);
  length.body = stream.position_count();
  for (const TokenRef& token : body)
    ++counts.of(token).body;
  forward.append(p.text, body, stream);
  if (record.paragraph.kind == BlockKind::furniture) {
    // Kept and found, but never above content.
    counts.drain([&out](const std::string& term, const FieldCounts&) { out.add_term(term, 1); });
    return;
  }
  length.heading = count_field(join_heading(p.heading), record.language, &FieldCounts::heading);
  length.title =
      count_field(document.document.document.title, record.language, &FieldCounts::title);
  const RankingConstants& ranking = context.ranking;
  std::string prefixed;
  const auto add_field_term = [&](std::string_view prefix, const std::string& term,
                                  const FieldCounts& tf) {
    prefixed.assign(prefix).append(term);
    out.add_term(prefixed, impact(ranking, tf, length));
  };
  counts.drain([&](const std::string& term, const FieldCounts& tf) {
    out.add_term(term, impact(ranking, tf, length));
    if (tf.heading > 0) add_field_term(schema::kHeadingPrefix, term, {0, tf.heading, 0});
    if (tf.title > 0) add_field_term(schema::kTitlePrefix, term, {0, 0, tf.title});
  });
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
