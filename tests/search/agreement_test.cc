// The library against a search by brute force.

#include <random>
#include <set>

#include "search/agreement.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"
#include "support/oracle.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

void compare(const std::filesystem::path& index, std::size_t queries, unsigned seed) {
  const Searcher searcher(index);
  const Oracle oracle(searcher, ranking_of(index), "en");
  seed = query_seed(seed);
  const std::size_t cut = check_agreement(searcher, oracle, queries, seed);
  if (is_long_run())
    WARN(queries << " queries from seed " << seed << " over " << oracle.size()
                 << " paragraphs; wildcards of " << cut << " were cut and are not compared");
}

}  // namespace

TEST_CASE("answers agree with a search by brute force on the example corpus") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", english_corpus());
  compare(directory / "idx", query_count(500), 1);
}

TEST_CASE("answers agree with a search by brute force on an invented corpus") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(300, 7));
  compare(directory / "idx", query_count(300), 2);
}

TEST_CASE("answers agree with a search by brute force after updates and removals") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(200, 7));
  std::set<std::string> ids;
  for (const Document& document : invented_corpus(200, 7))
    ids.insert(document.id);
  std::mt19937 random(3);
  for (unsigned round = 0; round < 4; ++round) {
    IndexWriter writer(directory / "idx");
    for (const Document& document : invented_corpus(60, 100 + round)) {
      if (random() % 2 == 0) continue;
      writer.add(document);
      ids.insert(document.id);
    }
    for (int i = 0; i < 10; ++i) {
      const std::string id = "doc-" + std::to_string(random() % 220);
      writer.remove(id);
      ids.erase(id);
    }
    writer.commit();
    const Searcher searcher(directory / "idx");
    for (int i = 0; i < 220; ++i) {
      const std::string id = "doc-" + std::to_string(i);
      CHECK(searcher.document(id).has_value() == ids.contains(id));
    }
    CHECK(searcher.stats().documents == ids.size());
    compare(directory / "idx", query_count(240) / 4, round);
  }
}

TEST_CASE("answers agree with a search by brute force on speeches, in a long run") {
  if (!is_long_run()) return;
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "speeches");
  const std::vector<Document> documents = speeches(directory / "speeches");
  if (documents.empty()) return;
  build_index(directory / "idx", documents);
  compare(directory / "idx", query_count(0), 4);
}
