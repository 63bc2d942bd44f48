#include "read/text_layout.h"

#include <algorithm>
#include <random>

#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

TEST_CASE("hard-wrapped text is put together again, with and without blank lines") {
  const std::string with = render(read_sample("wrapped-gaps.txt").documents.at(0));
  CHECK(with ==
        "p The harbor of Tallinn was closed on Monday after a storm broke two of its older piers. "
        "Engineers said that repairs would take until spring, and that ferries to Helsinki would "
        "leave from a smaller port in the mean time.\n"
        "p The minister asked shipping companies for patience. She added that the government would "
        "pay for the extra fuel that the longer way around the islands costs them.\n"
        "p Fishermen, who had warned about the piers for years, were not surprised. One of them "
        "said that nobody in the capital had ever listened.\n");
  const std::string without = render(read_sample("wrapped.txt").documents.at(0));
  CHECK(without.find("mean time.\np The minister") != std::string::npos);
  CHECK(without.find("islands costs.\np Fishermen") != std::string::npos);
  CHECK(without.find("older piers. Engineers said that repairs would") != std::string::npos);
}

TEST_CASE("a word cut at a line's end is made whole, and its source is still covered") {
  const Document document = read_sample("wrapped.txt").documents.at(0);
  const auto paragraphs = Splitter({.min_bytes = 0}).split(document);
  REQUIRE(paragraphs.size() == 3);
  CHECK(paragraphs[2].text.find("in the capital had") != std::string::npos);
  const std::string source =
      document.text.substr(paragraphs[2].bytes.begin, paragraphs[2].bytes.size());
  CHECK(source.find("capi-\ntal") != std::string::npos);
  CHECK(source.substr(source.size() - 9) == "no boats.");
}

TEST_CASE("a hyphen that belongs to the word stays") {
  const std::string text =
      "The ministers spoke about long-\n"
      "term plans for the non-\n"
      "proliferation of small arms, and the well-\n"
      "known long-term costs of it all.\n";
  CHECK(render(read_string(text)) ==
        "p The ministers spoke about long-term plans for the non-proliferation of small arms, and "
        "the well-known long-term costs of it all.\n");
}

TEST_CASE("a sentence goes on across a blank line that a page's end left behind") {
  const std::string line =
      "The council spoke for two days about the harbor and about the ferries, and it came to the "
      "end "
      "of its list of questions before anybody had expected it.\n";
  const std::string shown =
      render(read_string(line + line + line +
                         "They agreed, after some hours, to write to the ministers of all the "
                         "countries around the gulf and to ask the "
                         "Baltic\n \nHarbors Union for its opinion on the matter.\n" +
                         line + line));
  CHECK(shown.find("ask the Baltic Harbors Union") != std::string::npos);
  // Where blank lines part all paragraphs, only a word that ends no sentence tells.
  const std::string parted =
      render(read_string(line + "\n" + line + "\n" + line + "\n" +
                         "The mayors of all the old towns on both shores of the gulf signed the "
                         "letter that was written by "
                         "the\n\nHarbors Union in the spring\n\n" +
                         "The mayors of all the old towns on both shores of the gulf signed the "
                         "letter that was written "
                         "then\n\nNobody answered it until the summer of the following year.\n\n" +
                         line));
  CHECK(parted.find("written by the Harbors Union") != std::string::npos);
  CHECK(parted.find("written then\n") != std::string::npos);
}

TEST_CASE("an item that ends in an open word is left before the next one's bullet") {
  const std::string shown = render(read_string(
      "The branches that are sent are these, unless somebody has set it up in another way:\n\n"
      " - only the current branch to the branch of its name, and only when it is the\n"
      "   one that is read, if you are sending it to the same place that you read; or\n\n"
      " - only the current branch to the branch of its name, wherever you may have it\n"
      "   read from, if you are sending it to a place that you do not read otherwise.\n"));
  CHECK(shown.find("l - only the current branch to the branch of its name, and") !=
        std::string::npos);
  CHECK(shown.find("l - only the current branch to the branch of its name, wherever") !=
        std::string::npos);
}

