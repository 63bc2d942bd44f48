// The file `frequent` is a cache: lists are those of the database, and answers are the same with
// the file, without it, and whatever is in it.

#include "index/frequent_lists.h"

#include <algorithm>
#include <cstring>
#include <random>

#include "index/frequent_coding.h"
#include "pilcrow/pilcrow.h"
#include "pilcrow/verify.h"
#include "search/cached_file.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
using pilcrow::internal::DocId;
using pilcrow::internal::FrequentList;
using pilcrow::internal::FrequentLists;
namespace fs = std::filesystem;

namespace {

const fs::path kFirst = "generation-1";

FrequentList list_in(const Xapian::Database& database, const std::string& term) {
  FrequentList list;
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
    list.docids.push_back(*it);
    list.impacts.push_back(static_cast<std::uint8_t>(it.get_wdf()));
  }
  return list;
}

/// How many lists the file gives. All of them are as the database has them.
std::size_t right_lists(const fs::path& index) {
  const Xapian::Database database((index / kFirst / "xapian").string());
  const FrequentLists lists(index / kFirst / "frequent", database);
  std::size_t right = 0;
  for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it) {
    const auto list = lists.read(*it, database);
    CHECK(list.has_value() == lists.names(*it));
    if (!list) continue;
    const FrequentList expected = list_in(database, *it);
    INFO(*it);
    CHECK(list->docids == expected.docids);
    CHECK(list->impacts == expected.impacts);
    ++right;
  }
  return right;
}

void add_answers(const Searcher& searcher, std::string& all) {
  for (const char* query :
       {"the", "of the", "water the and", "\"of the\"", "the -water", "of NEAR/3 the"})
    for (const Match match : {Match::any, Match::all}) {
      const SearchResult result = searcher.search({.query = query,
                                                   .match = match,
                                                   .limit = 30,
                                                   .facets = default_facets(),
                                                   .explain = true});
      all += std::string("\n") + query + " " + std::to_string(result.paragraphs.value) + " " +
             std::to_string(result.documents.value) + "\n" + result.explanation;
      for (const Hit& hit : result.hits)
        all += hit.document_id + "#" + std::to_string(hit.paragraph.ordinal) + " " +
               std::to_string(hit.score) + "\n";
      for (const FacetCounts& facet : result.facets)
        for (const FacetValue& value : facet.values)
          all += value.value + "=" + std::to_string(value.paragraphs) + " ";
    }
}

/// What an index answers to questions of frequent words, with room for lists and without.
std::string answers(const fs::path& index) {
  std::string all;
  for (const std::size_t room : {std::size_t{0}, std::size_t{20'000}, std::size_t{1} << 24U}) {
    SearcherOptions options;
    options.cache_bytes = room;
    const Searcher searcher(index, options);
    add_answers(searcher, all);
    add_answers(searcher, all);
  }
  return all;
}

void change_in_place(const fs::path& index) {
  IndexWriter writer(index);
  const std::vector<Document> corpus = english_corpus();
  writer.remove(corpus.front().id);
  writer.remove(corpus.back().id);
  writer.add({.id = "new", .text = "The watermills of the river were counted by the water board."});
  writer.commit();
}

}  // namespace

TEST_CASE("a new index holds the lists of its frequent terms as the database has them") {
  const CachedFile indexed("frequent");
  REQUIRE(fs::exists(indexed.file));
  CHECK(right_lists(indexed.index) > 20);
  CHECK(verify_index(indexed.index).findings.empty());
}

TEST_CASE("an index without lists of frequent terms gives the same answers") {
  const CachedFile indexed("frequent");
  const std::string with_file = answers(indexed.index);
  fs::remove(indexed.file);
  CHECK(answers(indexed.index) == with_file);
  CHECK(right_lists(indexed.index) == 0);
  CHECK(verify_index(indexed.index).findings.empty());
}

TEST_CASE("damaged lists of frequent terms change no answer, and verifying tells of them") {
  const CachedFile indexed("frequent");
  const std::string good = answers(indexed.index);
  damage(indexed, fs::file_size(indexed.file) / 29 + 1,
         [&] { CHECK(answers(indexed.index) == good); });
  CHECK(only_warns_of(indexed));
}

TEST_CASE("one damaged list is not given, the others are") {
  const CachedFile indexed("frequent");
  const std::size_t all = right_lists(indexed.index);
  std::string bytes = read_file(indexed.file);
  bytes[8] = static_cast<char>(bytes[8] ^ 1);  // within the first list
  write_file(indexed.file, bytes);
  const Xapian::Database database((indexed.index / kFirst / "xapian").string());
  const FrequentLists lists(indexed.file, database);
  std::size_t given = 0;
  for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it)
    given += lists.read(*it, database).has_value() ? 1 : 0;
  CHECK(given == all - 1);
}

