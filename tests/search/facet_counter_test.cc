// Counting by values and by sets, against a scan.

#include "search/facet_counter.h"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "index/coding.h"
#include "index/record.h"
#include "index/schema.h"
#include "search/bit_counter.h"
#include "support/catch.h"

using namespace pilcrow::internal;

namespace {

using Random = std::mt19937;

std::uint32_t below(Random& random, std::size_t bound) {
  return static_cast<std::uint32_t>(random() % bound);
}

// Paragraphs of one facet, in documents that share some of their values; some docids are not in
// use.
struct Invented {
  Columns columns{{"facet"}};
  std::vector<DocId> in_use;
};

std::vector<std::string> some_values(Random& random, std::size_t values, std::size_t most) {
  std::set<std::string> chosen;
  for (std::size_t left = below(random, most + 1); left > 0; --left)
    chosen.insert("v" + std::to_string(below(random, values)));
  return {chosen.begin(), chosen.end()};
}

void append(Columns& columns, std::uint32_t ordinal, const std::vector<std::string>& values) {
  std::string place;
  put_big_endian(place, ordinal);
  Xapian::Document paragraph;
  paragraph.add_value(schema::kOrdinalSlot, place);
  if (!values.empty()) paragraph.add_value(schema::kFirstFacetSlot, encode_values(values));
  columns.append(&paragraph);
}

// `own`: how many values a paragraph has beside those of its document, at the most.
Invented invent(Random& random, std::size_t documents, std::size_t values, std::size_t own) {
  Invented made;
  for (std::size_t document = 0; document < documents; ++document) {
    for (std::uint32_t gap = below(random, 8) == 0 ? below(random, 4) : 0; gap > 0; --gap)
      made.columns.append(nullptr);
    const auto shared = some_values(random, values, 2);
    for (std::uint32_t ordinal = 1, last = 1 + below(random, 9); ordinal <= last; ++ordinal) {
      auto all = some_values(random, values, own);
      all.insert(all.end(), shared.begin(), shared.end());
      std::sort(all.begin(), all.end());
      all.erase(std::unique(all.begin(), all.end()), all.end());
      append(made.columns, ordinal, all);
      made.in_use.push_back(made.columns.last());
    }
  }
  made.columns.finish_appending();
  return made;
}

// By value, "" for none: paragraphs and documents.
using Counts = std::map<std::string, std::array<std::uint64_t, 2>>;

Counts scan(const Columns& columns, const std::vector<DocId>& matches) {
  const FacetColumn& column = columns.facets()[0];
  std::map<std::string, std::set<DocId>> documents;
  Counts counts;
  for (const DocId id : matches) {
    const auto count = [&](const std::string& value) {
      ++counts[value][0];
      documents[value].insert(columns.first(id));
    };
    if (column.members(column.set(id)).empty()) count("");
    for (const std::uint32_t ordinal : column.members(column.set(id)))
      count(column.values()[ordinal]);
  }
  for (const auto& [value, of_it] : documents)
    counts[value][1] = of_it.size();
  return counts;
}

Counts counted(FacetCounter& counter, const Columns& columns, const std::vector<DocId>& matches,
               Random& random) {
  DocumentFinder documents(columns);
  for (std::size_t at = 0; at < matches.size();) {
    const std::size_t size = std::min<std::size_t>(below(random, 20), matches.size() - at);
    counter.count(documents.find(std::span(matches).subspan(at, size)));
    at += size;
  }
  const FacetTally tally = counter.take();
  Counts counts;
  if (tally.missing_paragraphs + tally.missing_documents > 0)
    counts[""] = {tally.missing_paragraphs, tally.missing_documents};
  const std::vector<std::string>& values = columns.facets()[0].values();
  REQUIRE(tally.paragraphs.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (tally.paragraphs[i] + tally.documents[i] > 0)
      counts[values[i]] = {tally.paragraphs[i], tally.documents[i]};
  return counts;
}

}  // namespace

TEST_CASE("counts by value and by set are those of a scan, whatever the facet is like") {
  Random random(1201);
  // Around the sizes at which masks grow wider; with and without values of a paragraph's own.
  for (const std::size_t values : {1U, 3U, 62U, 63U, 64U, 126U, 127U, 128U, 200U, 254U, 255U}) {
    for (const std::size_t own : {0U, 1U, 5U}) {
      const Invented made = invent(random, 150, values, own);
      const FacetColumn& column = made.columns.facets()[0];
      REQUIRE(SplitFacet::fits(column));
      const SplitFacet split(made.columns, column);
      for (const std::size_t share : {1U, 2U, 7U, 100U}) {
        std::vector<DocId> matches;
        for (const DocId id : made.in_use)
          if (below(random, share) == 0) matches.push_back(id);
        CAPTURE(values, own, share);
        const Counts expected = scan(made.columns, matches);
        CHECK(counted(*make_value_counter(0, made.columns), made.columns, matches, random) ==
              expected);
        CHECK(counted(*make_set_counter(0, made.columns, split), made.columns, matches, random) ==
              expected);
      }
    }
  }
}

TEST_CASE("a facet with too many values for masks is counted by value") {
  Random random(7);
  const Invented made = invent(random, 400, 600, 3);
  CHECK_FALSE(SplitFacet::fits(made.columns.facets()[0]));
  CHECK_FALSE(counts_by_sets(made.columns.facets()[0], made.in_use.size()));
  CHECK(counted(*make_value_counter(0, made.columns), made.columns, made.in_use, random) ==
        scan(made.columns, made.in_use));
}

TEST_CASE("bits are counted in as many masks as there are") {
  Random random(99);
  for (const std::size_t masks : {0U, 1U, 7U, 8U, 9U, 255U, 256U, 5000U}) {
    BitCounter<2> counter;
    std::array<std::uint32_t, 128> expected{};
    for (std::size_t i = 0; i < masks; ++i) {
      BitMask<2> mask{};
      for (std::size_t bit = 0; bit < expected.size(); ++bit) {
        if (below(random, bit + 1) != 0) continue;  // low bits often, high ones seldom
        mask[bit / 64] |= std::uint64_t{1} << (bit % 64);
        ++expected[bit];
      }
      counter.add(mask);
    }
    std::array<std::uint32_t, 128> counts{};
    counter.drain([&](std::uint32_t bit, std::uint32_t count) { counts[bit] += count; });
    CAPTURE(masks);
    CHECK(counts == expected);
  }
}
