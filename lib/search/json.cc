// The JSON of search results, version 1: a contract with the scripts of users. Fields are added,
// never changed or removed.

#include <nlohmann/json.hpp>

#include "pilcrow/render.h"

namespace pilcrow {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json span_json(const Span& span) {
  return Json::array({span.begin, span.end});
}

/// Facet to values; the built-in facets are always there.
Json tags_json(const std::vector<Tag>& tags) {
  Json json = Json::object();
  for (const std::string_view facet :
       {facets::kCountry, facets::kTopic, facets::kYear, facets::kAbout}) {
    json[std::string(facet)] = Json::array();
  }
  for (const Tag& tag : tags) {
    Json& values = json[tag.facet];
    if (values.is_null()) values = Json::array();
    values.push_back(tag.value);
  }
  return json;
}

Json context_json(const std::vector<StoredParagraph>& paragraphs) {
  Json json = Json::array();
  for (const StoredParagraph& paragraph : paragraphs) {
    json.push_back({{"paragraph", paragraph.ordinal},
                    {"heading", paragraph.heading},
                    {"line", paragraph.line},
                    {"bytes", span_json(paragraph.bytes)},
                    {"text", paragraph.text},
                    {"tags", tags_json(paragraph.tags)}});
  }
  return json;
}

Json hit_json(const Hit& hit) {
  const StoredDocument& document = hit.document;
  const StoredParagraph& paragraph = hit.paragraph;
  Json json;
  json["rank"] = hit.rank;
  json["score"] = hit.score;
  json["document"] = hit.document_id;
  json["paragraph"] = paragraph.ordinal;
  json["title"] = text_or_null(document.title);
  json["heading"] = paragraph.heading;
  json["source"] = text_or_null(document.source);
  json["url"] = text_or_null(document.url);
  json["published"] = document.published ? Json(to_string(*document.published)) : Json(nullptr);
  json["language"] = text_or_null(document.language);
  json["line"] = paragraph.line > 0 ? Json(paragraph.line) : Json(nullptr);
  json["bytes"] = paragraph.bytes.empty() ? Json(nullptr) : span_json(paragraph.bytes);
  json["text"] = text_or_null(paragraph.text);
  json["snippet"] = hit.snippet.empty() ? Json(nullptr) : Json(render_snippet(hit, marks::plain()));
  json["snippet_bytes"] = hit.snippet.empty() ? Json(nullptr) : span_json(hit.snippet);
  json["highlights"] = Json::array();
  for (const Span& span : hit.highlights)
    json["highlights"].push_back(span_json(span));
  json["tags"] = tags_json(paragraph.tags);
  if (hit.matches_in_document > 0) json["matches_in_document"] = hit.matches_in_document;
  json["context"] = {{"before", context_json(hit.before)}, {"after", context_json(hit.after)}};
  return json;
}

Json facet_json(const FacetCounts& counts) {
  Json values = Json::array();
  for (const FacetValue& value : counts.values) {
    values.push_back({{"value", value.value},
                      {"label", value.label},
                      {"paragraphs", value.paragraphs},
                      {"documents", value.documents},
                      {"selected", value.selected}});
  }
  Json json = {
      {"values", std::move(values)},
      {"distinct", counts.distinct},
      {"missing",
       {{"paragraphs", counts.missing_paragraphs}, {"documents", counts.missing_documents}}}};
  if (!counts.histogram.empty()) {
    json["histogram"] = Json::array();
    for (const HistogramBar& bar : counts.histogram)
      json["histogram"].push_back({{"from", bar.from},
                                   {"to", bar.to},
                                   {"paragraphs", bar.paragraphs},
                                   {"documents", bar.documents}});
  }
  return json;
}

std::string_view match_name(Match match) {
  switch (match) {
    case Match::automatic:
      return "auto";
    case Match::all:
      return "all";
    case Match::any:
      return "any";
  }
  return "all";
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json result_json(const SearchResult& result) {
  Json json;
  json["version"] = kVersion;
  json["query"] = result.query;
  json["match"] = match_name(result.match);
  json["total"] = {{"paragraphs", result.paragraphs.value},
                   {"documents", result.documents.value},
                   {"exact", result.paragraphs.exact && result.documents.exact}};
  json["hits"] = Json::array();
  for (const Hit& hit : result.hits)
    json["hits"].push_back(hit_json(hit));
  json["facets"] = Json::object();
  for (const FacetCounts& counts : result.facets)
    json["facets"][counts.facet] = facet_json(counts);
  json["suggestion"] = result.suggestion ? Json(*result.suggestion) : Json(nullptr);
  if (!result.expansion.empty()) json["expansion"] = result.expansion;
  json["notes"] = Json::array();
  for (const Note& note : result.notes) {
    json["notes"].push_back(note.where.empty() ? note.message : note.where + ": " + note.message);
  }
  for (const MissingShard& missing : result.missing_shards)
    json["missing_shards"].push_back({{"shard", missing.shard}, {"reason", missing.reason}});
  json["took_ms"] = result.took_ms;
  if (!result.explanation.empty()) json["explanation"] = result.explanation;
  return json;
}

}  // namespace

std::string to_json(const SearchResult& result) {
  return dump(result_json(result));
}

std::string to_json(const StoredDocument& document,
                    const std::vector<StoredParagraph>& paragraphs) {
  Json json;
  json["version"] = kVersion;
  json["document"] = document.id;
  json["title"] = text_or_null(document.title);
  json["subtitle"] = text_or_null(document.subtitle);
  json["author"] = text_or_null(document.author);
  json["source"] = text_or_null(document.source);
  json["url"] = text_or_null(document.url);
  json["published"] = document.published ? Json(to_string(*document.published)) : Json(nullptr);
  json["language"] = text_or_null(document.language);
  json["metadata"] = Json::object();
  for (const auto& [name, value] : document.metadata)
    json["metadata"][name] = value;
  json["paragraphs"] = context_json(paragraphs);
  return dump(json);
}

std::string to_json(const Hit& hit) {
  return dump(hit_json(hit));
}

}  // namespace pilcrow
