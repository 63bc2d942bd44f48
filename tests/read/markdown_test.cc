#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

Document markdown(const std::string& text) {
  return read_string(text, "markdown");
}

}  // namespace

TEST_CASE("a Markdown file gives fields, sections, lists, tables and quotes") {
  const Document document = read_sample("article.md").documents.at(0);
  CHECK(document.author == "Mari Maasikas");
  CHECK(document.language == "en");
  CHECK(document.published_from == DateOrigin::front_matter);
  CHECK(to_string(document.published.value()) == "2023-05-17");
  CHECK(document.tags ==
        std::vector<Tag>{{"topic", "transport-maritime"}, {"country", "EE"}, {"country", "FI"}});
  CHECK(document.metadata.at("categories") == "coast, history");
  CHECK(render(document) ==
        "p The oldest lighthouse on the gulf stands on a small island, and its keeper has a garden "
        "that everybody knows.\n"
        "q [Stone and light] A light that is not seen is worse than no light, because somebody "
        "trusted it.\n"
        "p [Stone and light] The towers were built in three ways:\n"
        "l [Stone and light] of limestone, where there was a quarry nearby;\n"
        "l [Stone and light] of iron, cast in pieces and shipped — at great cost;\n"
        "l [Stone and light] of wood.\n"
        "t [Stone and light] Name | Height Kopu | 36 m Keri | 31 m\n"
        "f print(\"not prose\")\n"
        "c [Stone and light] Kopu at night\n"
        "p [Stone and light] [Keepers] Keepers changed every two years. Nobody stayed longer than "
        "that, for the winters were long and the post came by sledge.\n");
}

TEST_CASE("TOML front matter is read") {
  const Document document = read_sample("article-toml.md").documents.at(0);
  CHECK(document.author == "Jaan Tamm, Liis Kask");
  CHECK(to_string(document.published.value()) == "2019-01-02");
  CHECK(document.metadata.at("draft") == "false");
}

TEST_CASE("the way back from a Markdown block leads through mark-up and entities") {
  const std::string source = "Some *very* strong caf&eacute; on the `corner` \\* of it.\n";
  const Document document = markdown(source);
  REQUIRE(document.blocks.size() == 1);
  const Block& block = document.blocks[0];
  CHECK(block.text == "Some very strong café on the corner * of it.");
  CHECK(document.text.substr(block.bytes.begin, block.bytes.size()) ==
        source.substr(0, source.size() - 1));
  for (std::size_t i = 0; i < block.anchors.size(); ++i) {
    const Anchor& anchor = block.anchors[i];
    const char from_source = source[anchor.source_offset];
    const char from_text = block.text[anchor.text_offset];
    CHECK((from_source == from_text || from_source == '&' || from_text == ' '));
  }
}

TEST_CASE("dashes at the top that are no front matter are left in the text") {
  CHECK(
      render(markdown("---\nJust a sentence.\n---\n\nAnd more text.\n")).find("Just a sentence.") !=
      std::string::npos);
  CHECK(render(markdown("---\nno end of it\n\nAnd more text.\n")).find("no end of it") !=
        std::string::npos);
}

TEST_CASE("raw HTML in Markdown gives its text and not its tags") {
  const std::string shown = render(
      markdown("<div class=\"x\">\n<p>Inside a <b>box</b>.</p><script>var x;</script>\n</div>\n\n"
               "H<sub>2</sub>O and <br>more.\n"));
  CHECK(shown == "p Inside a box.\np H2O and more.\n");
}

TEST_CASE("indents of raw HTML that are wider than the rest of the text are read") {
  CHECK(render(markdown("<div>one\n\t\t\t\t\t\tis")) == "p one is\n");
  CHECK(render(markdown("<div>first\n            second\n")) == "p first second\n");
}

TEST_CASE("a heading that nothing follows is not lost") {
  CHECK(render(markdown("# Title\n\nSome text of the page.\n\n## The End\n")) ==
        "p Some text of the page.\np The End\n");
  CHECK(render(markdown("# Title\n\n## Empty\n\n## Full\n\nText.\n")) ==
        "p [Empty] [Full] Text.\n");
}

TEST_CASE("Markdown nested without end is read") {
  const std::string quotes = std::string(50000, '>') + " deep\n";
  CHECK(render(markdown(quotes)).find("deep") != std::string::npos);
  std::string lists;
  for (int i = 0; i < 300; ++i)
    lists += std::string(static_cast<std::size_t>(2 * i), ' ') + "- item\n";
  CHECK(render(markdown(lists)).find("item") != std::string::npos);
  CHECK_NOTHROW(render(markdown(std::string(50000, '['))));
  CHECK_NOTHROW(render(markdown("---\na: " + std::string(50000, '[') + "\n---\nText.\n")));
}
