// A facet of your own: a tagger beside the built-in ones, on a facet that the index declares.
// Every claim of this example is checked when it runs.

#include <pilcrow/pilcrow.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// Tags paragraphs that quote somebody: facet "speech", value "quoted".
class SpeechTagger : public pilcrow::Tagger {
 public:
  // Called from several threads at once: nothing here may change.
  void tag(const pilcrow::Document& /*document*/, const pilcrow::Paragraph& paragraph,
           std::vector<pilcrow::TagMention>& out) const override {
    for (const std::string_view verb : {" said ", " warned ", " promised "}) {
      for (std::size_t at = paragraph.text.find(verb); at != std::string::npos;
           at = paragraph.text.find(verb, at + 1)) {
        const pilcrow::Span word{at + 1, at + verb.size() - 1};
        out.push_back({.tag = {"speech", "quoted"},
                       .kind = "verb",
                       .surface = paragraph.text.substr(word.begin, word.size()),
                       .bytes = word});
      }
    }
  }
};

void build(const std::string& index) {
  pilcrow::IndexWriter writer(
      index, {.mode = pilcrow::OpenMode::rebuild,
              .facets = {"speech"},
              .tagger = pilcrow::make_tagger_chain(
                  {pilcrow::make_builtin_tagger(), std::make_shared<const SpeechTagger>()})});
  writer.add({.id = "minister",
              .title = "The minister in Tallinn",
              .text = "The minister said in Tallinn that Estonia would lay a second cable.",
              .language = "en"});
  writer.add({.id = "report",
              .title = "A report on ports",
              .text = "The harbors of Estonia and Finland moved more grain than ever before.",
              .language = "en"});
  writer.commit();
}

/// Ends the example with a message where what it shows is not so.
void check(bool holds, const char* claim) {
  if (!holds) throw std::runtime_error(std::string("this does not hold: ") + claim);
}

void search(const std::string& index) {
  const pilcrow::Searcher searcher(index);
  // The facet filters like a built-in one …
  const auto quoted = searcher.search({.query = "estonia",
                                       .where = {{.facet = "speech", .values = {"quoted"}}},
                                       .facets = {{.facet = "speech"}, {.facet = "country"}}});
  check(quoted.paragraphs.value == 1, "one paragraph on Estonia quotes somebody");
  check(quoted.hits.front().document_id == "minister", "it is the minister's");
  // … and counts like one: its own filter does not hide the paragraph without a quotation.
  check(quoted.facets.front().values.front().paragraphs == 1, "one paragraph is tagged");
  check(quoted.facets.front().missing_paragraphs == 1, "one matches and is not tagged");
  // The built-in taggers ran too.
  check(quoted.facets.back().values.front().value == "EE", "the country is known");
  for (const pilcrow::Hit& hit : quoted.hits) {
    std::cout << hit.document.title << ": "
              << pilcrow::render_snippet(hit, {.open = "[", .close = "]"}) << '\n';
  }
}

}  // namespace

int main() {
  try {
    build("custom_tagger.idx");
    search("custom_tagger.idx");
  } catch (const std::exception& error) {
    std::cerr << "custom_tagger: " << error.what() << '\n';
    return 1;
  }
}
