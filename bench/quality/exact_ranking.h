#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/impact.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/searcher.h"

namespace pilcrow::bench {

/// How the term-frequency part of a score is taken.
enum class Precision {
  exact,      ///< BM25F in doubles
  quantised,  ///< as the index stores it: whole impact units
};

/// A bag of words scored by brute force, once with exact BM25F and once with impacts, over the same
/// terms and statistics: what the quantisation alone changes in a ranking. It knows nothing of
/// proximity or of any other part of the engine's ranking. Holds all terms of an index in memory.
class ExactRanking {
 public:
  /// Reads every paragraph through `searcher`, and the constants from the manifest of `index`.
  ExactRanking(const Searcher& searcher, const std::filesystem::path& index);

  /// Documents by their best paragraph, best first, at most `limit`. The query is read in the
  /// language that most documents have, without stop words unless it holds nothing else.
  [[nodiscard]] std::vector<std::string> rank(const std::string& query, Precision precision,
                                              std::size_t limit) const;

 private:
  struct Entry {
    std::uint32_t document = 0;
    bool furniture = false;
    internal::FieldCounts lengths;
  };
  struct Posting {
    std::uint32_t entry = 0;
    internal::FieldCounts counts;
  };

  void add(const Hit& hit);
  std::uint32_t count_terms(const std::string& text, const std::string& language,
                            std::uint32_t internal::FieldCounts::*field,
                            std::unordered_map<std::string, internal::FieldCounts>& counts) const;
  [[nodiscard]] std::vector<std::string> terms_of(const std::string& query) const;

  Analyzer analyzer_;
  internal::RankingConstants constants_;
  std::string language_;
  std::vector<std::string> documents_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  ///< of documents
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<Posting>> postings_;
};

}  // namespace pilcrow::bench