TEST_CASE("the frequent terms of another index are not taken for one's own") {
  const CachedFile indexed("frequent");
  const std::string good = answers(indexed.index);
  const TemporaryDirectory elsewhere;
  build_index(elsewhere / "idx", invented_corpus(200, 3));
  fs::copy_file(elsewhere / "idx" / kFirst / "frequent", indexed.file,
                fs::copy_options::overwrite_existing);
  CHECK(right_lists(indexed.index) == 0);
  CHECK(answers(indexed.index) == good);
}

TEST_CASE("lists of frequent terms follow what is added and removed in place") {
  const CachedFile indexed("frequent");
  const std::size_t before = right_lists(indexed.index);
  const std::string unchanged = answers(indexed.index);
  change_in_place(indexed.index);
  REQUIRE(fs::exists(indexed.file));
  CHECK(right_lists(indexed.index) == before);
  CHECK(verify_index(indexed.index).findings.empty());
  const std::string with_file = answers(indexed.index);
  CHECK(with_file != unchanged);
  fs::remove(indexed.file);
  CHECK(answers(indexed.index) == with_file);
}

TEST_CASE("a searcher that is open sees a change in place in its frequent words") {
  const CachedFile indexed("frequent");
  Searcher searcher(indexed.index);
  const auto count = [&] {
    return searcher.search({.query = "the", .match = Match::all}).paragraphs.value;
  };
  const std::uint64_t before = count();
  change_in_place(indexed.index);
  searcher.refresh();
  const std::uint64_t after = count();
  CHECK(after != before);
  CHECK(after ==
        Searcher(indexed.index).search({.query = "the", .match = Match::all}).paragraphs.value);
}

TEST_CASE("a set of shards gives the same answers with its frequent lists and without") {
  const TemporaryDirectory directory;
  IndexOptions options;
  options.shards = 2;
  build_index(directory / "set", invented_corpus(120, 5), options);
  const auto all = [&] {
    std::string text;
    const Searcher searcher(directory / "set");
    for (const char* query : {"harbor treaty", "\"harbor treaty\"", "winter harbor signal river"}) {
      const SearchResult result =
          searcher.search({.query = query, .limit = 50, .facets = default_facets()});
      text += std::to_string(result.paragraphs.value) + "\n";
      for (const Hit& hit : result.hits)
        text += hit.document_id + " " + std::to_string(hit.score) + "\n";
    }
    return text;
  };
  const std::string with_files = all();
  for (const char* shard : {"shard-0", "shard-1"})
    REQUIRE(fs::remove(directory / "set" / shard / kFirst / "frequent"));
  CHECK(all() == with_files);
}

TEST_CASE("lists of any density come back as they were written") {
  std::mt19937 random(7);
  for (const DocId last : {1U, 63U, 64U, 65U, 5000U})
    for (const unsigned gap : {1U, 2U, 5U, 17U, 400U}) {
      FrequentList list;
      for (DocId id = last; id > 0; id -= std::min(id, static_cast<DocId>(1 + random() % gap)))
        list.docids.insert(list.docids.begin(), id);
      const bool alike = random() % 2 == 0;
      for (std::size_t i = 0; i < list.docids.size(); ++i)
        list.impacts.push_back(static_cast<std::uint8_t>(alike ? 50 : random() % 110));
      const internal::EncodedList encoded = internal::encode_list(list, last);
      CAPTURE(last, gap, encoded.form.as_bits);
      FrequentList back;
      bool taken = false;
      if (encoded.form.as_bits) {
        back.bits.resize(internal::words_of_bits(last));
        REQUIRE(encoded.docids.size() == back.bits.size() * sizeof(std::uint64_t));
        std::memcpy(back.bits.data(), encoded.docids.data(), encoded.docids.size());
        taken = take_docids_from_bits(list.docids.size(), last, back);
        CHECK_FALSE(take_docids_from_bits(list.docids.size() + 1, last, back));
      } else {
        taken = take_docids_from_gaps(encoded.docids, list.docids.size(), last, back);
        CHECK_FALSE(take_docids_from_gaps(encoded.docids, list.docids.size(), last - 1, back));
      }
      CHECK(taken);
      back.docids.resize(list.docids.size());
      CHECK(back.docids == list.docids);
      CHECK(encoded.impacts.size() == (encoded.form.one_impact ? 1 : list.docids.size()));
    }
}
