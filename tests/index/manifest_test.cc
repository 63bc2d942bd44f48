#include "index/manifest.h"

#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "index/checksum.h"
#include "index/schema.h"
#include "pilcrow/error.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::internal;
using Json = nlohmann::ordered_json;

namespace {

Manifest example() {
  Manifest manifest;
  manifest.format = schema::kFormatVersion;
  manifest.analyzer = "test";
  manifest.generation = 7;
  manifest.facets = {"country", "year"};
  manifest.shards = {{"shard-1", 2}, {"shard-2", 3}};
  manifest.set_size = 2;
  return manifest;
}

Manifest decode(const std::string& text) {
  return decode_manifest(text, "my.idx", "my.idx/manifest.json", "test");
}

// The example with another value at a place, and the checksum of what it says then.
std::string changed(const char* place, const Json& value) {
  Json json = Json::parse(encode_manifest(example()));
  json[Json::json_pointer(place)] = value;
  json.erase("checksum");
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(checksum(json.dump())));
  json["checksum"] = hex;
  return json.dump();
}

}  // namespace

TEST_CASE("a manifest comes back as it was written") {
  const Manifest back = decode(encode_manifest(example()));
  CHECK(back.generation == 7);
  CHECK(back.facets == example().facets);
  CHECK(back.set_size == 2);
  REQUIRE(back.shards.size() == 2);
  CHECK(back.shards[1].directory == "shard-2");
  CHECK(back.shards[1].generation == 3);
  CHECK(decode(changed("/generation", 8)).generation == 8);
}

TEST_CASE("a number in a manifest that cannot be one is damage, whatever the checksum says") {
  for (const char* place :
       {"/generation", "/split/min_bytes", "/split/max_bytes", "/set_size", "/shards/0/generation"})
    for (const Json& number : {Json(1e30), Json(2.5), Json(-1), Json("3"), Json()}) {
      CAPTURE(place, number.dump());
      try {
        decode(changed(place, number));
        FAIL("it was read");
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::index_damaged);
        CHECK(std::string(error.what()).find("my.idx/manifest.json") != std::string::npos);
      }
    }
  CHECK_THROWS_AS(decode(changed("/set_size", std::uint64_t{1} << 33U)), Error);
}

TEST_CASE("a format beyond all bounds is not taken for this one") {
  const std::uint64_t same_in_32_bits =
      (std::uint64_t{1} << 32U) + static_cast<std::uint64_t>(schema::kFormatVersion);
  for (const Json& format : {Json(same_in_32_bits), Json(-1), Json(1e30)}) {
    CAPTURE(format.dump());
    CHECK_THROWS_AS(decode(changed("/format", format)), Error);
  }
}
