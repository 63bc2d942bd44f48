// More like this: from one paragraph to others that speak of the same, and from one document to its
// neighbors. Every claim of this example is checked when it runs.

#include <pilcrow/pilcrow.h>

#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

void build(const std::string& index) {
  pilcrow::IndexWriter writer(index, {.mode = pilcrow::OpenMode::rebuild});
  const std::vector<pilcrow::Document> documents = {
      {.id = "repair",
       .title = "The cable is whole again",
       .text =
           "Engineers repaired the undersea cable between Estonia and Finland after an anchor had "
           "cut it in the winter storms.",
       .language = "en"},
      {.id = "anchor",
       .title = "An anchor on the sea bed",
       .text =
           "The anchor that cut the undersea cable lay a hundred meters from the break, and the "
           "engineers photographed it before they raised it.",
       .language = "en"},
      {.id = "patrol",
       .title = "Patrols over the cables",
       .text =
           "Finland and Estonia sent patrols over every undersea cable and power line, so that no "
           "anchor is dragged across one unseen.",
       .language = "en"},
      {.id = "orchard",
       .title = "A late spring",
       .text =
           "The orchards on the island flowered three weeks late, and the growers expect a small "
           "harvest of pears and plums.",
       .language = "en"}};
  for (const pilcrow::Document& document : documents)
    writer.add(document);
  writer.commit();
}

/// Ends the example with a message where what it shows is not so.
void check(bool holds, const char* claim) {
  if (!holds) throw std::runtime_error(std::string("this does not hold: ") + claim);
}

bool holds(const pilcrow::SearchResult& result, const std::string& id) {
  for (const pilcrow::Hit& hit : result.hits) {
    if (hit.document_id == id) return true;
  }
  return false;
}

void print(const char* what, const pilcrow::SearchResult& result) {
  std::cout << what << '\n';
  for (const pilcrow::Hit& hit : result.hits) {
    std::cout << "  " << hit.document.title << ": "
              << pilcrow::render_snippet(hit, {.open = "[", .close = "]"}) << '\n';
  }
}

void search(const std::string& index) {
  const pilcrow::Searcher searcher(index);
  // A paragraph is named by its document and its number.
  const auto alike = searcher.more_like("repair", 1);
  print("Like the repair of the cable:", alike);
  check(holds(alike, "anchor"), "another paragraph on the same cable is alike");
  check(!holds(alike, "orchard"), "a paragraph on pears is not");
  check(!holds(alike, "repair"), "a paragraph is not offered as its own likeness");

  // A request restricts and pages what is alike, as it does in a search.
  const auto finnish = searcher.more_like_document("repair", {.where = {pilcrow::country("FI")}});
  print("Documents like it that mention Finland:", finnish);
  check(holds(finnish, "patrol"), "the patrols mention Finland");
  check(!holds(finnish, "anchor"), "the anchor's report does not");
}

}  // namespace

int main() {
  try {
    build("more_like_this.idx");
    search("more_like_this.idx");
  } catch (const std::exception& error) {
    std::cerr << "more_like_this: " << error.what() << '\n';
    return 1;
  }
}
