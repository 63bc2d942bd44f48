#include "search/collect.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "search/best_of_union.h"
#include "search/facet_counter.h"
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
    for (std::size_t i = 0; i < count; ++i) {
      own_[i].in_document = static_cast<std::uint32_t>(own_.size());
      best_.add(own_[i]);
    }
    own_.clear();
  }

  Best best_;
  std::size_t per_document_;
  Better better_;
  std::vector<Candidate> own_;
  DocId document_ = 0;
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
  return parts <= kMostHalved && 2U * hits >= parts ? 1 : 0;
}

// What the filters of a plan say of matches.
class Judge {
 public:
  Judge(const Plan& plan, const Columns& columns) {
    for (const PlanFilter& filter : plan.filters)
      (filter.exclude ? excluding_ : including_)
          .emplace_back(filter, columns.facets()[filter.facet]);
  }

  [[nodiscard]] bool has_filters() const { return !including_.empty() || !excluding_.empty(); }

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

 private:
  std::vector<SetFilter> including_;
  std::vector<SetFilter> excluding_;
};

class Collector {
 public:
  /// `parts`: how many a match can hold, where candidates have tiers; 0: they have none.
  Collector(const Plan& plan, const SearchRequest& request, std::size_t room, std::size_t parts,
            const Snapshot& snapshot)
      : columns_(snapshot.columns()),
        sort_(request.sort),
        parts_(parts),
        judge_(plan, columns_),
        best_(room, request.per_document, Better{request.sort}),
        count_limit_(request.count_limit > 0 ? request.count_limit : UINT64_MAX) {
    for (const FacetRequest& facet : request.facets)
      counters_.emplace_back(facet_number(snapshot, facet.facet), columns_);
  }

  void add(const MatchBatch& batch) {
    judge(batch.docids);
    if (!counters_.empty()) {
      find_document_ends(columns_, batch.docids, ends_);
      for (FacetCounter& counter : counters_)
        counter.count(batch.docids, ends_, verdicts_);
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
  void judge(std::span<const DocId> docids) {
    if (!judge_.has_filters()) return;
    verdicts_.clear();
    for (const DocId id : docids)
      verdicts_.push_back(judge_.verdict_on(id));
  }

  void take_in(const MatchBatch& batch, std::size_t i) {
    const DocId id = batch.docids[i];
    const DocId document = columns_.first(id);
    if (collected_.paragraphs < count_limit_) {
      ++collected_.paragraphs;
      collected_.documents += document != last_document_ ? 1 : 0;
      last_document_ = document;
    } else {
      collected_.exact = false;
    }
    const Candidate candidate{id, batch.scores[i], sort_ == Sort::relevance ? 0 : columns_.date(id),
                              parts_ == 0 ? std::uint8_t{0} : tier_of(batch.hits[i], parts_)};
    best_.bounded() ? best_.add(candidate, document) : best_.add(candidate);
  }

  const Columns& columns_;
  Sort sort_;
  std::size_t parts_;
  Judge judge_;
  std::vector<FacetCounter> counters_;
  BestPerDocument best_;
  std::uint64_t count_limit_;
  std::vector<std::uint32_t> ends_;  // of the batch's documents
  std::vector<Verdict> verdicts_;    // of the batch's matches; empty where there are no filters
  DocId last_document_ = 0;
  Collected collected_;
};

// Whether only the best matches are wanted, so that the others need not be looked at.
bool wants_best_only(const Plan& plan, const SearchRequest& request, bool tiers) {
  return !request.count_total && request.count_limit == 0 && !tiers && request.facets.empty() &&
         plan.filters.empty() && request.sort == Sort::relevance && request.per_document == 0;
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

void for_each_counted(const Matches& matches, const Plan& plan, std::uint32_t facet,
                      const Snapshot& snapshot, const std::function<void(DocId id)>& visit) {
  const Judge judge(plan, snapshot.columns());
  for_each_batch(matches, false, [&](const MatchBatch& batch) {
    for (const DocId id : batch.docids) {
      const Verdict verdict = judge.verdict_on(id);
      if (verdict == kPasses || verdict == facet) visit(id);
    }
  });
}

}  // namespace pilcrow::internal
