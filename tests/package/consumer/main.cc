// The smallest honest use of the installed library: index two documents, search, compare.

#include <pilcrow/pilcrow.h>

#include <iostream>
#include <string>

namespace {

int failures = 0;

void check(bool holds, const std::string& what) {
  if (holds) return;
  std::cerr << "failed: " << what << '\n';
  ++failures;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc != 2) return 2;
  try {
    check(pilcrow::version() == EXPECTED_VERSION,
          "headers, library and package agree on the version");

    pilcrow::IndexWriter writer(argv[1]);
    writer.add({.id = "cables",
                .title = "Cables",
                .text = "An anchor broke two undersea cables between Finland and Estonia.",
                .language = "en",
                .published = pilcrow::Date{2024, 12, 25}});
    writer.add({.id = "lithium",
                .title = "Lithium",
                .text = "Chile pumps lithium brine from under the Atacama desert.",
                .language = "en",
                .published = pilcrow::Date{2023, 5, 5}});
    check(writer.commit().documents == 2, "two documents are indexed");

    const pilcrow::Searcher searcher(argv[1]);
    const auto result = searcher.search({.query = "\"undersea cables\"",
                                         .where = {pilcrow::country("EE")},
                                         .facets = pilcrow::default_facets()});
    check(result.hits.size() == 1, "the phrase is found once");
    check(!result.hits.empty() && result.hits.front().document_id == "cables",
          "in the right document");
    check(!result.facets.empty(), "facets are counted");

    bool thrown = false;
    try {
      pilcrow::Searcher("there/is/no/such.idx");
    } catch (const pilcrow::Error& error) {
      thrown = error.code() == pilcrow::ErrorCode::index_missing;
    }
    check(thrown, "an exception of the library is caught by its type");
  } catch (const std::exception& error) {
    std::cerr << "failed: " << error.what() << '\n';
    return 1;
  }
  return failures == 0 ? 0 : 1;
}
