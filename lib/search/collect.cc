#include "search/collect.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <span>
#include <utility>

#include "search/best_of_union.h"
#include "search/top_k.h"

namespace pilcrow::internal {

namespace {

// The order of candidates for a request's sort. Unknown dates (0) come last in both directions.
struct Better {
  Sort sort;

  bool operator()(const Candidate& a, const Candidate& b) const {
    if (sort != Sort::relevance && a.date != b.date) {
      if (a.date == 0 || b.date == 0) return b.date == 0;
      return sort == Sort::newest ? a.date > b.date : a.date < b.date;
    }
    if (a.tier != b.tier) return a.tier > b.tier;
    if (a.score != b.score) return a.score > b.score;
    return a.docid < b.docid;
  }
};

using Best = TopK<Candidate, Better>;

// The best of all, with at most N of one document (0: no bound). Candidates come document by
// document.
class BestPerDocument {
 public:
  BestPerDocument(std::size_t size, std::size_t per_document, Better better)
      : best_(size, better), per_document_(per_document), better_(better) {}

  [[nodiscard]] bool bounded() const { return per_document_ != 0; }

  void add(const Candidate& candidate) { best_.add(candidate); }

  void add(const Candidate& candidate, DocId document) {
    if (document != document_) flush();
    document_ = document;
    own_.push_back(candidate);
  }

  std::vector<Candidate> take() {
    flush();
    return best_.take();
  }

 private:
  void flush() {
    const std::size_t count = std::min(own_.size(), per_document_);
    std::partial_sort(own_.begin(), own_.begin() + static_cast<std::ptrdiff_t>(count), own_.end(),
                      better_);
    for (std::size_t i = 0; i < count; ++i)
      best_.add(own_[i]);
    own_.clear();
  }

  Best best_;
  std::size_t per_document_;
  Better better_;
  std::vector<Candidate> own_;
  DocId document_ = 0;
};

// What the filters say of a match: passes them all, fails more than one facet (or is excluded), or
// else the number of the one facet whose including filter it fails.
using Verdict = std::uint32_t;
constexpr Verdict kPasses = UINT32_MAX;
constexpr Verdict kFails = UINT32_MAX - 1;

// Counts one facet while matches come in the order of docids. Paragraphs are counted by their set
// of values, documents by the union of the sets that their paragraphs have.
class FacetCounter {
 public:
  FacetCounter(std::uint32_t facet, const FacetColumn& column)
      : facet_(facet),
        column_(column),
        paragraphs_(column.set_count()),
        documents_(column.values().size()),
        last_document_(column.masks().empty() ? column.values().size() : 0) {}

  /// `ends`: behind the last match of each document. `verdicts`: empty where there are no filters.
  void count(const Columns& columns, std::span<const DocId> docids,
             std::span<const std::uint32_t> ends, const std::vector<Verdict>& verdicts) {
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends) {
      if (const DocId document = columns.first(docids[begin]); document != document_) {
        end_document();
        document_ = document;
      }
      count(docids.subspan(begin, end - begin), verdicts.empty() ? nullptr : &verdicts[begin]);
      begin = end;
    }
  }

  FacetTally take() {
    end_document();
    FacetTally tally;
    tally.facet = facet_;
    tally.missing_paragraphs = paragraphs_[0];
    tally.missing_documents = missing_documents_;
    tally.paragraphs.resize(documents_.size());
    for (std::uint32_t set = 0; set < paragraphs_.size(); ++set)
      if (paragraphs_[set] != 0)
        for (const std::uint32_t ordinal : column_.members(set))
          tally.paragraphs[ordinal] += paragraphs_[set];
    tally.documents = std::move(documents_);
    return tally;
  }

 private:
  // Matches of one document.
  void count(std::span<const DocId> docids, const Verdict* verdicts) {
    if (column_.masks().empty()) return count_by_value(docids, verdicts);
    switch (column_.mask_width()) {
      case 1:
        return count_by_mask<1>(docids, verdicts);
      case 2:
        return count_by_mask<2>(docids, verdicts);
      default:
        return count_by_mask<4>(docids, verdicts);
    }
  }

  [[nodiscard]] bool counts(const Verdict* verdicts, std::size_t i) const {
    return verdicts == nullptr || verdicts[i] == kPasses || verdicts[i] == facet_;
  }

