#include "read/reading.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

const std::string kProse =
    "The lamp of the lighthouse was lit with oil until the railway came to the coast, and with gas "
    "after that. The keepers did not like the change, which had come without a word to them.\n\n"
    "Nobody has lived on the rock since the lamp was made to work by itself. Birds have taken over "
    "the rooms, and once a year a boat brings two people who clean the lenses.\n";

/// Title, subtitle, author and date, as "title | subtitle | author | date".
std::string front_of(const std::string& front, const std::string& prose = kProse) {
  const Document document = read_string(front + prose);
  return document.title + " | " + document.subtitle + " | " + document.author + " | " +
         (document.published ? to_string(*document.published) : "");
}

}  // namespace

TEST_CASE("by-lines and dates are read as they stand above articles") {
  struct Case {
    const char* front;
    const char* expected;
  };
  const Case cases[] = {
      {"Lamps on the gulf\nAnn Example\n19 December 2024\n\n",
       "Lamps on the gulf |  | Ann Example | 2024-12-19"},
      {"Lamps on the gulf\n\nAnn Example | December 19, 2024\n\n",
       "Lamps on the gulf |  | Ann Example | 2024-12-19"},
      {"Lamps on the gulf\n\n19 December 2024 \xC2\xB7 Ann Example \xC2\xB7 5 min read\n\n",
       "Lamps on the gulf |  | Ann Example | 2024-12-19"},
      {"Lamps on the gulf\n\n2024-12-19\n\nBy ANN EXAMPLE and BO SAMPLE\n\n",
       "Lamps on the gulf |  | ANN EXAMPLE and BO SAMPLE | 2024-12-19"},
      {"Lamps on the gulf\nThursday, December 19, 2024 at 10:32 AM EST\nBy Ann Example, Staff "
       "Writer\n\n",
       "Lamps on the gulf |  | Ann Example | 2024-12-19"},
      {"Lamps on the gulf\n\nThey were lit with oil once\n\nBy Ann Example\nPublished: Dec 19, "
       "2024\n"
       "Updated: Dec 21, 2024\n\n",
       "Lamps on the gulf | They were lit with oil once | Ann Example | 2024-12-19"},
      {"Lamps on the gulf\n\nUpdated: Dec 21, 2024\nPublished: Dec 19, 2024\n\n",
       "Lamps on the gulf |  |  | 2024-12-19"},
      {"Lampen am Golf\n\nAm Anfang war das Öl\n\nVon Ann Example, Riga\n\nStand: 19. Dezember "
       "2024, "
       "10:32 Uhr\n\n",
       "Lampen am Golf | Am Anfang war das Öl | Ann Example | 2024-12-19"},
      {"Les lampes du golfe\n\nPar Anne Exemple\nPublié le 19 décembre 2024 à 10h32, mis à jour le "
       "20 "
       "décembre 2024\n\n",
       "Les lampes du golfe |  | Anne Exemple | 2024-12-19"},
      {"Las lámparas del golfo\n\nPor Ana Ejemplo\n\nRiga, 19 de diciembre de 2024\n\n",
       "Las lámparas del golfo |  | Ana Ejemplo | 2024-12-19"},
      {"Лампы залива\n\nАвтор: Анна Пример\n19 декабря 2024 г.\n\n",
       "Лампы залива |  | Анна Пример | 2024-12-19"},
      {"Lahe lambid\n\nAnn Näide, 19. detsember 2024\n\n", "Lahe lambid |  |  | 2024-12-19"},
      {"湾の灯\n\n2024年12月19日\n\n", "湾の灯 |  |  | 2024-12-19"},
      {"COAST WEEKLY\nLamps on the gulf and elsewhere\n\nby Ann Example\n\n",
       "Lamps on the gulf and elsewhere |  | Ann Example | "},
      {"From: Ann Example <ann@example.org>\nTo: Bo <bo@example.org>\nDate: Thu, 19 Dec 2024 "
       "10:32:00 "
       "+0200\nSubject: Lamps on the gulf\n\n",
       "Lamps on the gulf |  | Ann Example | 2024-12-19"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.front);
    CHECK(front_of(one.front) == one.expected);
  }
}

