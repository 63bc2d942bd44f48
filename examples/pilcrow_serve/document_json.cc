#include "pilcrow_serve/document_json.h"

#include "common/json.h"

namespace pilcrow::programs {

namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json document_json(const StoredDocument& document) {
  return {{"document", document.id},
          {"title", text_or_null(document.title)},
          {"subtitle", text_or_null(document.subtitle)},
          {"author", text_or_null(document.author)},
          {"source", text_or_null(document.source)},
          {"url", text_or_null(document.url)},
          {"published", document.published ? Json(to_string(*document.published)) : Json(nullptr)},
          {"published_from", to_string(document.published_from)},
          {"language", text_or_null(document.language)},
          {"focus_countries", document.focus_countries},
          {"metadata", document.metadata},
          {"paragraphs", document.paragraphs}};
}

Json paragraph_json(const StoredParagraph& paragraph) {
  Json tags = Json::object();
  for (const Tag& tag : paragraph.tags)
    tags[tag.facet].push_back(tag.value);
  return {{"paragraph", paragraph.ordinal},
          {"kind", kind_name(paragraph.kind)},
          {"heading", paragraph.heading},
          {"line", paragraph.line > 0 ? Json(paragraph.line) : Json(nullptr)},
          {"bytes", Json::array({paragraph.bytes.begin, paragraph.bytes.end})},
          {"text", paragraph.text},
          {"tags", std::move(tags)}};
}

}  // namespace pilcrow::programs
