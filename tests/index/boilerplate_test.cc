#include <algorithm>
#include <string>
#include <vector>

#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

const std::string kAppeal =
    "Support our lighthouse work: become a member of the Harbor Circle and read without limits.";

Document story(int number, bool appeal = true) {
  Document document;
  document.id = "story-" + std::to_string(number);
  document.language = "en";
  for (int i = 0; i < 3; ++i) {
    document.text +=
        "Story " + std::string(static_cast<std::size_t>(number % 13 + 1), 'x') +
        std::to_string(number) + " tells of pier " + std::to_string(i) +
        " and of the storm that came over it in the night, and what it left behind of "
        "planks and beams and boats, and who paid for the repairs when it was over.\n\n";
  }
  if (appeal) document.text += kAppeal + "\n";
  return document;
}

IndexOptions options_for(unsigned jobs) {
  IndexOptions options;
  options.jobs = jobs;
  return options;
}

struct Found {
  std::size_t furniture = 0;
  std::size_t other = 0;
  friend bool operator==(const Found&, const Found&) = default;
};

/// The kinds of the paragraphs that hold the appeal.
Found appeals(const fs::path& index) {
  Found found;
  const SearchResult result = Searcher(index).search({.query = "lighthouse", .limit = 100'000});
  for (const Hit& hit : result.hits)
    ++(hit.paragraph.kind == BlockKind::furniture ? found.furniture : found.other);
  return found;
}

std::string text_of_index(const fs::path& index) {
  std::vector<std::string> lines;
  const Searcher searcher(index);
  for (const Hit& hit : searcher.search({.limit = 100'000}).hits) {
    lines.push_back(hit.document_id + "#" + std::to_string(hit.paragraph.ordinal) + " " +
                    std::to_string(static_cast<int>(hit.paragraph.kind)) + " " +
                    hit.paragraph.text);
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines)
    all += line + "\n";
  return all;
}

}  // namespace

TEST_CASE("boilerplate of a run is kept as furniture, below everything that speaks of the thing") {
  const TemporaryDirectory directory;
  IndexWriter writer(directory / "idx");
  for (int i = 0; i < 30; ++i)
    writer.add(story(i));
  Document real = story(99, false);
  real.text +=
      "The lighthouse keeper saw the storm first, and wrote down when the light went out "
      "and which of the boats were still at sea. Nobody had asked the lighthouse keeper "
      "about it before, and the book with his notes was found only in the summer.\n";
  writer.add(real);
  writer.commit();
  CHECK(appeals(directory / "idx") == Found{30, 1});
  const SearchResult result =
      Searcher(directory / "idx").search({.query = "lighthouse", .limit = 1});
  REQUIRE(result.hits.size() == 1);
  CHECK(result.hits[0].document_id == "story-99");
}

TEST_CASE("boilerplate is the same for any number of threads") {
  const TemporaryDirectory directory;
  std::string first;
  for (const unsigned jobs : {1U, 3U}) {
    const fs::path index = directory / ("idx" + std::to_string(jobs));
    IndexWriter writer(index, options_for(jobs));
    writer.add(story(0, false));
    writer.commit();  // what follows is judged batch by batch
    for (int i = 1; i < 12'000; ++i)
      writer.add(story(i, i > 5'000 && i % 3 == 0));
    writer.commit();
    const std::string now = text_of_index(index);
    if (first.empty()) first = now;
    CHECK(first == now);
  }
  CHECK(appeals(directory / "idx3").furniture > 2'300);
}

TEST_CASE("a later run knows the boilerplate of the ones before, an index built anew does not") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  {
    IndexWriter writer(index);
    for (int i = 0; i < 30; ++i)
      writer.add(story(i));
    writer.commit();
  }
  {
    IndexWriter writer(index);
    writer.add(story(50));
    writer.commit();
  }
  CHECK(appeals(index) == Found{31, 0});
  {
    IndexWriter writer(index, {.mode = OpenMode::rebuild});
    writer.add(story(1));
    writer.commit();
  }
  CHECK(appeals(index) == Found{0, 1});
  {
    IndexWriter writer(index);
    writer.add(story(2));
    writer.commit();
  }
  CHECK(appeals(index) == Found{0, 2});
}

TEST_CASE("boilerplate is left where it is when it is not looked for, and by callers' own cuts") {
  const TemporaryDirectory directory;
  IndexOptions options;
  options.find_boilerplate = false;
  {
    IndexWriter writer(directory / "off", options);
    for (int i = 0; i < 30; ++i)
      writer.add(story(i));
    writer.commit();
  }
  CHECK(appeals(directory / "off") == Found{0, 30});
  IndexWriter writer(directory / "own");
  for (int i = 0; i < 30; ++i)
    writer.add(story(i), Splitter().split(story(i)), {});
  writer.commit();
  CHECK(appeals(directory / "own") == Found{0, 30});
}

TEST_CASE("a damaged file of known boilerplate does no harm") {
  const TemporaryDirectory directory;
  const fs::path index = directory / "idx";
  {
    IndexWriter writer(index);
    for (int i = 0; i < 30; ++i)
      writer.add(story(i));
    writer.commit();
  }
  write_file(index / "boilerplate", read_file(index / "boilerplate") + "x");
  IndexWriter writer(index);
  writer.add(story(50));
  writer.commit();
  CHECK(appeals(index) == Found{30, 1});
}
