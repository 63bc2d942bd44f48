#include "pilcrow/tagger.h"
#include "support/catch.h"

using namespace pilcrow;

namespace {

std::vector<Tag> tags_of(const std::string& text, BlockKind kind) {
  const Document document{.id = "a", .language = "en", .published = Date{2024, 5, 1}};
  const Paragraph paragraph{.text = text, .kind = kind};
  std::vector<TagMention> mentions;
  make_builtin_tagger()->tag(document, paragraph, mentions);
  return distinct_tags(mentions);
}

const Tag kYear{"year", "2024"};

}  // namespace

TEST_CASE("an address or a copyright line tags neither countries nor years") {
  CHECK(tags_of("Main Street 5, Bratislava, Slovakia. Copyright 2013", BlockKind::furniture) ==
        std::vector<Tag>{kYear});
  CHECK(tags_of("The street in Slovakia was closed in 2013.", BlockKind::paragraph) ==
        std::vector<Tag>{{"about", "2013"}, {"country", "SK"}, kYear});
}

TEST_CASE("the date in a by-line is no year that the text speaks of") {
  CHECK(tags_of("By Ann Example, Riga, Latvia, 1 May 2024", BlockKind::byline) ==
        std::vector<Tag>{{"country", "LV"}, kYear});
}