  template <std::size_t kWidth>
  void count_by_mask(std::span<const DocId> docids, const Verdict* verdicts) {
    std::array<std::uint64_t, kWidth> held{};
    bool missing = false;
    for (std::size_t i = 0; i < docids.size(); ++i) {
      if (!counts(verdicts, i)) continue;
      const std::uint32_t set = column_.set(docids[i]);
      ++paragraphs_[set];
      missing = missing || set == 0;
      const std::uint64_t* mask = column_.masks().data() + set * kWidth;
      for (std::size_t word = 0; word < kWidth; ++word)
        held[word] |= mask[word];
    }
    for (std::size_t word = 0; word < kWidth; ++word)
      held_[word] |= held[word];
    missing_ = missing_ || missing;
  }

  // With many values: which of them a document has is looked at as they come.
  void count_by_value(std::span<const DocId> docids, const Verdict* verdicts) {
    for (std::size_t i = 0; i < docids.size(); ++i) {
      if (!counts(verdicts, i)) continue;
      const std::uint32_t set = column_.set(docids[i]);
      ++paragraphs_[set];
      missing_ = missing_ || set == 0;
      for (const std::uint32_t ordinal : column_.members(set)) {
        documents_[ordinal] += document_ != last_document_[ordinal] ? 1 : 0;
        last_document_[ordinal] = document_;
      }
    }
  }

  void end_document() {
    missing_documents_ += missing_ ? 1 : 0;
    missing_ = false;
    for (std::size_t word = 0; word < held_.size(); ++word)
      for (std::uint64_t bits = std::exchange(held_[word], 0); bits != 0; bits &= bits - 1)
        ++documents_[word * 64 + static_cast<unsigned>(std::countr_zero(bits))];
  }

  std::uint32_t facet_;
  const FacetColumn& column_;
  std::vector<std::uint32_t> paragraphs_;  // by set
  std::vector<std::uint32_t> documents_;   // by ordinal
  std::uint64_t missing_documents_ = 0;
  // The document that is being counted.
  DocId document_ = 0;
  bool missing_ = false;
  std::array<std::uint64_t, FacetColumn::kMaskedValues / 64> held_{};
  std::vector<DocId> last_document_;  // by ordinal, without masks
};

// A filter by set of values.
class SetFilter {
 public:
  SetFilter(const PlanFilter& filter, const FacetColumn& column)
      : facet_(filter.facet), column_(column), accepted_(column.set_count()) {
    for (std::uint32_t set = 0; set < accepted_.size(); ++set)
      for (const std::uint32_t ordinal : column.members(set))
        if (filter.accepted[ordinal] != 0) accepted_[set] = 1;
  }

  [[nodiscard]] std::uint32_t facet() const { return facet_; }
  /// Whether a paragraph has one of the filter's values.
  [[nodiscard]] bool holds(DocId id) const { return accepted_[column_.set(id)] != 0; }

 private:
  std::uint32_t facet_;
  const FacetColumn& column_;
  std::vector<std::uint8_t> accepted_;
};

std::uint8_t tier_of(std::uint16_t hits, std::size_t parts) {
  if (hits == parts) return 2;
  return 2U * hits >= parts ? 1 : 0;
}

class Collector {
 public:
  /// `parts`: how many a match can hold, where candidates have tiers; 0: they have none.
  Collector(const Plan& plan, const SearchRequest& request, std::size_t room, std::size_t parts,
            const Snapshot& snapshot)
      : columns_(snapshot.columns()),
        sort_(request.sort),
        parts_(parts),
        best_(room, request.per_document, Better{request.sort}) {
    for (const PlanFilter& filter : plan.filters)
      (filter.exclude ? excluding_ : including_)
          .emplace_back(filter, columns_.facets()[filter.facet]);
    for (const FacetRequest& facet : request.facets) {
      const std::uint32_t number = facet_number(snapshot, facet.facet);
      counters_.emplace_back(number, columns_.facets()[number]);
    }
  }

