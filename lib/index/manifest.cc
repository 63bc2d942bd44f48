#include "index/manifest.h"

#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <nlohmann/json.hpp>

#include "index/checksum.h"
#include "index/files.h"
#include "index/remedies.h"
#include "index/schema.h"
#include "pilcrow/error.h"
#include "pilcrow/version.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

// A number without sign and fraction that the type can hold; the JSON library converts anything.
template <typename Number>
Number whole_number(const Json& json, const char* name) {
  const Json& value = json.at(name);
  if (!value.is_number_unsigned() ||
      value.get<std::uint64_t>() > std::numeric_limits<Number>::max())
    throw Error(ErrorCode::index_damaged, std::string(name) + " is " + value.dump());
  return value.get<Number>();
}

Manifest from_json(const Json& json) {
  Manifest manifest;
  manifest.format = schema::kFormatVersion;
  manifest.analyzer = json.at("analyzer").get<std::string>();
  manifest.generation = whole_number<std::uint64_t>(json, "generation");
  manifest.facets = json.at("facets").get<std::vector<std::string>>();
  manifest.default_language = json.at("default_language").get<std::string>();
  manifest.split.min_bytes = whole_number<std::size_t>(json.at("split"), "min_bytes");
  manifest.split.max_bytes = whole_number<std::size_t>(json.at("split"), "max_bytes");
  const Json& r = json.at("ranking");
  manifest.ranking = {r.at("k1").get<double>(),
                      r.at("b").get<double>(),
                      r.at("body_weight").get<double>(),
                      r.at("heading_weight").get<double>(),
                      r.at("title_weight").get<double>(),
                      r.at("average_body").get<double>(),
                      r.at("average_heading").get<double>(),
                      r.at("average_title").get<double>()};
  manifest.writer = json.value("writer", "");
  if (json.contains("shards"))
    for (const Json& shard : json.at("shards"))
      manifest.shards.push_back({shard.at("directory").get<std::string>(),
                                 whole_number<std::uint64_t>(shard, "generation")});
  if (json.contains("set_size")) manifest.set_size = whole_number<std::uint32_t>(json, "set_size");
  return manifest;
}

Json to_json(const Manifest& m) {
  const RankingConstants& r = m.ranking;
  Json json = {{"format", m.format},
               {"writer", std::string("pilcrow ") + std::string(version())},
               {"generation", m.generation},
               {"analyzer", m.analyzer},
               {"facets", m.facets},
               {"default_language", m.default_language},
               {"split", {{"min_bytes", m.split.min_bytes}, {"max_bytes", m.split.max_bytes}}},
               {"ranking",
                {{"k1", r.k1},
                 {"b", r.b},
                 {"body_weight", r.body_weight},
                 {"heading_weight", r.heading_weight},
                 {"title_weight", r.title_weight},
                 {"average_body", r.average_body},
                 {"average_heading", r.average_heading},
                 {"average_title", r.average_title}}}};
  for (const ShardEntry& shard : m.shards)
    json["shards"].push_back({{"directory", shard.directory}, {"generation", shard.generation}});
  if (m.set_size > 0) json["set_size"] = m.set_size;
  return json;
}

// Over everything else in the manifest, however it is laid out.
std::string checksum_of(Json json) {
  json.erase("checksum");
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(checksum(json.dump())));
  return hex;
}

// `file`: what the text is, for messages.
Json parse_manifest(const std::string& text, const std::string& file) {
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("format") || !json["format"].is_number_unsigned())
    throw Error(ErrorCode::index_damaged, file + " is not a manifest of Pilcrow" + kRebuild);
  return json;
}

}  // namespace

std::string encode_manifest(const Manifest& manifest) {
  Json json = to_json(manifest);
  json["checksum"] = checksum_of(json);
  return json.dump(2) + "\n";
}

Manifest decode_manifest(const std::string& text, const std::string& name, const std::string& file,
                         const std::string& analyzer) {
  const Json json = parse_manifest(text, file);
  const auto format = json["format"].get<std::uint64_t>();
  if (format != schema::kFormatVersion)
    throw Error(ErrorCode::index_incompatible,
                "cannot open " + name + ": it has format " + std::to_string(format) +
                    ", this program reads format " + std::to_string(schema::kFormatVersion) +
                    kRebuild);
  Manifest manifest;
  bool whole = false;
  try {
    manifest = from_json(json);
    whole = json.at("checksum").get<std::string>() == checksum_of(json);
  } catch (const std::exception& error) {  // of the JSON library, or that a number is none
    throw Error(ErrorCode::index_damaged, file + " is damaged (" + error.what() + ")" + kRebuild);
  }
  if (manifest.analyzer != analyzer)
    throw Error(ErrorCode::index_incompatible,
                "cannot open " + name + ": it was built with analyzer " + manifest.analyzer +
                    ", this program has " + analyzer + kRebuild);
  if (!whole)
    throw Error(ErrorCode::index_damaged,
                file + " is damaged: it is not what was written" + kRebuild);
  return manifest;
}

Manifest read_manifest(const fs::path& index, const std::string& analyzer) {
  const fs::path path = index / schema::kManifestFile;
  std::error_code ignored;
  if (!fs::exists(path, ignored))
    throw Error(ErrorCode::index_missing, "no index at " + index.string() +
                                              "; make one with pilcrow-index " + index.string() +
                                              " PATH");
  return decode_manifest(read_whole_file(path), index.string(), path.string(), analyzer);
}

void write_manifest(const fs::path& index, const Manifest& manifest, Durability durability) {
  write_file_atomically(index / schema::kManifestFile, encode_manifest(manifest), durability);
}

fs::path generation_path(const fs::path& index, std::uint64_t generation) {
  return index / (std::string(schema::kGenerationPrefix) + std::to_string(generation));
}

}  // namespace pilcrow::internal
