#include "pilcrow/error.h"
#include "support.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::string topics_with(const std::vector<std::string>& files, bool builtin_topics,
                        const std::string& text, const std::string& language = "en") {
  const TemporaryDirectory folder;
  TaggerOptions options;
  options.builtin_topics = builtin_topics;
  for (std::size_t i = 0; i < files.size(); ++i) {
    options.topic_files.push_back(folder / ("topics-" + std::to_string(i) + ".txt"));
    write_file(options.topic_files.back(), files[i]);
  }
  const auto tagger = make_builtin_tagger(options);
  Document document;
  document.language = language;
  std::vector<TagMention> mentions;
  tagger->tag(document, paragraph_of(text), mentions);
  return values_of(mentions, "topic");
}

std::string error_with(const std::string& file) {
  return error_of([&] { topics_with({file}, false, ""); });
}

constexpr const char* kOwn =
    "@lang en\n"
    "@topic energy label=\"Energy\"\n"
    "+2 crude oil        # strong: one hit tags\n"
    "+1 oil              # weak: two different ones needed\n"
    "+1 barrel*; OPEC\n"
    "-  olive oil        # blocks a longer match\n";

}  // namespace

TEST_CASE("a strong phrase tags, a weak one needs another") {
  CHECK(topics_with({kOwn}, false, "Crude oil rose.") == "energy");
  CHECK(topics_with({kOwn}, false, "Oil rose, oil fell, oil rose.").empty());
  CHECK(topics_with({kOwn}, false, "Barrels of oil.") == "energy");
}

TEST_CASE("a longer phrase blocks and a word in upper case matches exactly") {
  CHECK(topics_with({kOwn}, false, "Barrels of olive oil.").empty());
  CHECK(topics_with({kOwn}, false, "OPEC barrels") == "energy");
  CHECK(topics_with({kOwn}, false, "opec barrels").empty());
}

TEST_CASE("weak phrases can be forbidden to tag alone or asked for in greater number") {
  const std::string own = "@topic t weak=0\n+1 a1;b1;c1\n+2 d1\n";
  CHECK(topics_with({own}, false, "a1 b1 c1").empty());
  CHECK(topics_with({own}, false, "d1") == "t");
  const std::string three = "@topic t weak=3\n+1 a1;b1;c1\n";
  CHECK(topics_with({three}, false, "a1 b1").empty());
  CHECK(topics_with({three}, false, "a1 b1 c1") == "t");
}

TEST_CASE("a later file adds to a topic, changes it, replaces it and switches it off") {
  CHECK(topics_with({kOwn, "@topic energy\n+2 peat\n"}, false, "peat") == "energy");
  CHECK(topics_with({kOwn, "@topic energy\n+1 crude oil\n"}, false, "crude oil").empty());
  CHECK(topics_with({kOwn, "@topic energy\n@replace\n+2 peat\n"}, false, "crude oil").empty());
  CHECK(topics_with({kOwn, "@topic energy\n@off\n"}, false, "crude oil").empty());
  CHECK(topics_with({"@off hybrid-cyber\n"}, true, "a cyber attack").find("hybrid-cyber") ==
        std::string::npos);
  CHECK(topics_with({"@topic chess label=\"Chess\"\n+2 rook\n"}, true, "rook and ransomware") ==
        "chess hybrid-cyber");
}

TEST_CASE("phrases apply in the language of their file and English ones everywhere") {
  const std::string own = "@lang de\n@topic t\n+2 Erdöl\n@lang en\n+2 crude oil\n";
  CHECK(topics_with({own}, false, "Erdöl", "de") == "t");
  CHECK(topics_with({own}, false, "Erdöl", "en").empty());
  CHECK(topics_with({own}, false, "crude oil", "de") == "t");
}

TEST_CASE("an error in a topic file names the file and the line") {
  CHECK(error_with("@topic t\n+3 oil\n").find("topics-0.txt:2: ") != std::string::npos);
  CHECK(error_with("\n\n+2 oil\n").find("topics-0.txt:3: ") != std::string::npos);
  CHECK(error_with("@lang english\n").find(":1: ") != std::string::npos);
  CHECK(error_with("@topic Energy\n").find(":1: ") != std::string::npos);
  CHECK(error_with("@topic t label=\"open\n").find(":1: ") != std::string::npos);
  CHECK(error_with("@topic t\n+2 a*\n").find(":2: ") != std::string::npos);
  CHECK(error_with("@off nothing\n").find(":1: ") != std::string::npos);
  TaggerOptions options;
  options.topic_files = {"/does/not/exist.txt"};
  CHECK_THROWS_AS(make_builtin_tagger(options), Error);
}

TEST_CASE("a cyber attack of 2007 is hybrid-cyber and about 2007") {
  const auto mentions = mentions_in("The 2007 cyber-attack stopped the banks.");
  CHECK(values_of(mentions, "topic").find("hybrid-cyber") != std::string::npos);
  CHECK(values_of(mentions, "about") == "2007");
}

TEST_CASE("a tagger of one's own works beside the built-in one") {
  struct Urgency : Tagger {
    void tag(const Document&, const Paragraph& p, std::vector<TagMention>& out) const override {
      if (const auto at = p.text.find("urgent"); at != std::string::npos)
        out.push_back({{"urgency", "high"}, "word", "urgent", {at, at + 6}});
    }
  };
  const auto chain = make_tagger_chain({make_builtin_tagger(), std::make_shared<Urgency>()});
  const auto all =
      tag_all(*chain, {}, {paragraph_of("An urgent call to Japan."), paragraph_of("Calm.")});
  CHECK(distinct_tags(all[0]) == std::vector<Tag>{{"country", "JP"}, {"urgency", "high"}});
  CHECK(all[1].empty());
  CHECK_THROWS_AS(make_tagger_chain({nullptr}), Error);
}
