#include <algorithm>
#include <set>

#include "pilcrow/reader.h"
#include "pilcrow/splitter.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;

TEST_CASE("the two articles give title, by-line, date and footer apart from their prose") {
  const auto articles = test::shared_data("articles");
  if (!articles) return;
  const Reader reader;
  std::vector<Document> documents;
  for (const InputFile& file : reader.list(*articles, nullptr)) {
    reader.read(
        file,
        [&](Document&& document) {
          documents.push_back(std::move(document));
          return true;
        },
        nullptr);
  }
  REQUIRE(documents.size() == 2);
  CHECK(documents[0].author == "Anna Zaccaro");
  CHECK(to_string(documents[0].published.value()) == "2024-12-19");
  CHECK(documents[0].published_from == DateOrigin::text);
  CHECK(documents[0].title.find("The Baltic states and Japan") == 0);
  // The second one lost its headline, by-line and date when it was copied.
  CHECK(documents[1].title == "Icds Estonia and Japan");
  CHECK(documents[1].subtitle.find("In a world where") == 0);
  CHECK(documents[1].author.empty());
  CHECK_FALSE(documents[1].published.has_value());
  std::set<std::string> headings;
  for (const Document& document : documents) {
    for (const Paragraph& paragraph : Splitter().split(document)) {
      if (!paragraph.heading.empty()) headings.insert(paragraph.heading.back());
      const bool footer = paragraph.text.find("newsletter") != std::string::npos ||
                          paragraph.text.find("Key Topics") != std::string::npos ||
                          paragraph.text.find("originally published") != std::string::npos ||
                          paragraph.text.find("those of the author") != std::string::npos;
      if (footer) CHECK(paragraph.kind == BlockKind::furniture);
      CHECK(paragraph.text.size() <= 2000);
    }
  }
  CHECK(headings.size() == 9);
  for (const char* heading :
       {"Key takeaways", "Conclusion", "Stronger together", "Cybersecurity nexus"}) {
    CAPTURE(heading);
    CHECK(headings.count(heading) == 1);
  }
}
