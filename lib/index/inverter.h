#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analyze/token_stream.h"
#include "index/facet_registry.h"
#include "index/forward_column.h"
#include "index/impact.h"
#include "index/record.h"
#include "index/stored_record.h"
#include "index/term_numbers.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// What all segments of a writer share.
struct SegmentContext {
  FacetRegistry& facets;
  const RankingConstants& ranking;
  std::uint32_t shards = 0;  ///< of a set: how many; then documents remember their order
  std::uint32_t commit = 0;  ///< of a set: the number of the one under way
  std::shared_ptr<const RecordDictionary> dictionary{};  ///< null: none
};

/// Term frequencies of one paragraph; cheap to clear.
class TermCounts {
 public:
  TermCounts(const TokenStream& stream, TermNumbers& numbers)
      : stream_(stream), numbers_(numbers) {}

  FieldCounts& of(const TokenRef& token) {
    const std::uint32_t number = number_of(token);
    if (number >= counts_.size()) counts_.resize(number + std::size_t{1024});
    FieldCounts& counts = counts_[number];
    if (counts.body + counts.heading + counts.title == 0) used_.push_back(number);
    return counts;
  }

  template <typename Visit>
  void drain(Visit visit) {
    for (const std::uint32_t number : used_) {
      visit(number, counts_[number]);
      counts_[number] = {};
    }
    used_.clear();
  }

 private:
  // The stream's numbers hold for an epoch only.
  std::uint32_t number_of(const TokenRef& token) {
    constexpr std::uint32_t kUnknown = UINT32_MAX;
    if (epoch_ != stream_.epoch()) {
      epoch_ = stream_.epoch();
      of_stream_.clear();
    }
    if (token.term_id >= of_stream_.size())
      of_stream_.resize(token.term_id + std::size_t{1024}, kUnknown);
    std::uint32_t& number = of_stream_[token.term_id];
    if (number == kUnknown) number = numbers_.of(token.term);
    return number;
  }

  const TokenStream& stream_;
  TermNumbers& numbers_;
  std::uint64_t epoch_ = UINT64_MAX;
  std::vector<std::uint32_t> of_stream_;
  std::vector<FieldCounts> counts_;
  std::vector<std::uint32_t> used_;
};

/// A paragraph as the database will hold it: what FORMAT.md says of terms, slots and data.
struct InvertedParagraph {
  struct Posting {
    std::uint32_t term = 0;  ///< its number
    std::uint32_t wdf = 0;
  };
  std::string data;                                          ///< its record
  std::vector<Posting> terms;                                ///< by term, each once
  std::vector<std::pair<std::uint32_t, std::string>> slots;  ///< by number; none is empty
};

/// Makes inverted paragraphs.
class Inverter {
 public:
  /// `stream` is used by `invert`; its last analysis is lost.
  Inverter(const SegmentContext& context, TokenStream& stream)
      : context_(context), stream_(stream), counts_(stream, numbers_) {}

  /// Valid until the next call, and the caller's to change. Appends the words of the paragraph to
  /// `forward` as well.
  InvertedParagraph& invert(const DocumentRecord& document, const ParagraphRecord& record,
                            ForwardColumn& forward);

  [[nodiscard]] const TermNumbers& numbers() const noexcept { return numbers_; }

 private:
  void add_words(const DocumentRecord& document, const ParagraphRecord& record,
                 ForwardColumn& forward);
  void add_tags(const std::vector<Tag>& tags);
  void add_filter(std::string_view term) { out_.terms.push_back({numbers_.of(term), 0}); }
  /// Counts a field's terms; returns its length in words.
  std::uint32_t count_field(const std::string& text, const std::string& language,
                            std::uint32_t FieldCounts::*field);
  // The number of a term with a prefix, by that of the term.
  std::uint32_t prefixed(std::string_view prefix, std::uint32_t term,
                         std::vector<std::uint32_t>& known);
  void put_in_order();

  SegmentContext context_;
  TokenStream& stream_;
  TermNumbers numbers_;
  TermCounts counts_;
  std::vector<std::uint32_t> heading_terms_;
  std::vector<std::uint32_t> title_terms_;
  InvertedParagraph out_;
};

/// The paragraph as a document of Xapian's, without its record.
Xapian::Document to_xapian(const InvertedParagraph& paragraph, const TermNumbers& numbers);

}  // namespace pilcrow::internal