TEST_CASE("what looks like a by-line and is none stays text") {
  CHECK(front_of("By Land and Sea\n\n").find("| Land") == std::string::npos);
  CHECK(front_of("By the time we came\n\n").find("| the") == std::string::npos);
  const Document document =
      read_string("We met on 19 December 2024 and spoke about the lamps of the gulf.\n\n" + kProse);
  CHECK_FALSE(document.published.has_value());
  CHECK(front_of("Lamps on the gulf\n\nNew York, 2 September 2024\n\n") ==
        "Lamps on the gulf |  |  | 2024-09-02");
}

TEST_CASE("menus, share buttons and the way to a page are no part of what was copied with them") {
  const Document document = read_string(
      "Skip to content\nMenu\nCoast Weekly\n\nHome > News > Sea\n\nLamps on the gulf\n\nBy Ann "
      "Example\nDec 19, 2024\n\nShare\nTweet\nPrint\n\n" +
      kProse + "\nAdvertisement\n\nRead more: Ten lamps that changed the coast\n\n" + kProse +
      "\nRelated articles\nTen lamps\nWhy boats are late\n\n\xC2\xA9 2024 Coast Weekly. All rights "
      "reserved.\n");
  CHECK(document.title == "Lamps on the gulf");
  CHECK(document.author == "Ann Example");
  for (const Paragraph& paragraph : Splitter().split(document)) {
    if (paragraph.kind != BlockKind::paragraph) continue;
    for (const char* words : {"Menu", "Tweet", "Advertisement", "Ten lamps", "Weekly"}) {
      CAPTURE(words, paragraph.text);
      CHECK(paragraph.text.find(words) == std::string::npos);
    }
  }
}

TEST_CASE("a text that lost its headline is named by its file, its standfirst is the subtitle") {
  const std::string text =
      "A lamp has gone out after two hundred years, and nobody on the coast wants to say why it "
      "did.\n"
      "This article was originally published on the website of the Coast Institute.\n" +
      kProse + "The opinions in this article are those of the author.\n";
  const Document document = read_string(text, "text", "texts/lamps-on-the-gulf.txt");
  CHECK(document.title == "Lamps on the Gulf");
  CHECK(document.subtitle.find("A lamp has gone out") == 0);
  std::string furniture;
  for (const Paragraph& paragraph : Splitter().split(document)) {
    if (paragraph.kind == BlockKind::furniture) furniture += paragraph.text + "\n";
  }
  CHECK(furniture ==
        "This article was originally published on the website of the Coast Institute.\n"
        "The opinions in this article are those of the author.\n");
}

TEST_CASE("names of codes and numbers give no title") {
  const auto title = [](const std::string& name) {
    return read_string("Just one line.\n", "text", name).title;
  };
  CHECK(title("EST_69_2014.txt").empty());
  CHECK(title("scan-003.txt").empty());
  CHECK(title("notes.txt").empty());
  CHECK(title("2024-11-20-amazon-and-the-law.txt.gz") == "Amazon and the Law");
  CHECK(title("One Report.v2.md") == "One Report v2");
}

TEST_CASE("what was quoted in a mail is a quote without its marks") {
  const Document document = read_sample("mail.txt").documents.at(0);
  CHECK(
      render(document).find("q You wrote that the log books were lost in the fire. I do not think "
                            "so; they were on the mainland then.\n") != std::string::npos);
}

TEST_CASE("the frame of an electronic book is furniture, its chapters are headings") {
  const Document document = read_sample("book.txt").documents.at(0);
  CHECK(document.author == "Ann Example");
  CHECK(to_string(document.published.value()) == "2003-03-04");
  const std::string shown = render(document);
  CHECK(shown.find("p [CHAPTER I.] [OIL AND GAS] The lamp") != std::string::npos);
  CHECK(shown.find("p [CHAPTER II.] [NOBODY AT HOME] The log books") != std::string::npos);
  CHECK(shown.find("p [CHAPTER II.] [NOBODY AT HOME] This file") == std::string::npos);
  CHECK(shown.find("f *** END OF") != std::string::npos);
}