  void add(const MatchBatch& batch) {
    judge(batch.docids);
    if (!counters_.empty()) {
      find_ends(batch.docids);
      for (FacetCounter& counter : counters_)
        counter.count(columns_, batch.docids, ends_, verdicts_);
    }
    for (std::size_t i = 0; i < batch.docids.size(); ++i)
      if (verdicts_.empty() || verdicts_[i] == kPasses) take_in(batch, i);
  }

  Collected take() {
    collected_.top = best_.take();
    for (FacetCounter& counter : counters_)
      collected_.facets.push_back(counter.take());
    return std::move(collected_);
  }

 private:
  // Where the matches of each document end.
  void find_ends(std::span<const DocId> docids) {
    ends_.clear();
    for (std::uint32_t i = 1; i < docids.size(); ++i)
      if (columns_.first(docids[i]) != columns_.first(docids[i - 1])) ends_.push_back(i);
    if (!docids.empty()) ends_.push_back(static_cast<std::uint32_t>(docids.size()));
  }

  void judge(std::span<const DocId> docids) {
    if (including_.empty() && excluding_.empty()) return;
    verdicts_.clear();
    for (const DocId id : docids)
      verdicts_.push_back(verdict_on(id));
  }

  [[nodiscard]] Verdict verdict_on(DocId id) const {
    for (const SetFilter& filter : excluding_)
      if (filter.holds(id)) return kFails;
    Verdict verdict = kPasses;
    for (const SetFilter& filter : including_) {
      if (filter.holds(id)) continue;
      if (verdict != kPasses) return kFails;
      verdict = filter.facet();
    }
    return verdict;
  }

  void take_in(const MatchBatch& batch, std::size_t i) {
    const DocId id = batch.docids[i];
    const DocId document = columns_.first(id);
    ++collected_.paragraphs;
    collected_.documents += document != last_document_ ? 1 : 0;
    last_document_ = document;
    const Candidate candidate{id, batch.scores[i], sort_ == Sort::relevance ? 0 : columns_.date(id),
                              parts_ == 0 ? std::uint8_t{0} : tier_of(batch.hits[i], parts_)};
    best_.bounded() ? best_.add(candidate, document) : best_.add(candidate);
  }

  const Columns& columns_;
  Sort sort_;
  std::size_t parts_;
  std::vector<SetFilter> including_;
  std::vector<SetFilter> excluding_;
  std::vector<FacetCounter> counters_;
  BestPerDocument best_;
  std::vector<std::uint32_t> ends_;  // of the batch's documents
  std::vector<Verdict> verdicts_;    // of the batch's matches; empty where there are no filters
  DocId last_document_ = 0;
  Collected collected_;
};

// Whether only the best matches are wanted, so that the others need not be looked at.
bool wants_best_only(const Plan& plan, const SearchRequest& request, bool tiers) {
  return !request.count_total && !tiers && request.facets.empty() && plan.filters.empty() &&
         request.sort == Sort::relevance && request.per_document == 0;
}

Collected collect_best(const std::vector<Operand>& parts, std::size_t room,
                       const Columns& columns) {
  Collected collected;
  Best best(room, Better{Sort::relevance});
  best_of_union(parts, columns.last(), [&best](DocId id, float score) {
    best.add({.docid = id, .score = score});
    return best.bound() == nullptr ? -1.0F : best.bound()->score;
  });
  collected.top = best.take();
  collected.exact = collected.top.size() < room;
  std::set<DocId> documents;
  for (const Candidate& candidate : collected.top)
    documents.insert(columns.first(candidate.docid));
  collected.paragraphs = collected.top.size();
  collected.documents = documents.size();
  return collected;
}

}  // namespace

Collected collect(const Matches& matches, const Plan& plan, const SearchRequest& request,
                  std::size_t room, bool tiers, const Snapshot& snapshot) {
  if (room > 0 && wants_best_only(plan, request, tiers)) {
    if (!matches.parts.empty()) return collect_best(matches.parts, room, snapshot.columns());
    if (matches.operand.list() != nullptr)
      return collect_best({matches.operand}, room, snapshot.columns());
  }
  Collector collector(plan, request, room, tiers ? matches.parts.size() : 0, snapshot);
  for_each_batch(matches, tiers, [&collector](const MatchBatch& batch) { collector.add(batch); });
  return collector.take();
}

}  // namespace pilcrow::internal
