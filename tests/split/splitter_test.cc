#include "pilcrow/splitter.h"

#include "pilcrow/error.h"
#include "support/catch.h"

using namespace pilcrow;

namespace {

/// A document of blocks, its text made of theirs, one per line.
class Maker {
 public:
  Maker& add(BlockKind kind, const std::string& text, int level = 0) {
    Block block;
    block.kind = kind;
    block.level = level;
    block.text = text;
    block.bytes = {document.text.size(), document.text.size() + text.size()};
    block.anchors = {{0, block.bytes.begin}};
    document.text += text + "\n";
    document.blocks.push_back(block);
    return *this;
  }
  Maker& heading(const std::string& text, int level = 2) {
    return add(BlockKind::heading, text, level);
  }
  Maker& text(const std::string& text) { return add(BlockKind::paragraph, text); }
  [[nodiscard]] std::vector<Paragraph> split(SplitOptions options = {}) const {
    return Splitter(options).split(document);
  }

  Document document;
};

std::string prose(std::size_t size) {
  std::string text;
  while (text.size() + 20 < size)
    text += "One more sentence. ";
  text += std::string(size - text.size() - 1, 'x') + ".";
  return text;
}

using Path = std::vector<std::string>;

}  // namespace

TEST_CASE("each paragraph knows its headings, without the document's title") {
  Maker maker;
  maker.document.title = "The Title";
  maker.heading("The Title", 1)
      .text(prose(300))
      .heading("A", 2)
      .text(prose(300))
      .heading("A1", 3)
      .text(prose(300))
      .heading("B", 2)
      .text(prose(300));
  const auto paragraphs = maker.split();
  REQUIRE(paragraphs.size() == 4);
  CHECK(paragraphs[0].heading == Path{});
  CHECK(paragraphs[1].heading == Path{"A"});
  CHECK(paragraphs[2].heading == Path{"A", "A1"});
  CHECK(paragraphs[3].heading == Path{"B"});
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(paragraphs[i].ordinal == i + 1);
  CHECK(paragraphs[1].line == 4);
}

TEST_CASE("short paragraphs join a neighbor of their section, never of another") {
  Maker maker;
  maker.text("Mr. President,").text(prose(300)).text("Short end.").heading("Next").text("Alone.");
  const auto paragraphs = maker.split();
  REQUIRE(paragraphs.size() == 2);
  CHECK(paragraphs[0].text == "Mr. President, " + prose(300) + " Short end.");
  CHECK(paragraphs[0].bytes == Span{0, 15 + 301 + 10});
  CHECK(paragraphs[1].text == "Alone.");
}

TEST_CASE("a short paragraph beside a full one takes a part of it") {
  Maker maker;
  maker.text(prose(1995)).text("Thank you.");
  const auto paragraphs = maker.split();
  REQUIRE(paragraphs.size() == 2);
  CHECK(paragraphs[0].text + " " + paragraphs[1].text == prose(1995) + " Thank you.");
  CHECK(paragraphs[1].text.size() > 200);
  CHECK(paragraphs[0].text.back() == '.');
}

TEST_CASE("items of a list stay with the sentence that leads to them") {
  Maker maker;
  maker.text(prose(250)).text(prose(250) + " The reasons are these:");
  for (int i = 0; i < 5; ++i)
    maker.add(BlockKind::list_item, "Item number " + std::to_string(i) + ".", 1);
  maker.text(prose(400));
  const auto paragraphs = maker.split();
  REQUIRE(paragraphs.size() == 3);
  CHECK(paragraphs[1].text.find("these: Item number 0.") != std::string::npos);
  CHECK(paragraphs[1].text.find("Item number 4.") != std::string::npos);
}

TEST_CASE("furniture, by-lines and captions stand apart from prose") {
  Maker maker;
  maker.add(BlockKind::byline, "by Ann")
      .text("Short text.")
      .add(BlockKind::caption, "A picture.")
      .text("More text.")
      .add(BlockKind::furniture, "Share")
      .add(BlockKind::furniture, "All rights reserved");
  const auto paragraphs = maker.split();
  REQUIRE(paragraphs.size() == 5);
  CHECK(paragraphs[4].kind == BlockKind::furniture);
  CHECK(paragraphs[4].text == "Share All rights reserved");
  CHECK(paragraphs[1].kind == BlockKind::paragraph);
}

TEST_CASE("footers stand under no heading") {
  Maker maker;
  maker.heading("Last section").text(prose(300)).add(BlockKind::furniture, "Contact us");
  const auto paragraphs = maker.split();
  REQUIRE(paragraphs.size() == 2);
  CHECK(paragraphs[0].heading == Path{"Last section"});
  CHECK(paragraphs[1].heading == Path{});
}

TEST_CASE("headings without text are not lost") {
  Maker contents;
  contents.heading("A").heading("B").text("Text.");
  CHECK(contents.split().at(0).heading == Path{"A", "B"});
  Maker trailing;
  trailing.text("Text.").heading("The end");
  const auto paragraphs = trailing.split();
  CHECK(paragraphs.back().text.find("The end") != std::string::npos);
  Maker many;
  for (int i = 0; i < 40; ++i)
    many.heading("Entry " + std::to_string(i));
  many.text("Text.");
  std::string all;
  for (const Paragraph& paragraph : many.split()) {
    CHECK(paragraph.heading.size() <= 7);
    all += paragraph.text + " ";
    for (const std::string& heading : paragraph.heading)
      all += heading + " ";
  }
  for (int i = 0; i < 40; ++i)
    CHECK(all.find("Entry " + std::to_string(i)) != std::string::npos);
}

TEST_CASE("a document without blocks is laid out, and one without text gives nothing") {
  CHECK(
      Splitter({.min_bytes = 0})
          .split({.id = "a", .text = "The first paragraph is here.\n\nThe second one is there.\n"})
          .size() == 2);
  CHECK(Splitter().split({.id = "a"}).empty());
  CHECK(Splitter().split({.id = "a", .text = " \n\t\n \xC2\xA0"}).empty());
}

TEST_CASE("sizes that contradict each other are refused") {
  CHECK_THROWS_AS(Splitter({.min_bytes = 500, .max_bytes = 400}), Error);
  CHECK_THROWS_AS(Splitter({.min_bytes = 0, .max_bytes = 10}), Error);
}

TEST_CASE("blocks made by hand that contradict the text do no harm") {
  Document document{.id = "a", .text = "short"};
  document.blocks.push_back({BlockKind::paragraph, 0, "Far outside.", {100, 200}, {{0, 90}}});
  document.blocks.push_back({BlockKind::heading, 9, "Odd", {3, 1}, {}});
  document.blocks.push_back({BlockKind::paragraph, 0, "Backwards.", {4, 2}, {{5, 1}}});
  std::size_t behind = 0;
  for (const Paragraph& paragraph : Splitter({.min_bytes = 0}).split(document)) {
    CHECK(paragraph.bytes.begin >= behind);
    CHECK(paragraph.bytes.end >= paragraph.bytes.begin);
    CHECK(paragraph.bytes.end <= document.text.size());
    behind = paragraph.bytes.end;
  }
}
