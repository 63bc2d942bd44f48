#include <chrono>

#include "read/html_blocks.h"
#include "read/html_guard.h"
#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

Document html(const std::string& text) {
  return read_string(text, "html");
}

}  // namespace

TEST_CASE("a page gives its article, and keeps what stands around it apart") {
  const Document document = read_sample("article.html").documents.at(0);
  CHECK(document.title == "Salt roads of the north");
  CHECK(document.author == "Kadri Saar, Peeter Kuusk");
  CHECK(document.language == "en");
  CHECK(document.url == "https://example.org/2022/salt-roads");
  CHECK(to_string(document.published.value()) == "2022-11-05");
  CHECK(document.published_from == DateOrigin::json_ld);
  CHECK(document.metadata.at("description") == "How salt came to the north.");
  CHECK(render(document) ==
        "f We use cookies to improve your visit. Example Review World Culture Money\n"
        "b By Kadri Saar and Peeter Kuusk 5 November 2022\n"
        "f Share on Something\n"
        "p Salt was worth more than grain in the north, & the roads that carried it are still "
        "there — under asphalt. Most cafés along them have “salt” in their names.\n"
        "c A salt house in Lübeck.\n"
        "p [From mine to port] The carts went in convoys of forty.\n"
        "p [From mine to port] They rested every seventh day, whatever the merchants said about "
        "it, and the horses were changed at the same four inns.\n"
        "l [From mine to port] Salt from the mines\n"
        "l [From mine to port] Herring from the sea\n"
        "t [From mine to port] Year | Barrels 1420 | 9,000\n"
        "q [From mine to port] Without salt there is no winter, only hunger.\n"
        "f Related The price of herring © 2022 Example Review. All rights reserved.\n");
}

TEST_CASE("the date of a page comes from the most trusted place that has one") {
  const auto origin = [](const std::string& head, const std::string& body = "<p>Text.</p>") {
    const Document document =
        html("<html><head>" + head + "</head><body>" + body + "</body></html>");
    return std::string(to_string(document.published_from)) +
           (document.published ? " " + to_string(*document.published) : std::string());
  };
  CHECK(origin("") == "none");
  CHECK(origin("<meta property='article:published_time' content='2020-02-03T04:05:06Z'>") ==
        "meta 2020-02-03");
  CHECK(origin("<meta name='citation_publication_date' content='2020/02/03'>") ==
        "meta 2020-02-03");
  CHECK(origin("<meta name='DC.date' content='2018'>") == "meta 2018");
  CHECK(origin("", "<time datetime='2021-01-02'>x</time><p>Text.</p>") ==
        "time_element 2021-01-02");
  CHECK(origin("<script type='application/ld+json'>[{\"@type\":\"BlogPosting\",\"datePublished\":"
               "\"2017-08-09\"}]</script><meta name='date' content='2020-02-03'>") ==
        "json_ld 2017-08-09");
  CHECK(origin("<script type='application/ld+json'>{ broken</script>") == "none");
  CHECK(origin("", "<h1>Title</h1><p>Published 4 March 2019</p><p>Text.</p>") == "text 2019-03-04");
}

TEST_CASE("the way back from a page's text leads to its bytes") {
  const std::string source = "<p>Caf&eacute; &amp; <b>bar</b> &#8212; a&nbsp;b &notit; end</p>";
  const Document document = html(source);
  REQUIRE(document.blocks.size() == 1);
  const Block& block = document.blocks[0];
  CHECK(block.text == "Café & bar — a b ¬it; end");
  CHECK(source.substr(block.bytes.begin, block.bytes.size()) ==
        "Caf&eacute; &amp; <b>bar</b> &#8212; a&nbsp;b &notit; end");
  const std::size_t bar = block.text.find("bar");
  for (const Anchor& anchor : block.anchors) {
    if (anchor.text_offset == bar) CHECK(source.substr(anchor.source_offset, 3) == "bar");
  }
}

TEST_CASE("signs that link to their own heading are no part of it") {
  const Document document = html(
      "<body><h1>Lamps of the gulf<a class='headerlink' href='#lamps'>&para;</a></h1><p>They "
      "are lit with oil.</p><h2>Oil <a href='#oil'>#</a></h2><p>It comes from the north.</p>"
      "<h2>Number <a href='#n'>#5</a></h2><p>It was the brightest.</p></body>");
  CHECK(document.title == "Lamps of the gulf");
  CHECK(render(document) ==
        "p They are lit with oil.\np [Oil] It comes from the north.\np [Number #5] It was the "
        "brightest.\n");
}

