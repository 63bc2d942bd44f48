#include "index/segment.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include "index/forward_column.h"
#include "index/schema.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

// Term frequencies of one paragraph, by number of term; cheap to clear.
class TermCounts {
 public:
  FieldCounts& of(const std::string& term) {
    const auto [it, added] = numbers_.try_emplace(term, static_cast<std::uint32_t>(counts_.size()));
    if (added) {
      terms_.push_back(&it->first);
      counts_.emplace_back();
    }
    FieldCounts& counts = counts_[it->second];
    if (counts.body + counts.heading + counts.title == 0) used_.push_back(it->second);
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

std::uint32_t field_length(const std::vector<Token>& tokens) {
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (i == 0 || tokens[i].position != tokens[i - 1].position) ++length;
  return length;
}

void measure_averages(const std::vector<PreparedDocument>& documents, const Analyzer& analyzer,
                      RankingConstants& constants) {
  double body = 0;
  double heading = 0;
  double title = 0;
  double count = 0;
  for (const PreparedDocument& document : documents) {
    const std::string& language = document.document.document.language;
    const double title_length =
        field_length(analyzer.analyze(document.document.document.title, language));
    for (const ParagraphRecord& record : document.paragraphs) {
      if (record.kind == BlockKind::furniture) continue;
      body += field_length(analyzer.analyze(record.paragraph.text, language));
      if (!record.paragraph.heading.empty())
        heading += field_length(analyzer.analyze(join_heading(record.paragraph.heading), language));
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
  Impl(fs::path directory, const SegmentContext& shared)
      : path(std::move(directory)), context(shared), database(with_xapian(path, [this] {
          fs::create_directories(path);
          return Xapian::WritableDatabase(
              (path / schema::kDatabase).string(),
              Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
        })) {}

  void add_paragraph(const PreparedDocument& document, const ParagraphRecord& record,
                     const std::vector<Token>& title);
  void add_words(Xapian::Document& out, const ParagraphRecord& record,
                 const std::vector<Token>& title, const std::vector<Token>& body);
  void add_tags(Xapian::Document& out, const std::vector<Tag>& tags);

  fs::path path;
  SegmentContext context;
  Xapian::WritableDatabase database;
  ForwardColumn forward;
  TermCounts counts;
  Segment segment;
};

SegmentBuilder::SegmentBuilder(fs::path path, const SegmentContext& context)
    : impl_(std::make_unique<Impl>(std::move(path), context)) {}
SegmentBuilder::~SegmentBuilder() = default;

DocId SegmentBuilder::paragraphs() const {
  return impl_->segment.paragraphs;
}

void SegmentBuilder::add(const PreparedDocument& document) {
  Impl& impl = *impl_;
  if (document.paragraphs.empty()) return;
  const StoredDocument& d = document.document.document;
  const std::vector<Token> title = impl.context.analyzer.analyze(d.title, d.language);
  const DocId first = impl.segment.paragraphs + 1;
  with_xapian(impl.path, [&] {
    for (const ParagraphRecord& record : document.paragraphs)
      impl.add_paragraph(document, record, title);
  });
  impl.segment.documents.push_back({d.id, document.sequence, first,
                                    static_cast<DocId>(document.paragraphs.size()),
                                    document.text_bytes});
}

void SegmentBuilder::Impl::add_paragraph(const PreparedDocument& document,
                                         const ParagraphRecord& record,
                                         const std::vector<Token>& title) {
  const StoredParagraph& p = record.paragraph;
  const bool first = p.ordinal == 1;
  const std::vector<Token> body = context.analyzer.analyze(p.text, record.language);
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
  if (const std::string date = date_slot(document.document.document.published); !date.empty())
    out.add_value(schema::kDateSlot, date);
  add_tags(out, p.tags);
  add_words(out, record, title, body);
  forward.append(p.text, body);
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

void SegmentBuilder::Impl::add_words(Xapian::Document& out, const ParagraphRecord& record,
                                     const std::vector<Token>& title,
                                     const std::vector<Token>& body) {
  FieldCounts length;
  length.body = field_length(body);
  for (const Token& token : body)
    ++counts.of(token.term).body;
  if (record.kind == BlockKind::furniture) {
    // Kept and found, but never above content.
    counts.drain([&out](const std::string& term, const FieldCounts&) { out.add_term(term, 1); });
    return;
  }
  std::vector<Token> heading;
  if (!record.paragraph.heading.empty())
    heading = context.analyzer.analyze(join_heading(record.paragraph.heading), record.language);
  length.heading = field_length(heading);
  length.title = field_length(title);
  for (const Token& token : heading)
    ++counts.of(token.term).heading;
  for (const Token& token : title)
    ++counts.of(token.term).title;
  const auto prefixed = [](std::string_view prefix, const std::string& term) {
    return std::string(prefix) + term;
  };
  counts.drain([&](const std::string& term, const FieldCounts& tf) {
    const RankingConstants& ranking = context.ranking;
    out.add_term(term, impact(ranking, tf, length));
    if (tf.heading > 0)
      out.add_term(prefixed(schema::kHeadingPrefix, term),
                   impact(ranking, {0, tf.heading, 0}, length));
    if (tf.title > 0)
      out.add_term(prefixed(schema::kTitlePrefix, term), impact(ranking, {0, 0, tf.title}, length));
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
