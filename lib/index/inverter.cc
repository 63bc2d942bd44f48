#include "index/inverter.h"

#include <cstdio>
#include <optional>

#include "index/coding.h"
#include "index/schema.h"

namespace pilcrow::internal {

namespace {

std::string date_slot(const std::optional<Date>& date) {
  if (!date) return {};
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d%02d%02d", date->year % 10000, date->month % 100,
                date->day % 100);
  return buffer;
}

std::string ordinal_slot(std::size_t ordinal) {
  std::string bytes;
  put_big_endian(bytes, static_cast<std::uint32_t>(ordinal));
  return bytes;
}

}  // namespace

Xapian::Document Inverter::invert(const DocumentRecord& document, const ParagraphRecord& record,
                                  ForwardColumn& forward) {
  const StoredParagraph& p = record.paragraph;
  const bool first = p.ordinal == 1;
  Xapian::Document out;
  out.set_data(encode_record(record, first ? &document : nullptr));
  out.add_boolean_term(schema::id_term(document.document.id));
  if (first) {
    out.add_boolean_term(std::string(schema::kFirstTerm));
    if (document.stamp) out.add_boolean_term(std::string(schema::kStampTerm));
  }
  if (!record.language.empty() && record.language.size() < 16)
    out.add_boolean_term(std::string(schema::kLanguagePrefix) + record.language);
  out.add_value(schema::kOrdinalSlot, ordinal_slot(p.ordinal));
  if (const std::string date = date_slot(document.document.published); !date.empty())
    out.add_value(schema::kDateSlot, date);
  add_tags(out, p.tags);
  add_words(out, document, record, forward);
  return out;
}

void Inverter::add_tags(Xapian::Document& out, const std::vector<Tag>& tags) {
  for (std::size_t i = 0; i < tags.size();) {
    std::vector<std::string> values;
    std::size_t j = i;
    for (; j < tags.size() && tags[j].facet == tags[i].facet; ++j) {
      values.push_back(tags[j].value);
      out.add_boolean_term(schema::facet_term(tags[j].facet, tags[j].value));
    }
    if (const auto number = context_.facets.number(tags[i].facet))
      out.add_value(schema::kFirstFacetSlot + *number, encode_values(values));
    i = j;
  }
}

std::uint32_t Inverter::count_field(const std::string& text, const std::string& language,
                                    std::uint32_t FieldCounts::*field) {
  if (text.empty()) return 0;
  for (const TokenRef& token : stream_.analyze(text, language))
    ++(counts_.of(token).*field);
  return stream_.position_count();
}

void Inverter::add_words(Xapian::Document& out, const DocumentRecord& document,
                         const ParagraphRecord& record, ForwardColumn& forward) {
  const StoredParagraph& p = record.paragraph;
  FieldCounts length;
  const auto body = stream_.analyze(p.text, record.language);
  length.body = stream_.position_count();
  for (const TokenRef& token : body)
    ++counts_.of(token).body;
  forward.append(p.text, body, stream_);
  if (record.paragraph.kind == BlockKind::furniture) {
    // Kept and found, but never above content.
    counts_.drain([&out](const std::string& term, const FieldCounts&) { out.add_term(term, 1); });
    return;
  }
  length.heading = count_field(join_heading(p.heading), record.language, &FieldCounts::heading);
  length.title = count_field(document.document.title, record.language, &FieldCounts::title);
  const RankingConstants& ranking = context_.ranking;
  std::string prefixed;
  const auto add_field_term = [&](std::string_view prefix, const std::string& term,
                                  const FieldCounts& tf) {
    prefixed.assign(prefix).append(term);
    out.add_term(prefixed, impact(ranking, tf, length));
  };
  counts_.drain([&](const std::string& term, const FieldCounts& tf) {
    out.add_term(term, impact(ranking, tf, length));
    if (tf.heading > 0) add_field_term(schema::kHeadingPrefix, term, {0, tf.heading, 0});
    if (tf.title > 0) add_field_term(schema::kTitlePrefix, term, {0, 0, tf.title});
  });
}

}  // namespace pilcrow::internal
