#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "index/impact.h"
#include "pilcrow/pilcrow.h"

namespace pilcrow::test {

/// A query as the oracle understands it: made by hand or at random, and spelled in the query
/// language by `spell`.
struct OracleQuery {
  enum class Kind { word, phrase, all, any, bag, without };
  Kind kind = Kind::word;
  std::string text;                ///< word, phrase
  std::vector<OracleQuery> parts;  ///< all, any, bag; without: the first but not the second
  friend bool operator==(const OracleQuery&, const OracleQuery&) = default;
};

std::string spell(const OracleQuery& query);

/// A search by brute force: scans the analyzed text of every paragraph of an index, scores with
/// exact BM25F, counts facets with sets. Knows nothing of posting lists, columns or impacts.
class Oracle {
 public:
  /// Takes all paragraphs of an index, through the public interface, and its ranking constants.
  /// `language`: the one of all its documents.
  Oracle(const Searcher& searcher, const internal::RankingConstants& constants,
         std::string language);

  struct Answer {
    std::map<std::size_t, double> scores;  ///< number of a paragraph → exact BM25F score
    std::size_t documents = 0;
    std::map<std::string, std::map<std::string, std::pair<std::size_t, std::size_t>>>
        facets;  ///< facet → value → paragraphs, documents; drill-sideways
    std::map<std::string, std::pair<std::size_t, std::size_t>> missing;
  };

  [[nodiscard]] Answer search(const OracleQuery* query, const std::vector<FacetFilter>& where,
                              Match match) const;

  [[nodiscard]] std::size_t size() const { return paragraphs_.size(); }
  [[nodiscard]] const std::string& document(std::size_t number) const {
    return paragraphs_[number].document;
  }
  [[nodiscard]] std::size_t ordinal(std::size_t number) const {
    return paragraphs_[number].ordinal;
  }
  [[nodiscard]] const std::string& text(std::size_t number) const {
    return paragraphs_[number].text;
  }
  [[nodiscard]] const std::set<std::string>& values(std::size_t number,
                                                    const std::string& facet) const;
  /// The number of a hit's paragraph.
  [[nodiscard]] std::size_t number_of(const Hit& hit) const;

 private:
  struct Field {
    std::vector<Token> tokens;
    std::map<std::string, std::uint32_t> tf;
    std::uint32_t length = 0;
  };
  struct Entry {
    std::string document;
    std::size_t ordinal = 0;
    std::string text;
    bool furniture = false;
    Field body, heading, title;
    std::map<std::string, std::set<std::string>> tags;
  };

  [[nodiscard]] Field analyze(const std::string& text) const;
  [[nodiscard]] bool holds(const Entry& entry, const std::string& term) const;
  [[nodiscard]] bool holds_phrase(const Field& field, const std::vector<std::string>& terms) const;
  [[nodiscard]] bool matches(const Entry& entry, const OracleQuery& query, Match match) const;
  [[nodiscard]] double score(const Entry& entry, const OracleQuery& query, Match match) const;
  [[nodiscard]] double term_score(const Entry& entry, const std::string& term) const;
  [[nodiscard]] std::vector<std::string> terms_of(const std::string& text) const;

  Analyzer analyzer_;
  internal::RankingConstants constants_;
  std::string language_;
  std::vector<Entry> paragraphs_;
  std::map<std::string, std::size_t> document_frequency_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> numbers_;
};

}  // namespace pilcrow::test
