// Indexes as earlier versions and this one wrote them. `documents.jsonl` is what they were made of:
//
//     pilcrow-index tests/compat/format-N - < tests/compat/documents.jsonl

#include <nlohmann/json.hpp>

#include "index/manifest.h"
#include "index/schema.h"
#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

fs::path frozen(int format) {
  return project_file("tests/compat/format-" + std::to_string(format));
}

std::string analyzer_of(const fs::path& index) {
  return nlohmann::json::parse(read_file(index / "manifest.json")).at("analyzer");
}

/// A copy of a frozen index that this machine takes for its own, whatever ICU made it: its texts
/// are plain enough to be cut into the same words by any.
fs::path adopted(int format, const TemporaryDirectory& directory) {
  fs::path index = directory / "idx";
  fs::copy(frozen(format), index, fs::copy_options::recursive);
  internal::Manifest manifest = internal::read_manifest(index, analyzer_of(index));
  manifest.analyzer = Analyzer().fingerprint();
  internal::write_manifest(index, manifest);
  return index;
}

std::string answer(const Searcher& searcher, const SearchRequest& request) {
  std::string all;
  const SearchResult result = searcher.search(request);
  for (const Hit& hit : result.hits)
    all += hit.document_id + "#" + std::to_string(hit.paragraph.ordinal) + " ";
  for (const FacetCounts& facet : result.facets)
    for (const FacetValue& value : facet.values)
      all += facet.facet + ":" + value.value + "=" + std::to_string(value.paragraphs) + " ";
  return all;
}

}  // namespace

TEST_CASE("there is a frozen index of every format so far") {
  for (int format = 1; format <= internal::schema::kFormatVersion; ++format)
    CHECK(fs::exists(frozen(format) / "manifest.json"));
  CHECK_FALSE(fs::exists(frozen(internal::schema::kFormatVersion + 1)));
}

TEST_CASE("an index of an older format is refused with its number and what to do") {
  for (int format = 1; format < internal::schema::kFormatVersion; ++format) {
    const TemporaryDirectory directory;
    const fs::path index = directory / "idx";
    fs::copy(frozen(format), index, fs::copy_options::recursive);
    for (const bool writing : {false, true}) {
      try {
        if (writing)
          const IndexWriter writer(index);
        else
          const Searcher searcher(index);
        FAIL("opened");
      } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::index_incompatible);
        const std::string said = error.what();
        CHECK(said.find("format " + std::to_string(format)) != std::string::npos);
        CHECK(said.find("--rebuild") != std::string::npos);
      }
    }
    CHECK(fs::exists(index / "generation-1" / "columns"));
  }
}

TEST_CASE("an index of this format, written when the format was new, answers and can be changed") {
  const TemporaryDirectory directory;
  const fs::path index = adopted(internal::schema::kFormatVersion, directory);
  const Searcher searcher(index);
  CHECK(answer(searcher, {.query = "harbor winter", .match = Match::all}) == "harbor#1 ");
  CHECK(answer(searcher, {.query = "\"undersea cables\""}) == "treaty#1 ");
  CHECK(answer(searcher, {.query = "reparaturen"}) == "kabel#1 ");
  CHECK(answer(searcher, {.query = "country:EE", .limit = 1, .facets = {{"country"}, {"year"}}})
            .find("country:EE=3 country:FI=2 country:JP=1 year:2019=1 year:2022=1 year:2024=1") !=
        std::string::npos);
  const auto document = searcher.document("harbor");
  REQUIRE(document);
  CHECK(document->author == "A. Keeper");
  CHECK(document->published == Date{2022, 3, 1});
  {
    IndexWriter writer(index);
    writer.remove("treaty");
    writer.commit();
    writer.optimize();
  }
  CHECK(Searcher(index).stats().documents == 2);
}

TEST_CASE("an index of this format is sound where the same libraries cut its words") {
  const fs::path original = frozen(internal::schema::kFormatVersion);
  if (analyzer_of(original) != Analyzer().fingerprint()) return;
  const TemporaryDirectory directory;
  fs::copy(original, directory / "idx", fs::copy_options::recursive);
  CHECK(verify_index(directory / "idx").findings.empty());
}
