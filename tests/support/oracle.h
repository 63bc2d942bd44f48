#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "index/impact.h"
#include "pilcrow/pilcrow.h"
#include "support/oracle_query.h"
#include "support/oracle_text.h"

namespace pilcrow::test {

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

  /// `scored`: whether to compute scores (0 without), of words, phrases and what joins them.
  [[nodiscard]] Answer search(const OracleQuery* query, const std::vector<FacetFilter>& where,
                              Match match, bool scored = true) const;

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
  /// Date of publication as YYYYMMDD, 0 where it is not known.
  [[nodiscard]] int date(std::size_t number) const { return paragraphs_[number].date; }
  [[nodiscard]] const std::set<std::string>& values(std::size_t number,
                                                    const std::string& facet) const;
  /// The number of a hit's paragraph.
  [[nodiscard]] std::size_t number_of(const Hit& hit) const;

 private:
  struct Entry {
    std::string document;
    std::size_t ordinal = 0;
    std::string text;
    bool furniture = false;
    OracleText body, heading, title;
    int date = 0;
    std::map<std::string, std::set<std::string>> tags;
  };

  /// For every paragraph whether it matches.
  [[nodiscard]] std::vector<char> matching(const OracleQuery& query, Match match) const;
  [[nodiscard]] std::vector<char> matching_leaf(const OracleQuery& leaf) const;
  [[nodiscard]] std::vector<double> scores(const OracleQuery& query, Match match) const;
  [[nodiscard]] double term_score(const Entry& entry, const std::string& term) const;

  Analyzer analyzer_;
  internal::RankingConstants constants_;
  std::string language_;
  std::vector<Entry> paragraphs_;
  std::map<std::string, std::size_t> document_frequency_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> numbers_;
};

}  // namespace pilcrow::test
