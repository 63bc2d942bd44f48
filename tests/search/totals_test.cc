// The file `totals` is a cache: values have the counts of a search over everything with it, without
// it, and whatever is in it.

#include <map>

#include "pilcrow/pilcrow.h"
#include "pilcrow/verify.h"
#include "search/cached_file.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kAll = 1000;

using Counts = std::map<std::string, std::string>;  // of "facet value"

void add_counts(const std::string& facet, const std::vector<FacetValue>& values, Counts& counts) {
  for (const FacetValue& value : values)
    counts[facet + " " + value.value] =
        std::to_string(value.paragraphs) + " in " + std::to_string(value.documents);
}

/// As they are looked up while somebody types.
Counts looked_up(const fs::path& index) {
  const Searcher searcher(index);
  Counts counts;
  for (const std::string& facet : searcher.facets())
    add_counts(facet, searcher.facet_values(facet, "", kAll), counts);
  return counts;
}

/// As a search counts them.
Counts searched(const fs::path& index) {
  const Searcher searcher(index);
  SearchRequest request{.query = "*", .limit = 0};
  for (const std::string& facet : searcher.facets())
    request.facets.push_back({.facet = facet, .limit = kAll});
  Counts counts;
  for (const FacetCounts& facet : searcher.search(request).facets)
    add_counts(facet.facet, facet.values, counts);
  return counts;
}

}  // namespace

TEST_CASE("a new index holds the counts of all values as a search counts them") {
  const CachedFile indexed("totals");
  REQUIRE(fs::exists(indexed.file));
  const Counts counts = searched(indexed.index);
  REQUIRE(counts.size() > 20);
  CHECK(looked_up(indexed.index) == counts);
  CHECK(verify_index(indexed.index).findings.empty());
  fs::remove(indexed.file);
  CHECK(looked_up(indexed.index) == counts);
  CHECK(verify_index(indexed.index).findings.empty());
}

TEST_CASE("damaged counts of values change no answer, and verifying tells of them") {
  const CachedFile indexed("totals");
  const Counts good = searched(indexed.index);
  damage(indexed, 7, [&] { CHECK(looked_up(indexed.index) == good); });
  CHECK(only_warns_of(indexed));
}

TEST_CASE("the counts of another index are not taken for one's own") {
  const CachedFile indexed("totals");
  const Counts good = searched(indexed.index);
  const TemporaryDirectory elsewhere;
  std::vector<Document> others = english_corpus();
  for (Document& document : others)
    document.tags.clear();
  build_index(elsewhere / "idx", others);
  fs::copy_file(elsewhere / "idx" / "generation-1" / "totals", indexed.file,
                fs::copy_options::overwrite_existing);
  CHECK(looked_up(indexed.index) == good);
}

TEST_CASE("values that were added or removed in place are counted") {
  const CachedFile indexed("totals");
  const Counts before = searched(indexed.index);
  {
    IndexWriter writer(indexed.index);
    writer.remove(english_corpus().front().id);
    writer.add({.id = "new", .text = "Peru and Bhutan met in 1987 to talk about rivers."});
    writer.commit();
  }
  REQUIRE(fs::exists(indexed.file));
  const Counts after = searched(indexed.index);
  REQUIRE(after != before);
  CHECK(looked_up(indexed.index) == after);
  CHECK(verify_index(indexed.index).sound());
}