TEST_CASE("a quotation in German marks ends a sentence") {
  const std::string line =
      "Der Rat sprach zwei Tage lang \u00FCber den Hafen, \u00FCber die F\u00E4hren und die "
      "Br\u00FCcke.\n";
  const std::string quote =
      "Der Vorsitzende aber sagte am Ende des zweiten Tages: \u201EMehr ist nicht zu "
      "sagen.\u201C\n";
  const std::string shown = render(read_string(line + line + line + quote + line + line + line));
  CHECK(std::count(shown.begin(), shown.end(), '\n') == 7);
}

TEST_CASE("headings in capitals that stand further out than their text part a manual") {
  std::string options;
  for (const char* option : {"-v, --verbose", "-q, --quiet", "-n, --dry-run", "-o, --oil",
                             "-w, --wick", "-a, --all", "-s, --stop"})
    options += std::string("       ") + option + "\n           Change what is said and done.\n\n";
  const std::string shown = render(
      read_string("LAMP(1)                     Harbor Manual                     LAMP(1)\n\n"
                  "NAME\n       lamp - light the lamp of a harbor\n\n"
                  "SYNOPSIS\n       lamp [-v] [PLACE...]\n\n"
                  "DESCRIPTION\n"
                  "       The lamp is lit at each of the places that are named. Without a place\n"
                  "       it is lit where it was lit the last time that the program was called.\n\n"
                  "OPTIONS\n" +
                  options));
  CHECK(shown.find("[NAME] lamp - light the lamp of a harbor\n") != std::string::npos);
  CHECK(shown.find("[SYNOPSIS] lamp [-v] [PLACE...]\n") != std::string::npos);
  CHECK(shown.find("[DESCRIPTION] The lamp is lit") != std::string::npos);
  CHECK(shown.find("[OPTIONS] -v, --verbose") != std::string::npos);
}

TEST_CASE("a paragraph per line stays a paragraph per line") {
  const auto paragraphs =
      Splitter({.min_bytes = 0}).split(read_sample("lines.txt").documents.at(0));
  REQUIRE(paragraphs.size() == 3);
  // The second one was broken in mid-sentence by a stray newline.
  CHECK(paragraphs[1].text.find("any year since the flood, and it will be spent on books rather "
                                "than on roofs.") != std::string::npos);
  CHECK(paragraphs[2].line == 4);
}

TEST_CASE("numbered paragraphs are paragraphs, one each, with their numbers") {
  const auto paragraphs =
      Splitter({.min_bytes = 0}).split(read_sample("numbered.txt").documents.at(0));
  REQUIRE(paragraphs.size() == 3);
  CHECK(paragraphs[0].text.substr(0, 17) == "53. Mr. President");
  CHECK(paragraphs[1].text.substr(0, 14) == "54. We believe");
  for (const Paragraph& paragraph : paragraphs)
    CHECK(paragraph.kind == BlockKind::paragraph);
}

TEST_CASE("page numbers and running heads go, and sentences run on across pages") {
  std::string text;
  for (int page = 1; page <= 4; ++page) {
    text += "RIVERS AND TOWNS\n\n";
    if (page > 1) text += "never built again. Others were. ";
    text +=
        "On page " + std::string(static_cast<std::size_t>(page), 'x') + " the report speaks of\n";
    text += "the bridges that were built in the years after the flood, and of what\n";
    text += "they cost. Some of them stood for a long time and are still used by the\n";
    text += "people of the valley; others were carried away by ice in one winter and\n";
    text += "\n" + std::to_string(page) + "\n\f";
  }
  text += "never built again.\n";
  const std::string shown = render(read_string(text));
  CHECK(shown.find("in one winter and never built again. Others were. On page xx") !=
        std::string::npos);
  for (const char* gone : {"winter and 1", "winter and 2", "p 3", "p 4"}) {
    CAPTURE(gone);
    CHECK(shown.find(gone) == std::string::npos);
  }
  std::size_t heads = 0;
  for (std::size_t at = shown.find("RIVERS"); at != std::string::npos;
       at = shown.find("RIVERS", at + 1)) {
    ++heads;
  }
  CHECK(heads <= 1);
}

