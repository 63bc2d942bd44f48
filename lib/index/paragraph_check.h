#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "index/findings.h"
#include "index/forward_column.h"
#include "index/inverter.h"
#include "index/manifest.h"
#include "index/stored_record.h"
#include "pilcrow/verify.h"

namespace pilcrow::internal {

/// Looks through the paragraphs of a database: makes each of them again from what is stored, and
/// compares. Then every posting list, statistic and bound is compared with what the paragraphs add
/// up to.
class ParagraphCheck {
 public:
  ParagraphCheck(const Manifest& manifest, const std::filesystem::path& generation,
                 const Xapian::Database& database, Findings& findings);

  /// Fills in the counts of `report`.
  void run(VerifyReport& report);

 private:
  // The postings of a term, in any order, as a number of them and a sum of hashes.
  struct PostingSum {
    std::uint64_t count = 0;
    std::uint64_t impacts = 0;
    std::uint64_t hash = 0;
    void add(DocId id, std::uint64_t wdf);
    friend bool operator==(const PostingSum&, const PostingSum&) = default;
  };

  void check_paragraph(DocId id);
  bool place_in_document(DocId id, const std::string& data, const ParagraphRecord& record);
  void end_document(DocId next);
  void check_terms(DocId id, const Xapian::Document& stored, const Xapian::Document& made);
  void check_slots(DocId id, const Xapian::Document& stored, const Xapian::Document& made);
  void check_words(DocId id);
  void check_postings(VerifyReport& report);
  void check_statistics(const VerifyReport& report);
  void wrong(DocId id, const std::string& what);

  const Xapian::Database& database_;
  RecordReader records_;
  Findings& findings_;
  RankingConstants ranking_;
  FacetRegistry facets_;
  TokenStream stream_;
  Inverter inverter_;
  ForwardColumn kept_words_;
  ForwardColumn made_words_;
  std::vector<ForwardToken> kept_tokens_;
  std::vector<ForwardToken> made_tokens_;

  std::optional<DocumentRecord> document_;  // the one that paragraphs belong to
  DocId first_ = 0;                         // of its paragraphs
  DocId last_ = 0;                          // the paragraph looked at last
  std::size_t range_end_ = 0;               // in the source, of the paragraph looked at last
  std::uint64_t documents_ = 0;
  std::uint64_t paragraphs_ = 0;
  std::uint64_t text_bytes_ = 0;
  std::unordered_set<std::string> ids_;
  std::unordered_map<std::string, PostingSum> sums_;
  std::unordered_map<Xapian::valueno, std::uint64_t> slot_counts_;
};

}  // namespace pilcrow::internal
