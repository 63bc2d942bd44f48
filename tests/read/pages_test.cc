#include <functional>

#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

const std::string kSentence =
    "The report speaks of the bridges that were built in the years after the\n"
    "flood, and of what they cost. Some of them stood for a long time and are\n"
    "used by the people of the valley still, as they were by their parents.\n";

/// Pages of three paragraphs, `head` of the page's number above each.
std::string paged(int first, int pages, const std::function<std::string(int)>& head) {
  std::string text;
  for (int page = first; page < first + pages; ++page) {
    text += head(page) + "\n\n";
    for (int i = 0; i < 5; ++i)
      text += "Paragraph " + std::string(static_cast<std::size_t>(page % 7 + i + 1), 'x') +
              " comes first here. Then more is said.\n" + kSentence + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("heads that hold the page's number go, those between two others as well") {
  const std::string shown = render(read_string(paged(11, 5, [](int page) {
    return page % 2 == 1 ? std::to_string(page) + "                THE STORM OF DECEMBER"
                         : "HARBORS OF THE NORTH                " + std::to_string(page);
  })));
  CHECK(shown.find("STORM") == std::string::npos);
  CHECK(shown.find("HARBORS") == std::string::npos);
}

TEST_CASE("a page's number in the midst of a sentence goes, also before a name") {
  const std::string shown = render(
      read_string("The report speaks of the bridges that were built in the years after the\n"
                  "flood, and of what they cost. The letters to the harbors of the Black Sea\n"
                  "11\n\n\n"
                  "Harbors Union were burned in the winter that came after it. None of the\n"
                  "17\n\n"
                  "Baltic towns has answered them in all the years that have gone by since\n"
                  "then, and some people say that nobody had read them in the first place.\n"));
  CHECK(shown.find("of the Black Sea Harbors Union were") != std::string::npos);
  CHECK(shown.find("None of the Baltic towns") != std::string::npos);
  const std::string table = render(
      read_string("The people of all districts were counted in the spring, as the law asks.\n\n"
                  "Number of people who live in the district of the harbor\n4213\n\n"
                  "Number of people who live in the district of the castle\n1702\n\n"
                  "Number of people who live in the district of the lighthouse\n17\n"));
  CHECK(table.find("4213") != std::string::npos);
  CHECK(table.find("1702") != std::string::npos);
}

TEST_CASE("numbers of tables and chapters are no page numbers") {
  const std::string shown =
      render(read_string(paged(1, 4, [](int page) { return "Chapter " + std::to_string(page); })));
  for (const char* chapter : {"[Chapter 1]", "[Chapter 2]", "[Chapter 3]", "[Chapter 4]"}) {
    CAPTURE(chapter);
    CHECK(shown.find(chapter) != std::string::npos);
  }
}

TEST_CASE("symbols and dates beside them are page furniture, a date of its own is not") {
  std::string text = "The bridges of the valley\n\n2024-12-19\n\n";
  for (int i = 0; i < 6; ++i) {
    text += "Paragraph " + std::string(static_cast<std::size_t>(i + 1), 'x') + " begins. " +
            kSentence + "\n" + (i % 2 == 0 ? "29/09/2015 A/70/PV." : "A/70/PV.") +
            std::to_string(i + 10) + "\n\n";
  }
  const Document document = read_string(text);
  CHECK(render(document).find("PV.") == std::string::npos);
  CHECK(to_string(document.published.value()) == "2024-12-19");
}

TEST_CASE("page numbers between lines go where they rise from page to page") {
  std::string text;
  for (int page = 3; page < 7; ++page) {
    for (int i = 0; i < 9; ++i)
      text += kSentence;
    text += std::to_string(page) + "\nGeneral Assembly 22nd meeting\n\n";
  }
  const std::string shown = render(read_string(text));
  CHECK(shown.find("meeting") == std::string::npos);
  for (const char* number : {" 3 ", " 4 ", " 5 ", "p 6"}) {
    CAPTURE(number);
    CHECK(shown.find(number) == std::string::npos);
  }
}

TEST_CASE("a sentence that a stray newline broke before a name is no heading") {
  std::string text;
  for (int i = 0; i < 6; ++i) {
    text += "A paragraph on a line of its own, " +
            std::string(static_cast<std::size_t>(i + 1), 'x') +
            ", tells in a few sentences what came before. It goes on for a while, as they do, and "
            "comes to its end at the end of the line.\n";
  }
  text +=
      "The system of relations between the states developed after the Second World\n"
      "War is under strain, and nobody knows for how long it will be held together.\n";
  const std::string shown = render(read_string(text));
  CHECK(shown.find("after the Second World War is under strain") != std::string::npos);
  CHECK(shown.find('[') == std::string::npos);
}

TEST_CASE("a heading in capitals leads a short sentence as well as a long one") {
  const std::string shown =
      render(read_string("FINLAND\n\n" + kSentence + "\nHAITI\n\nThe world cannot look away.\n\n" +
                         kSentence + "\nCHILE\n\n" + kSentence));
  CHECK(shown.find("p [HAITI] The world cannot look away.") != std::string::npos);
}

TEST_CASE("marks of Markdown do not stand in the headings of a plain text") {
  const std::string shown =
      render(read_string("An address to everybody\n\n### 2. Gratitude\n\n" + kSentence +
                         "\n**On the sea**\n\n" + kSentence + "\n**Thank you all.**\n"));
  CHECK(shown.find("[2. Gratitude]") != std::string::npos);
  CHECK(shown.find("[On the sea]") != std::string::npos);
  CHECK(shown.find("[Thank") == std::string::npos);
}

TEST_CASE("millions of page marks are passed over in linear time") {
  std::string text = "The beginning.\n\n";
  for (int i = 0; i < 200000; ++i)
    text += "A/1/PV.2\n\n";
  text += "The end.\n";
  CHECK(render(read_string(text)) == "p The beginning.\np The end.\n");
}