TEST_CASE("numbers that are not pages stay") {
  const std::string shown = render(read_string(
      "The results of the vote were as follows, district by district, in the order of the list.\n\n"
      "42\n\n17\n\nNothing else was counted on that day, as the clerks had gone home by then.\n"));
  CHECK(shown.find("42") != std::string::npos);
  CHECK(shown.find("17") != std::string::npos);
}

TEST_CASE("text copied from a web page shows its title, by-line, date, take-aways and sections") {
  const Document document = read_sample("web.txt").documents.at(0);
  CHECK(document.title == "The long bridge: how two islands became neighbors");
  CHECK(document.author == "Anna Example");
  REQUIRE(document.published.has_value());
  CHECK(to_string(*document.published) == "2021-03-04");
  CHECK(document.published_from == DateOrigin::text);
  CHECK(render(document) ==
        "f REVIEW\n"
        "b by Anna Example Mar 4, 2021 in Review Notes\n"
        "p The two islands look at each other across four kilometers of shallow water, and for a "
        "thousand years that was enough. Then somebody built a bridge.\n"
        "l [Key takeaways] 1. The bridge was cheaper than the ferries that it replaced.\n"
        "l [Key takeaways] 2. It changed who married whom.\n"
        "l [Key takeaways] 3. Nobody wants it back.\n"
        "p [Before the bridge] A ferry left every hour, or so the timetable said. In autumn the "
        "fog kept it in port for days, and the schools of the smaller island closed with it, as "
        "the teachers lived on the other one.\n"
        "c [After it] Photo: the bridge at dawn\n"
        "p [After it] What took a day now takes seven minutes. The shop of the smaller island "
        "closed in the first winter; the one of the larger island has twice the staff it had "
        "before, and is open on Sundays.\n"
        "f Authors Key Topics Islands • TransportSociety office@example.org Long Street 12/3 10101 "
        "Townsville Nowhere Sign up for our newsletter to receive the latest news. All rights "
        "reserved. © Review 2013-2021\n");
}

TEST_CASE("verse and lists of names have no headings") {
  const std::string shown = render(
      read_string("The rain upon the roof\n\nThe wind upon the sea\n\nThe lamp upon the table\n\n"
                  "And nobody but me\n"));
  CHECK(shown.find('[') == std::string::npos);
}

TEST_CASE("a speech does not lose its first words to a title") {
  const Document document = read_string(
      "Mr. President,\n\nExcellencies,\n\nIt is an honor to speak here today on behalf of a small "
      "country with a long coast and a longer memory of those who came across it.\n");
  CHECK(document.title.empty());
  CHECK(render(document).find("p Mr. President,") == 0);
}

TEST_CASE("Japanese lines are joined without spaces") {
  const std::string shown =
      render(read_string("日本とエストニアは、サイバー防衛の分野で長年にわたり\n"
                         "協力を続けており、両国の専門家は毎年のように相互に\n"
                         "訪問を重ねて、演習や会議を通じて多くの経験を分かち\n"
                         "合ってきた。\n"));
  CHECK(shown ==
        "p 日本とエストニアは、サイバー防衛の分野で長年にわたり協力を続けており、両国の専門家は"
        "毎年のように相互に訪問を重ねて、演習や会議を通じて多くの経験を分かち合ってきた。\n");
}

TEST_CASE("line ends of every system are understood") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto paragraphs = Splitter({.min_bytes = 0})
                                .split(read_string("The first line is a paragraph of its own." +
                                                   end + "The second line is one, too." + end));
    CAPTURE(end.size());
    REQUIRE(paragraphs.size() == 2);
    CHECK(paragraphs[1].text == "The second line is one, too.");
    CHECK(paragraphs[1].line == 2);
  }
}

TEST_CASE("a text without any line end is laid out in linear time") {
  std::string text;
  while (text.size() < 20000000)
    text += "A sentence that is followed by another one. ";
  const auto paragraphs = Splitter().split(read_string(text));
  CHECK(paragraphs.size() > 9000);
  CHECK(paragraphs.front().text.size() <= 2000);
  const std::string word(20000000, 'x');
  const auto cut = Splitter().split(read_string(word));
  CHECK(cut.size() >= 10000);
  CHECK(cut.back().bytes.end == word.size());
}