TEST_CASE("the only first-level heading may be the name of the site") {
  CHECK(html("<head><title>Wicks | Lamp 2.0 Manual</title></head><body><h1>Lamp 2.0 manual</h1>"
             "<h2>Wicks</h2><p>They are of cotton.</p></body>")
            .title == "Wicks");
  CHECK(html("<head><title>Lamp 2.0 Manual</title></head><body><h1>Lamp 2.0 Manual</h1>"
             "<p>It is of brass.</p></body>")
            .title == "Lamp 2.0 Manual");
}

TEST_CASE("a sign for more in an attribute ends no tag, however the attribute is written") {
  for (const std::string attribute : {"title=\"", "title = \"", "title=\n\"", "title = '"}) {
    CAPTURE(attribute);
    const std::string page =
        "<body><p " + attribute + "one > two, and then words without end for as long as it takes" +
        attribute.back() +
        ">The lamp of the lighthouse was lit with oil until the railway came to "
        "the coast, and with gas after that.</p><p>Nobody lives there.</p>";
    CHECK(render(html(page)) ==
          "p The lamp of the lighthouse was lit with oil until the railway came to the coast, and "
          "with gas after that.\np Nobody lives there.\n");
  }
}

TEST_CASE("what a browser does not show is not read") {
  CHECK(render(html("<body><p>Seen.</p><p hidden>Not seen.</p><p style='display:none'>Nor this.</p>"
                    "<noscript>No.</noscript><template><p>No.</p></template>"
                    "<select><option>No</option></select></body>")) == "p Seen.\n");
}

TEST_CASE("a page nested a hundred thousand deep is read in time") {
  for (const std::string tag : {"div", "b", "span", "table", "blockquote", "ul", "font"}) {
    CAPTURE(tag);
    std::string page = "<body>";
    for (int i = 0; i < 100000; ++i)
      page += "<" + tag + ">";
    page += "The text in the cellar.";
    for (int i = 0; i < 100000; ++i)
      page += "</" + tag + ">";
    const auto begin = std::chrono::steady_clock::now();
    CHECK(render(html(page)).find("The text in the cellar.") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  }
}

TEST_CASE("a tag with a hundred thousand attributes does no harm") {
  std::string page = "<p>Before.</p><p";
  for (int i = 0; i < 100000; ++i)
    page += " a" + std::to_string(i);
  CHECK(render(html(page + ">Behind.</p>")) == "p Before.\np Behind.\n");
}

TEST_CASE("text that the parser moves out of a table stays where it is in the source") {
  const Document document =
      html("<table>one<tr><td>two</td></tr>three<tr><td>four</td></tr></table><p>five</p>");
  std::size_t behind = 0;
  std::string all;
  for (const Block& block : document.blocks) {
    CHECK(block.bytes.begin >= behind);
    CHECK(block.bytes.end <= document.text.size());
    behind = block.bytes.end;
    all += block.text + " ";
  }
  for (const char* word : {"one", "two", "three", "four", "five"}) {
    CAPTURE(word);
    CHECK(all.find(word) != std::string::npos);
  }
}

TEST_CASE("blocks that reach into each other are cut apart") {
  Block a{BlockKind::paragraph, 0, "one three", {0, 20}, {{0, 0}, {3, 3}, {4, 15}}};
  Block b{BlockKind::table, 0, "two", {8, 11}, {{0, 8}}};
  std::vector<Block> blocks{a, b};
  pilcrow::internal::untangle(blocks);
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].text == "one");
  CHECK(blocks[1].text == "two");
  CHECK(blocks[2].text == "three");
  CHECK(blocks[2].bytes == Span{15, 20});
}

TEST_CASE("a page of a portal gives its article alone, and keeps the rest as furniture") {
  const Document document = read_sample("portal.html").documents.at(0);
  CHECK(document.author == "Ann Example, Bo Sample");
  CHECK(to_string(document.published.value()) == "2019-03-04");
  CHECK(document.published_from == DateOrigin::json_ld);
  std::string prose;
  std::string furniture;
  for (const Paragraph& paragraph : Splitter({.min_bytes = 0}).split(document)) {
    std::string& to = paragraph.kind == BlockKind::furniture ? furniture : prose;
    to += paragraph.text + "\n";
  }
  for (const char* words : {"The lamp of the lighthouse", "Nobody has lived", "The log books",
                            "We could walk", "The lighthouse in winter"}) {
    CAPTURE(words);
    CHECK(prose.find(words) != std::string::npos);
  }
  for (const char* words : {"cookies", "Share on", "Ten lamps", "First! I have", "All rights",
                            "Privacy", "Advertisement", "People"}) {
    CAPTURE(words);
    CHECK(prose.find(words) == std::string::npos);
  }
  CHECK(furniture.find("All rights reserved") != std::string::npos);
}
