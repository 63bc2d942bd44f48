#include "support.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::vector<TagMention> tag_given(const Document& document) {
  std::vector<TagMention> mentions;
  builtin().tag(document, paragraph_of("Nothing to see."), mentions);
  return mentions;
}

}  // namespace

TEST_CASE("explicit tags are normalised and inherited by every paragraph") {
  Document document;
  document.tags = {{"country", "EST"}, {"topic", "Cyber"}, {"urgency", "high"}};
  const auto all = tag_all(builtin(), document, {paragraph_of("One."), paragraph_of("Two.")});
  REQUIRE(all.size() == 2);
  for (const auto& mentions : all) {
    CHECK(distinct_tags(mentions) ==
          std::vector<Tag>{{"country", "EE"}, {"topic", "hybrid-cyber"}, {"urgency", "high"}});
    for (const TagMention& mention : mentions) {
      CHECK(mention.kind == "given");
      CHECK(mention.surface.empty());
      CHECK(mention.bytes.empty());
    }
  }
}

TEST_CASE("an unknown explicit value is kept and marked") {
  Document document;
  document.tags = {{"country", "Atlantis"}};
  const auto mentions = tag_given(document);
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].tag.value == "Atlantis");
  CHECK(mentions[0].kind == "given-unknown");
}

TEST_CASE("the year is that of publication unless one is given, never guessed from the text") {
  Document document;
  CHECK(tag_given(document).empty());
  document.published = Date{2024, 12, 19};
  auto mentions = tag_given(document);
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].tag == Tag{"year", "2024"});
  CHECK(mentions[0].kind == "published");
  document.tags = {{"year", "2023"}};
  mentions = tag_given(document);
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].tag == Tag{"year", "2023"});
  CHECK(mentions[0].kind == "given");
}
