// Counting facets match by match and value by value, against a scan.

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
#include "search/facet_pieces.h"
#include "search/match_bits.h"
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
    const std::size_t most = below(random, 10) == 0 ? 200 : 9;  // few documents are long
    for (std::uint32_t ordinal = 1, last = 1 + below(random, most); ordinal <= last; ++ordinal) {
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

Counts by_value(const FacetTally& tally, const std::vector<std::string>& values) {
  Counts counts;
  if (tally.missing_paragraphs + tally.missing_documents > 0)
    counts[""] = {tally.missing_paragraphs, tally.missing_documents};
  REQUIRE(tally.paragraphs.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (tally.paragraphs[i] + tally.documents[i] > 0)
      counts[values[i]] = {tally.paragraphs[i], tally.documents[i]};
  return counts;
}

// By looking at the values of each match; they come in batches of any size.
Counts counted_by_match(const Columns& columns, const std::vector<DocId>& matches, Random& random) {
  FacetCounter counter(columns.facets()[0]);
  DocumentFinder documents(columns);
  for (std::size_t at = 0; at < matches.size();) {
    const std::size_t size = std::min<std::size_t>(below(random, 20), matches.size() - at);
    counter.count(documents.find(std::span(matches).subspan(at, size)));
    at += size;
  }
  return by_value(counter.take(), columns.facets()[0].values());
}

DocidBits bits_of(const std::vector<DocId>& docids, const Columns& columns) {
  DocidBits bits = no_docids(columns.last());
  mark(docids, bits);
  return bits;
}

}  // namespace

TEST_CASE("counts by match and by value are those of a scan, whatever the facet is like") {
  Random random(1201);
  // With and without values of a paragraph's own.
  for (const std::size_t values : {1U, 3U, 64U, 255U, 600U}) {
    for (const std::size_t own : {0U, 1U, 5U}) {
      const Invented made = invent(random, 150, values, own);
      const DocumentPieces pieces(made.columns);
      const FacetPieces facet(pieces, made.columns.facets()[0]);
      for (const std::size_t share : {1U, 2U, 7U, 100U}) {
        std::vector<DocId> matches;
        for (const DocId id : made.in_use)
          if (below(random, share) == 0) matches.push_back(id);
        CAPTURE(values, own, share);
        const Counts expected = scan(made.columns, matches);
        CHECK(counted_by_match(made.columns, matches, random) == expected);
        const DocidBits bits = bits_of(matches, made.columns);
        const MatchedPieces cut = pieces.cut(bits);
        for (const Instructions instructions : {Instructions::best, Instructions::portable})
          CHECK(by_value(facet.count(cut, instructions), made.columns.facets()[0].values()) ==
                expected);
      }
    }
  }
}

TEST_CASE("the docids with some of a facet's values are those of a scan") {
  Random random(3);
  for (const std::size_t values : {1U, 40U, 300U}) {
    const Invented made = invent(random, 200, values, 3);
    const FacetColumn& column = made.columns.facets()[0];
    const DocumentPieces pieces(made.columns);
    const FacetPieces facet(pieces, column);
    for (const std::size_t share : {1U, 2U, 30U}) {
      std::vector<std::uint8_t> accepted(column.values().size());
      for (std::uint8_t& value : accepted)
        value = below(random, share) == 0 ? 1 : 0;
      std::vector<DocId> expected;
      for (const DocId id : made.in_use) {
        const auto members = column.members(column.set(id));
        if (std::any_of(members.begin(), members.end(),
                        [&](std::uint32_t ordinal) { return accepted[ordinal] != 0; }))
          expected.push_back(id);
      }
      CAPTURE(values, share);
      CHECK(facet.docids_with(accepted, pieces) == bits_of(expected, made.columns));
    }
  }
}

TEST_CASE("documents are cut into pieces of 64 paragraphs, and what matches is counted") {
  Random random(64);
  const Invented made = invent(random, 300, 3, 1);
  const DocumentPieces pieces(made.columns);
  std::size_t paragraphs = 0;
  for (std::size_t i = 0; i < pieces.all().size(); ++i) {
    const DocumentPieces::Piece& piece = pieces.all()[i];
    paragraphs += piece.paragraphs;
    const DocId last = piece.first + piece.paragraphs - 1;
    CHECK(made.columns.first(piece.first) == made.columns.first(last));
    CHECK(made.columns.first(piece.first) == pieces.all()[piece.document].first);
    const bool ends = last == made.columns.last() || made.columns.first(last + 1) == last + 1 ||
                      made.columns.ordinal(last + 1) == 0;
    CHECK((ends || piece.paragraphs == 64));
    const bool alone = ends && piece.document == i;
    CHECK(pieces.is_part(i) == !alone);
  }
  CHECK(paragraphs == made.in_use.size());
  for (const std::size_t share : {1U, 3U, 50U, 5000U}) {
    std::vector<DocId> matches;
    std::set<DocId> documents;
    for (const DocId id : made.in_use)
      if (below(random, share) == 0) {
        matches.push_back(id);
        documents.insert(made.columns.first(id));
      }
    const DocidBits bits = bits_of(matches, made.columns);
    const MatchedPieces cut = pieces.cut(bits);
    CHECK(cut.paragraphs == matches.size());
    CHECK(cut.documents == documents.size());
  }
}
