#include "pilcrow/boilerplate.h"

#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

const std::string kAppeal =
    "Support our work: become a member of the Harbor Circle and read every story without limits.";

/// Prose that no other document has.
std::string prose(int document, int paragraph) {
  std::string text;
  for (int i = 0; i < 4; ++i) {
    text += "Sentence " + std::string(1, static_cast<char>('a' + i)) + " of " +
            std::string(static_cast<std::size_t>(document % 17 + 1), 'x') +
            std::to_string(document) + " speaks of " +
            std::string(static_cast<std::size_t>(paragraph + 1), 'y') +
            " and of what came after it. ";
  }
  return text;
}

Document article(int number, const std::string& above, const std::string& below) {
  std::string text = above.empty() ? "" : above + "\n\n";
  for (int i = 0; i < 3; ++i)
    text += prose(number, i) + "\n\n";
  return read_string(text + below + "\n", "text", "article" + std::to_string(number));
}

std::vector<Document> articles(int count, const std::string& above, const std::string& below,
                               int from = 0) {
  std::vector<Document> documents;
  for (int i = 0; i < count; ++i)
    documents.push_back(article(from + i, above, below));
  return documents;
}

/// The text of a document's furniture.
std::string furniture(const Document& document) {
  std::string text;
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::furniture) text += block.text + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("what many documents end with becomes furniture, and stays in the document") {
  auto documents = articles(12, "", "Harbor News is read in 12 towns.\n\n" + kAppeal);
  BoilerplateFinder finder;
  CHECK(finder.mark(documents) == 24);
  for (const Document& document : documents) {
    CHECK(furniture(document) == "Harbor News is read in 12 towns.\n" + kAppeal + "\n");
    const auto paragraphs = Splitter().split(document);
    CHECK(paragraphs.back().kind == BlockKind::furniture);
    CHECK(paragraphs.back().text.find("Harbor Circle") != std::string::npos);
    CHECK(document.text.substr(paragraphs.back().bytes.begin, paragraphs.back().bytes.size())
              .find(kAppeal) != std::string::npos);
    CHECK(paragraphs.front().text.find("Support our work") == std::string::npos);
  }
}

TEST_CASE("what many documents begin with becomes furniture as well") {
  auto documents = articles(
      10, "You are reading the free edition of the Harbor News, which comes out weekly.", "");
  BoilerplateFinder finder;
  CHECK(finder.mark(documents) == 10);
  CHECK(furniture(documents[3]).find("free edition") != std::string::npos);
}

TEST_CASE(
    "numbers do not hide a repetition, a line of each document's own between does not stop it") {
  std::vector<Document> documents;
  for (int i = 0; i < 10; ++i) {
    documents.push_back(article(
        i, "",
        "Issue " + std::to_string(100 + i) +
            " of the Harbor News was printed on recycled paper in Riga.\n\n" + "Tags: piers, " +
            std::string(static_cast<std::size_t>(i + 3), 'z') + "\n\n" + kAppeal));
  }
  BoilerplateFinder finder;
  CHECK(finder.mark(documents) == 20);
  CHECK(furniture(documents[0]).find("Tags") == std::string::npos);
}

TEST_CASE("forms of address and thanks are no boilerplate, however many use them") {
  auto documents = articles(40, "Mr. President,\n\nExcellencies,\n\nLadies and gentlemen,",
                            "I thank you for your attention.\n\nGod bless you all.");
  const auto french =
      articles(40, "Monsieur le Président,", "Je vous remercie de votre attention.", 40);
  documents.insert(documents.end(), french.begin(), french.end());
  BoilerplateFinder finder;
  CHECK(finder.mark(documents) == 0);
}

TEST_CASE("a sentence that stands within the texts is left alone") {
  std::vector<Document> documents;
  for (int i = 0; i < 20; ++i) {
    std::string text;
    for (int j = 0; j < 30; ++j) {
      text += prose(i, j) + "\n\n";
      if (j == 15) text += kAppeal + "\n\n";
    }
    documents.push_back(read_string(text));
  }
  BoilerplateFinder finder;
  CHECK(finder.mark(documents) == 0);
}

TEST_CASE("what few documents share is not boilerplate") {
  auto documents = articles(4, "", kAppeal);
  auto others = articles(60, "", "", 10);
  documents.insert(documents.end(), std::make_move_iterator(others.begin()),
                   std::make_move_iterator(others.end()));
  BoilerplateFinder finder;
  CHECK(finder.mark(documents) == 0);
}

TEST_CASE("copies of a document, and forms that differ by numbers alone, keep their text") {
  std::vector<Document> copies;
  for (int i = 0; i < 20; ++i)
    copies.push_back(article(1, "", kAppeal));
  BoilerplateFinder finder;
  CHECK(finder.mark(copies) == 0);
  std::vector<Document> forms;
  for (int i = 0; i < 20; ++i) {
    forms.push_back(read_string(
        "The level of the river at the long bridge was " + std::to_string(100 + i) +
        " centimeters in the morning.\n\nIn the evening it had come to " + std::to_string(300 + i) +
        " centimeters, as it does in most years at this time.\n"));
  }
  BoilerplateFinder other;
  CHECK(other.mark(forms) == 0);
}

TEST_CASE("titles and by-lines that repeat stay what they are") {
  std::vector<Document> documents;
  for (int i = 0; i < 12; ++i) {
    documents.push_back(article(
        i, "The week in the harbor, told by the people who work there\n\nby Anna Berzins", ""));
  }
  BoilerplateFinder finder;
  CHECK(finder.mark(documents) == 0);
  CHECK(documents[0].title == "The week in the harbor, told by the people who work there");
}

TEST_CASE("what earlier stretches had counts for later ones, and can be carried to another run") {
  BoilerplateFinder finder;
  auto first = articles(12, "", kAppeal);
  CHECK(finder.mark(first) == 12);
  auto next = articles(1, "", kAppeal, 20);
  CHECK(finder.mark(next) == 1);
  BoilerplateFinder later(finder.known());
  auto alone = articles(1, "", kAppeal, 30);
  CHECK(later.mark(alone) == 1);
  CHECK(later.known() == finder.known());
}

TEST_CASE("what is rare in each stretch and common in all is found in the end") {
  BoilerplateFinder finder;
  std::size_t marked = 0;
  for (int stretch = 0; stretch < 12; ++stretch) {
    auto documents = articles(30, "", "", 1000 * stretch);
    documents.push_back(article(1000 * stretch + 999, "", kAppeal));
    marked += finder.mark(documents);
  }
  CHECK(marked == 3);  // the tenth to the twelfth
}
