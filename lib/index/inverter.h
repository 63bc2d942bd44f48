#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "analyze/token_stream.h"
#include "index/facet_registry.h"
#include "index/forward_column.h"
#include "index/impact.h"
#include "index/record.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// What all segments of a writer share.
struct SegmentContext {
  FacetRegistry& facets;
  const RankingConstants& ranking;
  std::uint32_t shards = 0;  ///< of a set: how many; then documents remember their order
  std::uint32_t commit = 0;  ///< of a set: the number of the one under way
};

/// Term frequencies of one paragraph, by a number of the segment's own; cheap to clear.
class TermCounts {
 public:
  explicit TermCounts(const TokenStream& stream) : stream_(stream) {}

  FieldCounts& of(const TokenRef& token) {
    const std::uint32_t number = number_of(token);
    FieldCounts& counts = counts_[number];
    if (counts.body + counts.heading + counts.title == 0) used_.push_back(number);
    return counts;
  }

  template <typename Visit>
  void drain(Visit visit) {
    for (const std::uint32_t number : used_) {
      visit(*terms_[number], counts_[number]);
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
    if (number != kUnknown) return number;
    const auto [it, added] =
        numbers_.try_emplace(std::string(token.term), static_cast<std::uint32_t>(counts_.size()));
    if (added) {
      terms_.push_back(&it->first);
      counts_.emplace_back();
    }
    return number = it->second;
  }

  const TokenStream& stream_;
  std::uint64_t epoch_ = UINT64_MAX;
  std::vector<std::uint32_t> of_stream_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> terms_;
  std::vector<FieldCounts> counts_;
  std::vector<std::uint32_t> used_;
};

/// Makes Xapian's document of a paragraph: what FORMAT.md says of terms, slots and data.
class Inverter {
 public:
  /// `stream` is used by `invert`; its last analysis is lost.
  Inverter(const SegmentContext& context, TokenStream& stream)
      : context_(context), stream_(stream), counts_(stream) {}

  /// Appends the words of the paragraph to `forward` as well.
  Xapian::Document invert(const DocumentRecord& document, const ParagraphRecord& record,
                          ForwardColumn& forward);

 private:
  void add_words(Xapian::Document& out, const DocumentRecord& document,
                 const ParagraphRecord& record, ForwardColumn& forward);
  void add_tags(Xapian::Document& out, const std::vector<Tag>& tags);
  /// Counts a field's terms; returns its length in words.
  std::uint32_t count_field(const std::string& text, const std::string& language,
                            std::uint32_t FieldCounts::*field);

  SegmentContext context_;
  TokenStream& stream_;
  TermCounts counts_;
};

}  // namespace pilcrow::internal
