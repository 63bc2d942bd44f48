#include "pilcrow_serve/api.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/exit_code.h"
#include "common/filters.h"
#include "common/options.h"
#include "pilcrow/render.h"
#include "pilcrow/version.h"
#include "pilcrow_serve/document_json.h"

namespace pilcrow::programs {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr std::chrono::seconds kBetweenLooks{1};
constexpr std::size_t kMostIdBytes = 4096;
constexpr std::size_t kMostPrefixBytes = 200;
constexpr std::uint64_t kMostSuggestions = 50;
constexpr std::uint64_t kParagraphsServed = 40;
constexpr std::size_t kLabelsServed = 1000;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json facet_value_json(const FacetValue& value) {
  return {{"value", value.value},
          {"label", value.label},
          {"paragraphs", value.paragraphs},
          {"documents", value.documents},
          {"selected", value.selected}};
}

/// Gives each value its counts within a search; those that do not occur there count zero.
void count_within(const FacetCounts& counts, std::vector<FacetValue>& values) {
  std::map<std::string_view, const FacetValue*> found;
  for (const FacetValue& value : counts.values)
    found.emplace(value.value, &value);
  for (FacetValue& value : values) {
    const auto at = found.find(value.value);
    value.paragraphs = at == found.end() ? 0 : at->second->paragraphs;
    value.documents = at == found.end() ? 0 : at->second->documents;
    value.selected = at != found.end() && at->second->selected;
  }
  std::stable_sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
    return a.paragraphs > b.paragraphs;
  });
}

/// Value to label, where they differ.
Json labels_json(const std::vector<FacetValue>& values) {
  Json labels = Json::object();
  for (const FacetValue& value : values) {
    if (labels.size() == kLabelsServed) break;
    if (value.label != value.value) labels[value.value] = value.label;
  }
  return labels;
}

/// The first and the last year of publication, or null.
Json years_json(const std::vector<FacetValue>& values) {
  int first = 0;
  int last = 0;
  for (const FacetValue& value : values) {
    const std::string& text = value.value;
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || end != text.data() + text.size() || year <= 0) continue;
    first = first == 0 ? year : std::min(first, year);
    last = std::max(last, year);
  }
  return last == 0 ? Json(nullptr) : Json{{"first", first}, {"last", last}};
}

/// The paragraphs that a request for a document asks for.
struct Window {
  std::size_t first = 1;
  std::size_t last = 1;
};

Window read_window(ParameterReader& parameters, std::size_t paragraphs) {
  const auto number = [&](const std::string& name, std::uint64_t otherwise, std::uint64_t most) {
    return static_cast<std::size_t>(parameters.count(name, otherwise, 1, most));
  };
  const std::size_t count = number("count", kParagraphsServed, kMostParagraphsServed);
  const std::size_t around = number("around", 0, SIZE_MAX);
  std::size_t first = number("first", 0, SIZE_MAX);
  if (around > 0 && first > 0) throw UsageError("first and around exclude each other");
  const std::size_t wished = std::max({around, first, std::size_t{1}});
  if (wished > std::max<std::size_t>(paragraphs, 1)) {
    throw Error(ErrorCode::not_found, "there is no paragraph " + std::to_string(wished) +
                                          "; the document has " + std::to_string(paragraphs));
  }
  if (around > 0) first = around > count / 2 ? around - count / 2 : 1;
  first = std::max<std::size_t>(first, 1);
  return {first, first + count - 1};
}

}  // namespace

Api::Api(Searcher searcher, std::string name)
    : searcher_(std::move(searcher)),
      name_(std::move(name)),
      followed_(std::chrono::steady_clock::now()) {}

std::string Api::search(const Parameters& given) const {
  ParameterReader parameters(given);
  const SearchRequest request = read_search_request(parameters);
  parameters.finish();
  check_facets(request, searcher_);
  return to_json(searcher_.search(request));
}

