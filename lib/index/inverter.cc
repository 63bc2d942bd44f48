#include "index/inverter.h"

#include <algorithm>
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

InvertedParagraph& Inverter::invert(const DocumentRecord& document, const ParagraphRecord& record,
                                    ForwardColumn& forward) {
  const StoredParagraph& p = record.paragraph;
  const bool first = p.ordinal == 1;
  out_.terms.clear();
  out_.slots.clear();
  out_.data = encode_record(record, first ? &document : nullptr);
  add_filter(schema::id_term(document.document.id));
  if (first) {
    add_filter(schema::kFirstTerm);
    if (document.stamp) add_filter(schema::kStampTerm);
  }
  if (!record.language.empty() && record.language.size() < 16)
    add_filter(std::string(schema::kLanguagePrefix) + record.language);
  out_.slots.emplace_back(schema::kOrdinalSlot, ordinal_slot(p.ordinal));
  if (std::string date = date_slot(document.document.published); !date.empty())
    out_.slots.emplace_back(schema::kDateSlot, std::move(date));
  add_tags(p.tags);
  add_words(document, record, forward);
  put_in_order();
  return out_;
}

void Inverter::add_tags(const std::vector<Tag>& tags) {
  for (std::size_t i = 0; i < tags.size();) {
    std::vector<std::string> values;
    std::size_t j = i;
    for (; j < tags.size() && tags[j].facet == tags[i].facet; ++j) {
      values.push_back(tags[j].value);
      add_filter(schema::facet_term(tags[j].facet, tags[j].value));
    }
    if (const auto number = context_.facets.number(tags[i].facet))
      out_.slots.emplace_back(schema::kFirstFacetSlot + *number, encode_values(values));
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

std::uint32_t Inverter::prefixed(std::string_view prefix, std::uint32_t term,
                                 std::vector<std::uint32_t>& known) {
  constexpr std::uint32_t kUnknown = UINT32_MAX;
  if (term >= known.size()) known.resize(term + std::size_t{1024}, kUnknown);
  if (known[term] == kUnknown)
    known[term] = numbers_.of(std::string(prefix).append(numbers_.term(term)));
  return known[term];
}

void Inverter::add_words(const DocumentRecord& document, const ParagraphRecord& record,
                         ForwardColumn& forward) {
  const StoredParagraph& p = record.paragraph;
  FieldCounts length;
  const auto body = stream_.analyze(p.text, record.language);
  length.body = stream_.position_count();
  for (const TokenRef& token : body)
    ++counts_.of(token).body;
  forward.append(p.text, body, stream_);
  if (record.paragraph.kind == BlockKind::furniture) {
    // Kept and found, but never above content.
    counts_.drain([this](std::uint32_t term, const FieldCounts&) {
      out_.terms.push_back({term, 1});
    });
    return;
  }
  length.heading = count_field(join_heading(p.heading), record.language, &FieldCounts::heading);
  length.title = count_field(document.document.title, record.language, &FieldCounts::title);
  const RankingConstants& ranking = context_.ranking;
  counts_.drain([&](std::uint32_t term, const FieldCounts& tf) {
    out_.terms.push_back({term, impact(ranking, tf, length)});
    if (tf.heading > 0)
      out_.terms.push_back({prefixed(schema::kHeadingPrefix, term, heading_terms_),
                            impact(ranking, {0, tf.heading, 0}, length)});
    if (tf.title > 0)
      out_.terms.push_back({prefixed(schema::kTitlePrefix, term, title_terms_),
                            impact(ranking, {0, 0, tf.title}, length)});
  });
}

void Inverter::put_in_order() {
  auto& terms = out_.terms;
  std::sort(terms.begin(), terms.end(),
            [this](const auto& a, const auto& b) { return numbers_.before(a.term, b.term); });
  terms.erase(std::unique(terms.begin(), terms.end(),
                          [](const auto& a, const auto& b) { return a.term == b.term; }),
              terms.end());
  std::sort(out_.slots.begin(), out_.slots.end());
}

Xapian::Document to_xapian(const InvertedParagraph& paragraph, const TermNumbers& numbers) {
  Xapian::Document document;
  for (const auto& [term, wdf] : paragraph.terms)
    document.add_term(numbers.term(term), wdf);
  for (const auto& [slot, value] : paragraph.slots)
    document.add_value(slot, value);
  return document;
}

}  // namespace pilcrow::internal
