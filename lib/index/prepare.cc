#include "index/prepare.h"

#include <algorithm>

#include "pilcrow/analyzer.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace {

std::string language_of(const Document& document, const std::vector<Paragraph>& paragraphs,
                        const std::string& default_language) {
  if (!document.language.empty()) return document.language;
  if (default_language != "auto") return default_language;
  std::string sample = document.title;
  for (const Paragraph& paragraph : paragraphs) {
    if (sample.size() > 4096) break;
    if (paragraph.kind != BlockKind::furniture) sample.append("\n").append(paragraph.text);
  }
  return guess_language(sample);
}

DocumentRecord record_of(const Document& document, std::size_t paragraphs) {
  DocumentRecord record;
  StoredDocument& d = record.document;
  d.id = document.id;
  d.title = document.title;
  d.subtitle = document.subtitle;
  d.author = document.author;
  d.url = document.url;
  d.source = document.source;
  d.published = document.published;
  d.published_from = document.published_from;
  d.metadata = document.metadata;
  d.paragraphs = paragraphs;
  return record;
}

}  // namespace

Preparer::Preparer(SplitOptions split, std::shared_ptr<const Tagger> tagger,
                   std::string default_language, FacetRegistry& facets)
    : splitter_(split),
      tagger_(std::move(tagger)),
      default_language_(std::move(default_language)),
      facets_(facets) {}

PreparedDocument Preparer::prepare(const Document& document) const {
  std::vector<Paragraph> paragraphs = splitter_.split(document);
  if (document.language.empty()) {
    Document dated = document;
    dated.language = language_of(document, paragraphs, default_language_);
    const auto mentions = tag_all(*tagger_, dated, paragraphs);
    return prepare(dated, std::move(paragraphs), mentions);
  }
  const auto mentions = tag_all(*tagger_, document, paragraphs);
  return prepare(document, std::move(paragraphs), mentions);
}

PreparedDocument Preparer::prepare(const Document& document, std::vector<Paragraph> paragraphs,
                                   const std::vector<std::vector<TagMention>>& mentions) const {
  if (document.id.empty()) throw Error(ErrorCode::invalid_argument, "a document needs an id");
  PreparedDocument prepared;
  prepared.document = record_of(document, paragraphs.size());
  prepared.document.document.language = language_of(document, paragraphs, default_language_);
  prepared.document.document.focus_countries = focus_countries(document, mentions);
  prepared.paragraphs.reserve(paragraphs.size());
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    Paragraph& p = paragraphs[i];
    ParagraphRecord record;
    record.language = prepared.document.document.language;
    prepared.text_bytes += p.text.size();
    record.paragraph = {i + 1, std::move(p.text), std::move(p.heading), p.bytes, p.line, p.kind,
                        {}};
    if (i < mentions.size()) record.paragraph.tags = distinct_tags(mentions[i]);
    std::erase_if(record.paragraph.tags, [this](const Tag& tag) {
      return tag.value.empty() || !facets_.number(tag.facet);
    });
    prepared.paragraphs.push_back(std::move(record));
  }
  return prepared;
}

}  // namespace pilcrow::internal
