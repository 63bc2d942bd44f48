#include <map>

#include "support.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

// The mentions of each line of an article that is not empty.
std::map<std::string, std::vector<TagMention>> tagged_lines(const std::string& text) {
  std::map<std::string, std::vector<TagMention>> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines[text.substr(at, end - at)] = mentions_in(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

const std::vector<TagMention>& line_with(
    const std::map<std::string, std::vector<TagMention>>& lines, const std::string& words) {
  for (const auto& [line, mentions] : lines)
    if (line.find(words) != std::string::npos) return mentions;
  FAIL("no line has: " << words);
  return lines.begin()->second;
}

}  // namespace

TEST_CASE(
    "the paragraphs of the article on the Baltic states and Japan are tagged as a reader would") {
  const auto article = shared_data("articles/ceias-baltic-states-and-japan.txt");
  if (!article) return;
  const auto lines = tagged_lines(read_file(*article));
  const auto attack = line_with(lines, "The 2007 cyber-attack");
  CHECK(values_of(attack, "about") == "2007");
  CHECK(values_of(attack, "topic").find("hybrid-cyber") != std::string::npos);
  CHECK(values_of(attack, "country") == "CN EE JP KP LT LV RU");
  CHECK(values_of(line_with(lines, "dates back over a century"), "country") == "EE JP LT LV SU");
  CHECK(values_of(line_with(lines, "dates back over a century"), "about") == "1940 1991");
  CHECK(values_of(line_with(lines, "invasion of Ukraine in February"), "country") ==
        "EE LT LV RU UA");
  CHECK(values_of(line_with(lines, "The Baltic states and Japan share"), "topic")
            .find("human-rights") != std::string::npos);
}

TEST_CASE("the paragraphs of the article on Estonia and Japan are tagged as a reader would") {
  const auto article = shared_data("articles/icds-estonia-and-japan.txt");
  if (!article) return;
  const auto lines = tagged_lines(read_file(*article));
  CHECK(values_of(line_with(lines, "hosts the largest overseas"), "country") == "AF EE IQ JP US");
  CHECK(values_of(line_with(lines, "Greenland"), "country") == "CA DK GL RU UA US");
  CHECK(values_of(line_with(lines, "Following the annexation"), "about") == "2014 2022");
}
