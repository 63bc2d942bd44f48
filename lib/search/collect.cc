#include "search/collect.h"

#include <algorithm>
#include <set>
#include <span>

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

// Counts one facet while matches come in the order of docids.
class FacetCounter {
 public:
  FacetCounter(std::uint32_t facet, const Columns& columns)
      : columns_(columns), column_(columns.facets()[facet]) {
    tally_.facet = facet;
    tally_.paragraphs.resize(column_.values.size());
    tally_.documents.resize(column_.values.size());
    last_document_.resize(column_.values.size());
  }

  /// `verdicts`: empty where there are no filters.
  void count(std::span<const DocId> docids, const std::vector<Verdict>& verdicts) {
    if (verdicts.empty()) {
      for (const DocId id : docids)
        count(id);
      return;
    }
    for (std::size_t i = 0; i < docids.size(); ++i)
      if (verdicts[i] == kPasses || verdicts[i] == tally_.facet) count(docids[i]);
  }

  FacetTally take() { return std::move(tally_); }

 private:
  void count(DocId id) {
    const DocId document = columns_.first(id);
    const std::uint32_t begin = column_.offsets[id];
    const std::uint32_t end = column_.offsets[id + 1];
    if (begin == end) {
      ++tally_.missing_paragraphs;
      tally_.missing_documents += document != last_missing_ ? 1 : 0;
      last_missing_ = document;
      return;
    }
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t ordinal = column_.ordinals[i];
      ++tally_.paragraphs[ordinal];
      tally_.documents[ordinal] += document != last_document_[ordinal] ? 1 : 0;
      last_document_[ordinal] = document;
    }
  }

  const Columns& columns_;
  const FacetColumn& column_;
  FacetTally tally_;
  std::vector<DocId> last_document_;
  DocId last_missing_ = 0;
};

bool holds(const PlanFilter& filter, const Columns& columns, DocId id) {
  const FacetColumn& column = columns.facets()[filter.facet];
  for (std::uint32_t i = column.offsets[id]; i < column.offsets[id + 1]; ++i)
    if (filter.accepted[column.ordinals[i]] != 0) return true;
  return false;
}

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
      (filter.exclude ? excluding_ : including_).push_back(&filter);
    for (const FacetRequest& facet : request.facets)
      counters_.emplace_back(facet_number(snapshot, facet.facet), columns_);
  }

  void add(const MatchBatch& batch) {
    judge(batch.docids);
    for (FacetCounter& counter : counters_)
      counter.count(batch.docids, verdicts_);
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
  void judge(std::span<const DocId> docids) {
    if (including_.empty() && excluding_.empty()) return;
    verdicts_.clear();
    for (const DocId id : docids)
      verdicts_.push_back(verdict_on(id));
  }

  [[nodiscard]] Verdict verdict_on(DocId id) const {
    for (const PlanFilter* filter : excluding_)
      if (holds(*filter, columns_, id)) return kFails;
    Verdict verdict = kPasses;
    for (const PlanFilter* filter : including_) {
      if (holds(*filter, columns_, id)) continue;
      if (verdict != kPasses) return kFails;
      verdict = filter->facet;
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
  std::vector<const PlanFilter*> including_;
  std::vector<const PlanFilter*> excluding_;
  std::vector<FacetCounter> counters_;
  BestPerDocument best_;
  std::vector<Verdict> verdicts_;  // of the batch's matches; empty where there are no filters
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
