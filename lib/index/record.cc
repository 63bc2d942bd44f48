#include "index/record.h"

#include "index/coding.h"

namespace pilcrow::internal {

namespace {

void put_document(std::string& out, const DocumentRecord& record) {
  const StoredDocument& d = record.document;
  for (const std::string* field :
       {&d.id, &d.title, &d.subtitle, &d.author, &d.url, &d.source, &d.language})
    put_string(out, *field);
  const Date date = d.published.value_or(Date{});
  put_varint(out, static_cast<std::uint64_t>(date.year));
  put_varint(out, static_cast<std::uint64_t>(date.month));
  put_varint(out, static_cast<std::uint64_t>(date.day));
  put_varint(out, static_cast<std::uint64_t>(d.published_from));
  put_string(out, encode_values(d.focus_countries));
  put_varint(out, d.metadata.size());
  for (const auto& [key, value] : d.metadata) {
    put_string(out, key);
    put_string(out, value);
  }
  put_varint(out, d.paragraphs);
  put_varint(out, record.stamp ? 1 : 0);
  if (record.stamp) {
    put_string(out, record.stamp->path);
    put_varint(out, record.stamp->size);
    put_fixed(out, static_cast<std::uint64_t>(record.stamp->modified));
  }
}

std::size_t small(std::uint64_t value) {
  return static_cast<std::size_t>(value);
}

ParagraphRecord take_paragraph(Decoder& in) {
  ParagraphRecord record;
  StoredParagraph& p = record.paragraph;
  p.text = in.string();
  p.ordinal = small(in.varint());
  p.bytes.begin = small(in.varint());
  p.bytes.end = p.bytes.begin + small(in.varint());
  p.line = small(in.varint());
  record.paragraph.kind = static_cast<BlockKind>(in.varint());
  record.language = in.string();
  p.heading = decode_values(in.string());
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    Tag tag;
    tag.facet = in.string();
    tag.value = in.string();
    p.tags.push_back(std::move(tag));
  }
  return record;
}

DocumentRecord take_document(Decoder& in) {
  DocumentRecord record;
  StoredDocument& d = record.document;
  for (std::string* field :
       {&d.id, &d.title, &d.subtitle, &d.author, &d.url, &d.source, &d.language})
    *field = in.string();
  Date date;
  date.year = static_cast<int>(in.varint());
  date.month = static_cast<int>(in.varint());
  date.day = static_cast<int>(in.varint());
  if (date.year != 0) d.published = date;
  d.published_from = static_cast<DateOrigin>(in.varint());
  d.focus_countries = decode_values(in.string());
  for (std::uint64_t left = in.varint(); left > 0; --left) {
    const std::string key(in.string());
    d.metadata.emplace(key, in.string());
  }
  d.paragraphs = small(in.varint());
  if (in.varint() != 0) {
    SourceStamp stamp;
    stamp.path = in.string();
    stamp.size = in.varint();
    stamp.modified = static_cast<std::int64_t>(in.fixed<std::uint64_t>());
    record.stamp = std::move(stamp);
  }
  return record;
}

}  // namespace

std::string encode_record(const ParagraphRecord& record, const DocumentRecord* document) {
  const StoredParagraph& p = record.paragraph;
  std::string out;
  out.reserve(p.text.size() + 64);
  put_string(out, p.text);
  put_varint(out, p.ordinal);
  put_varint(out, p.bytes.begin);
  put_varint(out, p.bytes.size());
  put_varint(out, p.line);
  put_varint(out, static_cast<std::uint64_t>(record.paragraph.kind));
  put_string(out, record.language);
  put_string(out, encode_values(p.heading));
  put_varint(out, p.tags.size());
  for (const Tag& tag : p.tags) {
    put_string(out, tag.facet);
    put_string(out, tag.value);
  }
  if (document != nullptr) put_document(out, *document);
  return out;
}

ParagraphRecord decode_paragraph(std::string_view data) {
  Decoder in(data);
  return take_paragraph(in);
}

DocumentRecord decode_document(std::string_view data) {
  Decoder in(data);
  take_paragraph(in);
  return take_document(in);
}

std::string join_heading(const std::vector<std::string>& heading) {
  std::string text;
  for (const std::string& part : heading)
    text.append(text.empty() ? "" : "\n").append(part);
  return text;
}

std::string encode_values(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values)
    put_string(out, value);
  return out;
}

std::vector<std::string> decode_values(std::string_view slot) {
  std::vector<std::string> values;
  for (Decoder in(slot); !in.done();)
    values.emplace_back(in.string());
  return values;
}

}  // namespace pilcrow::internal
