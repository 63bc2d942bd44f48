#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/token_stream.h"
#include "index/deflater.h"
#include "index/inverter.h"
#include "index/postings.h"
#include "index/prepare.h"

namespace pilcrow::internal {

/// A document in a segment: docids `first` to `first + count − 1` are its paragraphs.
struct SegmentDocument {
  std::string id;
  std::uint64_t sequence = 0;
  DocId first = 0;
  DocId count = 0;
  std::uint64_t text_bytes = 0;
};

/// Bounds and sums over the paragraphs of a database, as its version file holds them.
struct LengthStatistics {
  std::uint64_t total = 0;     ///< of the lengths; a length is the sum of wdfs
  std::uint32_t shortest = 0;  ///< of those above 0
  std::uint32_t longest = 0;
  std::uint32_t highest_wdf = 0;

  void add(std::uint32_t length);
  void add(const LengthStatistics& more);
};

/// One thread's share of a segment, in memory: everything that can be made of some documents
/// without knowing the others. Docids count from 1.
class SegmentPart {
 public:
  /// What the tables keep of a paragraph.
  struct Paragraph {
    std::string_view record;
    bool record_deflated = false;
    std::string_view terms;  ///< its term list
    bool terms_deflated = false;
    std::string_view slots;  ///< the slots that have a value
  };

  /// What a thread keeps from part to part.
  struct Tools {
    explicit Tools(const SegmentContext& context) : packer(context.dictionary) {}
    TokenStream stream;
    RecordPacker packer;
    Deflater plain_records{6};  // those that are not packed
    Deflater term_lists{1};     // as short as at any other level
  };

  /// `tools` are used by `add`.
  SegmentPart(const SegmentContext& context, Tools& tools)
      : context_(context), tools_(tools), inverter_(context, tools.stream) {}

  void add(const PreparedDocument& document);

  [[nodiscard]] DocId paragraphs() const { return static_cast<DocId>(rows_.size()); }
  [[nodiscard]] Paragraph paragraph(DocId id) const;
  [[nodiscard]] const std::vector<SegmentDocument>& documents() const { return documents_; }
  [[nodiscard]] const TermNumbers& numbers() const { return inverter_.numbers(); }
  [[nodiscard]] const std::vector<Postings>& postings() const { return postings_; }
  [[nodiscard]] const Postings& lengths() const { return lengths_; }
  [[nodiscard]] const LengthStatistics& statistics() const { return statistics_; }
  [[nodiscard]] const ForwardColumn& forward() const { return forward_; }
  /// By slot: docids, ascending, and their values.
  using Values = std::map<std::uint32_t, std::vector<std::pair<DocId, std::string>>>;
  [[nodiscard]] const Values& values() const { return values_; }

 private:
  // Where the bytes of a paragraph end; they begin where those before it end.
  struct Row {
    std::size_t record_end = 0;
    std::size_t terms_end = 0;
    std::size_t slots_end = 0;
    bool record_deflated = false;
    bool terms_deflated = false;
  };

  void add(const InvertedParagraph& paragraph);
  void make_term_list(const InvertedParagraph& paragraph, std::uint32_t length);

  SegmentContext context_;
  Tools& tools_;
  Inverter inverter_;
  ForwardColumn forward_;
  std::string bytes_;
  std::vector<Row> rows_;
  std::vector<SegmentDocument> documents_;
  std::vector<Postings> postings_;  // by number of the term
  Postings lengths_;
  LengthStatistics statistics_;
  Values values_;
  std::string term_list_;  // of the paragraph being added
};

}  // namespace pilcrow::internal
