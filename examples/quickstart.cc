#include <pilcrow/pilcrow.h>

#include <iostream>

int main() {
  pilcrow::IndexWriter writer("quickstart.idx", {.mode = pilcrow::OpenMode::rebuild});
  writer.add({.id = "cables", .title = "Cables", .text = "Estonia guards its undersea cables."});
  writer.add({.id = "drill", .title = "Drill", .text = "Japan and Estonia held a cyber exercise."});
  writer.add({.id = "trade", .title = "Trade", .text = "Japan signed a trade agreement in 2019."});
  writer.commit();

  pilcrow::Searcher searcher("quickstart.idx");
  auto result = searcher.search({.query = "estonia exercises",
                                 .where = {pilcrow::country("Japan")},
                                 .facets = pilcrow::default_facets()});
  for (const pilcrow::Hit& hit : result.hits) {
    std::cout << pilcrow::render_snippet(hit, {.open = "[", .close = "]"}) << "\n  "
              << hit.document.title << ", paragraph " << hit.paragraph.ordinal << ", line "
              << hit.paragraph.line << '\n';
  }
}