std::string Api::suggest(const Parameters& given) const {
  ParameterReader parameters(given);
  const std::string prefix = parameters.text("prefix", kMostPrefixBytes).value_or("");
  const auto limit = static_cast<std::size_t>(parameters.count("limit", 10, 0, kMostSuggestions));
  parameters.finish();
  Json suggestions = Json::array();
  for (const Suggestion& suggestion : searcher_.suggest(prefix, limit)) {
    const bool word = suggestion.kind == Suggestion::Kind::word;
    Json json = {{"kind", word ? "word" : "facet_value"}, {"text", suggestion.text}};
    if (!word) {
      json["facet"] = suggestion.facet;
      json["value"] = suggestion.value;
    }
    json["paragraphs"] = suggestion.paragraphs;
    suggestions.push_back(std::move(json));
  }
  return dump({{"version", kVersion}, {"prefix", prefix}, {"suggestions", std::move(suggestions)}});
}

std::string Api::document(const Parameters& given) const {
  ParameterReader parameters(given);
  const auto id = parameters.text("id", kMostIdBytes);
  if (!id) throw UsageError("id is missing: which document?");
  const auto document = searcher_.document(*id);
  if (!document) {
    throw Error(ErrorCode::not_found, "there is no document '" + *id + "' in this index");
  }
  const Window window = read_window(parameters, document->paragraphs);
  parameters.finish();
  Json paragraphs = Json::array();
  for (const StoredParagraph& paragraph : searcher_.paragraphs(*id, window.first, window.last))
    paragraphs.push_back(paragraph_json(paragraph));
  return dump({{"version", kVersion},
               {"document", document_json(*document)},
               {"paragraphs", std::move(paragraphs)}});
}

std::string Api::facet(const Parameters& given) const {
  ParameterReader parameters(given);
  const auto name = parameters.text("name", kMostPrefixBytes);
  const std::string prefix = parameters.text("prefix", kMostPrefixBytes).value_or("");
  const auto limit = static_cast<std::size_t>(parameters.count("limit", 20, 0, kMostFacetValues));
  SearchRequest request = read_restrictions(parameters);
  parameters.finish();
  if (!name) throw UsageError("name is missing: which facet?");
  check_facet_name(*name);
  check_facets(request, searcher_);
  const bool within = !request.query.empty() || !request.where.empty();
  std::vector<FacetValue> values =
      searcher_.facet_values(*name, prefix, within ? kMostFacetValues : limit);
  if (within) {
    request.limit = 0;
    request.texts = false;
    request.highlights = false;
    request.facets = {{.facet = *name, .limit = SIZE_MAX}};
    count_within(searcher_.search(request).facets.front(), values);
    values.resize(std::min(values.size(), limit));
  }
  Json list = Json::array();
  for (const FacetValue& value : values)
    list.push_back(facet_value_json(value));
  return dump({{"version", kVersion}, {"facet", *name}, {"values", std::move(list)}});
}

std::string Api::stats(const Parameters& given) const {
  ParameterReader(given).finish();
  const std::lock_guard lock(stats_lock_);
  if (stats_.empty()) stats_ = make_stats();
  return stats_;
}

std::string Api::make_stats() const {
  const IndexStats stats = searcher_.stats();
  Json facets = Json::array();
  for (const std::string& name : searcher_.facets()) {
    const std::vector<FacetValue> values = searcher_.facet_values(name, "", SIZE_MAX);
    facets.push_back(
        {{"name", name}, {"distinct", values.size()}, {"labels", labels_json(values)}});
  }
  return dump({{"version", kVersion},
               {"name", name_},
               {"program", "pilcrow " + std::string(pilcrow::version())},
               {"documents", stats.documents},
               {"paragraphs", stats.paragraphs},
               {"text_bytes", stats.text_bytes},
               {"disk_bytes", stats.disk_bytes},
               {"facets", std::move(facets)},
               {"years", years_json(searcher_.facet_values(facets::kYear, "", SIZE_MAX))}});
}

void Api::check_facet_name(const std::string& name) const {
  const std::vector<std::string> known = searcher_.facets();
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  throw UsageError("this index has no facet '" + name + "'; it has " + alternatives(known));
}

void Api::follow_index() {
  const std::unique_lock lock(following_, std::try_to_lock);
  if (!lock) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - followed_ < kBetweenLooks) return;
  followed_ = now;
  try {
    if (!searcher_.refresh()) return;
  } catch (const Error&) {
    return;  // what is open stays good
  }
  const std::lock_guard stats_lock(stats_lock_);
  stats_.clear();
}

std::string error_json(std::string_view code, std::string_view message) {
  return dump({{"version", kVersion}, {"error", {{"code", code}, {"message", message}}}});
}

}  // namespace pilcrow::programs
