#include <random>
#include <thread>

#include "analyze/token_stream.h"
#include "index/forward_column.h"
#include "index/impact.h"
#include "index/record.h"
#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::internal;
using namespace pilcrow::test;

namespace {

std::string cached(const std::filesystem::path& index, const std::string& file) {
  return (index / "generation-1" / file).string();
}

// Hits and counts of a few queries, as JSON without times.
std::string answers(const std::filesystem::path& index) {
  const Searcher searcher(index);
  std::string all;
  for (const char* query : {"harbor", "\"harbor treaty\"", "har*", "", "winter NEAR/3 river"}) {
    SearchResult result = searcher.search({.query = query, .facets = default_facets()});
    result.took_ms = 0;
    all += to_json(result) + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("an index answers the same without its caches, or with damaged ones") {
  const TemporaryDirectory directory;
  const auto index = directory / "idx";
  build_index(index, invented_corpus(80, 11));
  const std::string expected = answers(index);
  std::mt19937 random(5);
  for (const std::string name : {"columns", "forward"}) {
    const std::string bytes = read_file(cached(index, name));
    REQUIRE(bytes.size() > 100);
    std::filesystem::remove(cached(index, name));
    CHECK(answers(index) == expected);
    for (int i = 0; i < 40; ++i) {
      std::string damaged = bytes;
      if (i % 2 == 0)
        damaged.resize(random() % damaged.size());
      else
        damaged[random() % damaged.size()] ^= static_cast<char>(1U << (random() % 8));
      write_file(cached(index, name), damaged);
      INFO(name << " case " << i);
      CHECK(answers(index) == expected);
    }
    write_file(cached(index, name), bytes);
  }
}

TEST_CASE("damaged words of paragraphs show when they are read, and are made anew then") {
  const TemporaryDirectory directory;
  const auto index = directory / "idx";
  build_index(index, invented_corpus(400, 12));
  const std::string expected = answers(index);
  std::string bytes = read_file(cached(index, "forward"));
  bytes.back() = static_cast<char>(bytes.back() ^ 1);  // of the last paragraph
  write_file(cached(index, "forward"), bytes);

  ForwardColumn forward;
  CHECK_FALSE(forward.load(cached(index, "forward")));
  REQUIRE(forward.load(cached(index, "forward"), FileCheck::as_read));
  std::vector<ForwardToken> tokens;
  forward.tokens(1, tokens);
  CHECK_FALSE(tokens.empty());
  CHECK_THROWS_AS(forward.tokens(forward.last(), tokens), CacheDamaged);

  CHECK(answers(index) == expected);
  const Searcher searcher(index);
  std::vector<std::thread> threads;
  std::vector<std::uint64_t> found(4);
  for (std::uint64_t& here : found)
    threads.emplace_back([&searcher, &here] {
      here = searcher.search({.query = "harbor NEAR/50 winter"}).paragraphs.value;
    });
  for (std::thread& thread : threads)
    thread.join();
  std::filesystem::remove(cached(index, "forward"));
  const std::uint64_t anew =
      Searcher(index).search({.query = "harbor NEAR/50 winter"}).paragraphs.value;
  CHECK(anew > 0);
  CHECK(found == std::vector<std::uint64_t>(4, anew));
}

TEST_CASE("the forward column gives back the words of every paragraph, mapped or in memory") {
  const TemporaryDirectory directory;
  const std::vector<std::string> texts = {
      "The cyber-attack of 2007 hit the U.S. and Estonia's banks.", "", "one",
      "Tallinn, Tallinn and Tallinn again", "l'Estonie et le Japon"};
  TokenStream stream;
  ForwardColumn first;
  ForwardColumn second;
  for (const std::string& text : texts) {
    first.append(text, stream.analyze(text, "en"), stream);
    second.append_empty();
    second.append(text, stream.analyze(text, "en"), stream);
  }
  ForwardColumn::merge({{&first, 0}, {&second, 5}}, directory / "forward");
  ForwardColumn merged;
  REQUIRE(merged.load(directory / "forward"));
  REQUIRE(merged.last() == 15);
  std::vector<ForwardToken> tokens;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto expected = stream.analyze(texts[i], "en");
    for (const DocId id : {static_cast<DocId>(i + 1), static_cast<DocId>(5 + 2 * (i + 1))}) {
      merged.tokens(id, tokens);
      REQUIRE(tokens.size() == expected.size());
      for (std::size_t k = 0; k < tokens.size(); ++k) {
        CHECK(merged.term(tokens[k].term) == expected[k].term);
        CHECK(tokens[k].position == expected[k].position);
        CHECK(merged.form(tokens[k].form).surface ==
              texts[i].substr(expected[k].begin, expected[k].end - expected[k].begin));
      }
    }
    merged.tokens(static_cast<DocId>(5 + 2 * i + 1), tokens);
    CHECK(tokens.empty());
  }
  CHECK(merged.find_term("tallinn"));
  CHECK_FALSE(merged.find_term("nowhere"));
}

TEST_CASE("records come back as they were written") {
  ParagraphRecord paragraph;
  paragraph.paragraph = {3, "text",           {"One", "Two"},     {10, 14},
                         7, BlockKind::quote, {{"country", "EE"}}};
  paragraph.language = "en";
  DocumentRecord document;
  document.document.id = "id";
  document.document.published = Date{2024, 12, 0};
  document.document.published_from = DateOrigin::text;
  document.document.metadata = {{"k", "v"}};
  document.stamp = SourceStamp{"/a", 5, -7};
  const std::string bytes = encode_record(paragraph, &document);
  const ParagraphRecord read = decode_paragraph(bytes);
  CHECK(read.paragraph.heading == paragraph.paragraph.heading);
  CHECK(read.paragraph.bytes == paragraph.paragraph.bytes);
  CHECK(read.paragraph.kind == BlockKind::quote);
  CHECK(read.paragraph.tags == paragraph.paragraph.tags);
  const DocumentRecord again = decode_document(bytes);
  CHECK(again.document.published == document.document.published);
  CHECK(again.document.metadata == document.document.metadata);
  CHECK(again.stamp == document.stamp);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut)
    CHECK_THROWS_AS(decode_document(bytes.substr(0, cut)), Error);
}

TEST_CASE("an impact is the rounded BM25F part and grows with frequency, shrinks with length") {
  RankingConstants constants;
  constants.average_body = 90;
  constants.average_title = 8;
  constants.average_heading = 4;
  std::uint8_t before = 0;
  for (std::uint32_t tf = 1; tf < 200; tf += 3) {
    const std::uint8_t now = impact(constants, {tf, 0, 0}, {200, 0, 0});
    CHECK(now >= before);
    CHECK(now <= 110);
    before = now;
  }
  CHECK(impact(constants, {1, 0, 0}, {30, 0, 0}) > impact(constants, {1, 0, 0}, {300, 0, 0}));
  CHECK(impact(constants, {1, 0, 1}, {90, 0, 8}) > impact(constants, {1, 0, 0}, {90, 0, 8}));
  CHECK(impact(constants, {1, 0, 0}, {4'000'000, 0, 0}) == 1);
  // tf' = 1 at the average length, so the part is 2.2 / 2.2.
  CHECK(impact(constants, {1, 0, 0}, {90, 0, 0}) == 50);
}
