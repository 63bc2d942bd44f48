#include "search/collect.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "search/best_of_union.h"
#include "search/facet_counter.h"
#include "search/facet_filter.h"
#include "search/facet_pieces.h"
#include "search/match_bits.h"
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

std::uint8_t tier_of(std::uint16_t hits, std::size_t parts) {
  if (hits == parts) return 2;
  return parts <= kMostHalved && 2U * hits >= parts ? 1 : 0;
}

// Takes in matches in the order of docids: filters, counts, and where they come with scores keeps
// the best ones.
class Collector {
 public:
  /// `judge`: of the plan's filters. `parts`: how many a match can hold, where candidates have
  /// tiers; 0: they have none. `most`: no more matches than these will come.
  Collector(const FacetJudge& judge, const Plan& plan, const SearchRequest& request,
            std::size_t room, std::size_t parts, std::size_t most, const Snapshot& snapshot)
      : columns_(snapshot.columns()),
        sort_(request.sort),
        parts_(parts),
        judge_(judge),
        best_(room, request.per_document, Better{request.sort}),
        count_limit_(request.count_limit > 0 ? request.count_limit : UINT64_MAX),
        documents_(columns_) {
    for (const FacetRequest& requested : request.facets) {
      Facet facet;
      facet.number = facet_number(snapshot, requested.facet);
      facet.filtered = judge.includes(facet.number);
      facet.pieces = snapshot.facet_pieces(facet.number, most);
      facets_.push_back(std::move(facet));
    }
    if (count_limit_ == UINT64_MAX && !facets_.empty() && all_have_pieces(facets_))
      choose(most, snapshot.document_pieces());
    if (!by_pieces_) {
      for (Facet& facet : facets_)
        facet.counter.emplace(columns_.facets()[facet.number]);
      return;
    }
    passing_bits_ = pieces_->no_docids();
    for (Facet& facet : facets_)
      if (facet.filtered) facet.bits = pieces_->no_docids();
    for (const PlanFilter& filter : plan.filters)
      filters_.push_back({&filter, snapshot.facet_pieces(filter.facet, most)});
  }

  void add(const MatchBatch& batch) {
    if (!judge_.has_filters()) {
      count_passing(batch.docids);
      for (std::uint32_t i = 0; i < batch.scores.size(); ++i)
        take_in(batch, i);
      return;
    }
    sort_out(batch.docids);
    count_passing(passing_);
    for (Facet& facet : facets_)
      if (facet.filtered) count(facet, facet.matches);
    if (batch.scores.empty()) return;
    for (const std::uint32_t i : places_)
      take_in(batch, i);
  }

  /// Whether all that is wanted can be counted from bits by docid.
  [[nodiscard]] bool takes_bits() const { return by_pieces_ && all_have_pieces(filters_); }
  /// Those of all matches, instead of batches.
  void set_bits(DocidBits bits) {
    std::vector<DocidBits> holders;  // by filter
    for (const Filter& filter : filters_)
      holders.push_back(filter.pieces->docids_with(filter.plan->accepted, *pieces_));
    const auto passing = [&](std::optional<std::uint32_t> left_out) {
      DocidBits kept = bits;
      for (std::size_t i = 0; i < filters_.size(); ++i) {
        const PlanFilter& filter = *filters_[i].plan;
        if (filter.exclude)
          keep_only<false>(holders[i], kept);
        else if (filter.facet != left_out)
          keep_only<true>(holders[i], kept);
      }
      return kept;
    };
    for (Facet& facet : facets_)
      if (facet.filtered) facet.bits = passing(facet.number);
    passing_bits_ = filters_.empty() ? std::move(bits) : passing(std::nullopt);
  }

  Collected take() {
    collected_.top = best_.take();
    by_pieces_ ? take_from_pieces() : take_from_counters();
    return std::move(collected_);
  }

 private:
  struct Facet {
    std::uint32_t number = 0;
    bool filtered = false;                  // its counts leave a filter out
    const FacetPieces* pieces = nullptr;    // null: they would not pay
    std::optional<FacetCounter> counter{};  // where it is not counted by pieces
    std::vector<DocId> matches{};           // where it is filtered: those of the batch that count
    DocidBits bits{};                       // and by pieces those of all batches
  };

  struct Filter {
    const PlanFilter* plan;
    const FacetPieces* pieces;  // null where there are none
  };

  template <typename Item>
  static bool all_have_pieces(const std::vector<Item>& items) {
    return std::all_of(items.begin(), items.end(),
                       [](const Item& item) { return item.pieces != nullptr; });
  }

  // Whether to look at what has each value, or at the values of each match.
  void choose(std::size_t most, const DocumentPieces& pieces) {
    constexpr std::size_t kStepsToAValue = 12;  // looking at one facet of a match takes as long
    pieces_ = &pieces;
    std::size_t steps = pieces.all().size();
    for (const Facet& facet : facets_)
      steps += facet.pieces->size();
    by_pieces_ = most * facets_.size() * kStepsToAValue >= steps;
  }

  void take_from_counters() {
    for (Facet& facet : facets_)
      take(facet, facet.counter->take());
  }

  void take_from_pieces() {
    const MatchedPieces passing = pieces_->cut(passing_bits_);
    collected_.paragraphs = passing.paragraphs;
    collected_.documents = passing.documents;
    for (const Facet& facet : facets_)
      take(facet, facet.filtered ? facet.pieces->count(pieces_->cut(facet.bits))
                                 : facet.pieces->count(passing));
  }

  void take(const Facet& facet, FacetTally tally) {
    tally.facet = facet.number;
    collected_.facets.push_back(std::move(tally));
  }

  // Of `docids` those that have the others, or (not kHeld) have not.
  template <bool kHeld>
  static void keep_only(const DocidBits& others, DocidBits& docids) {
    for (std::size_t word = 0; word < docids.size(); ++word)
      docids[word] &= kHeld ? others[word] : ~others[word];
  }

  // Which matches of a batch pass, and which count for a facet that is filtered.
  void sort_out(std::span<const DocId> docids) {
    passing_.clear();
    places_.clear();
    for (Facet& facet : facets_)
      facet.matches.clear();
    for (std::uint32_t i = 0; i < docids.size(); ++i) {
      const Verdict verdict = judge_.verdict_on(docids[i]);
      if (verdict == kFails) continue;
      if (verdict == kPasses) {
        passing_.push_back(docids[i]);
        places_.push_back(i);
      }
      for (Facet& facet : facets_)
        if (facet.filtered && (verdict == kPasses || verdict == facet.number))
          facet.matches.push_back(docids[i]);
    }
  }

  void count(Facet& facet, std::span<const DocId> docids) {
    if (by_pieces_)
      mark(docids, facet.bits);
    else
      facet.counter->count(documents_.find(docids));
  }

  // What passes: for the totals, and for facets that are not filtered.
  void count_passing(std::span<const DocId> docids) {
    if (by_pieces_) return mark(docids, passing_bits_);
    if (docids.empty()) return;
    const MatchedDocuments matches = documents_.find(docids);
    for (Facet& facet : facets_)
      if (!facet.filtered) facet.counter->count(matches);
    const std::uint64_t room = count_limit_ - collected_.paragraphs;
    if (docids.size() <= room)
      count_totals(docids, matches.count);
    else if (room > 0)
      count_totals(docids.first(room), documents_.find(docids.first(room)).count);
    if (docids.size() > room) collected_.exact = false;
  }

  void count_totals(std::span<const DocId> docids, std::size_t documents) {
    collected_.paragraphs += docids.size();
    collected_.documents += documents;
    if (columns_.first(docids.front()) == last_document_) --collected_.documents;
    last_document_ = columns_.first(docids.back());
  }

  void take_in(const MatchBatch& batch, std::uint32_t i) {
    const DocId id = batch.docids[i];
    const Candidate candidate{id, batch.scores[i], sort_ == Sort::relevance ? 0 : columns_.date(id),
                              parts_ == 0 ? std::uint8_t{0} : tier_of(batch.hits[i], parts_)};
    best_.bounded() ? best_.add(candidate, columns_.first(id)) : best_.add(candidate);
  }

  const Columns& columns_;
  Sort sort_;
  std::size_t parts_;
  const FacetJudge& judge_;
  std::vector<Facet> facets_;
  std::vector<Filter> filters_;
  BestPerDocument best_;
  std::uint64_t count_limit_;
  DocumentFinder documents_;
  const DocumentPieces* pieces_ = nullptr;  // where all facets have pieces
  bool by_pieces_ = false;
  DocidBits passing_bits_;             // by pieces: of all batches
  std::vector<DocId> passing_;         // of the batch, where there are filters
  std::vector<std::uint32_t> places_;  // of these, in the batch
  DocId last_document_ = 0;
  Collected collected_;
};

bool orders_by_score(const SearchRequest& request, bool tiers) {
  return request.sort == Sort::relevance && request.per_document == 0 && !tiers;
}

bool wants_counts(const SearchRequest& request) {
  return request.count_total || request.count_limit > 0 || !request.facets.empty();
}

// After so many matches the deadline is looked at.
constexpr std::size_t kBetweenChecks = 4096;

// The best of an operand that is no list: all of it is looked at.
void offer_all(const Matches& matches, const FacetJudge& judge, Best& best) {
  std::size_t seen = 0;
  matches.operand.for_each([&](DocId id, float score) {
    if (++seen % kBetweenChecks == 0) matches.check();
    if (best.bound() != nullptr && score < best.bound()->score) return;
    if (judge.passes(id)) best.add({.docid = id, .score = score});
  });
}

// The best by relevance, whatever else is wanted.
std::vector<Candidate> collect_best(const Matches& matches, const FacetJudge& judge,
                                    std::size_t room, DocId last) {
  matches.check();
  Best best(room, Better{Sort::relevance});
  std::size_t seen = 0;
  const Offer offer = [&](DocId id, float score) {
    if (++seen % kBetweenChecks == 0) matches.check();
    if (judge.passes(id)) best.add({.docid = id, .score = score});
    return best.bound() == nullptr ? -1.0F : best.bound()->score;
  };
  const std::size_t taken = judge.has_filters() ? 0 : room;
  if (!matches.common.empty())
    best_of_intersection(matches.common, room, offer);
  else if (!matches.parts.empty())
    best_of_union(matches.parts, last, taken, offer);
  else if (matches.operand.list() != nullptr)
    best_of_union({&matches.operand, 1}, last, taken, offer);
  else
    offer_all(matches, judge, best);
  return best.take();
}

// What is known where only the best were looked for.
Collected without_counts(std::vector<Candidate> top, std::size_t room, const Columns& columns) {
  Collected collected;
  collected.top = std::move(top);
  collected.exact = collected.top.size() < room;
  std::vector<DocId> documents;
  for (const Candidate& candidate : collected.top)
    documents.push_back(columns.first(candidate.docid));
  std::sort(documents.begin(), documents.end());
  collected.paragraphs = documents.size();
  collected.documents = static_cast<std::uint64_t>(std::unique(documents.begin(), documents.end()) -
                                                   documents.begin());
  return collected;
}

}  // namespace

bool wants_best_only(const Plan& plan, const SearchRequest& request, bool tiers) {
  return plan.filters.empty() && orders_by_score(request, tiers) && !wants_counts(request);
}

Collected collect(const Matches& matches, const Plan& plan, const SearchRequest& request,
                  std::size_t room, bool tiers, const Snapshot& snapshot) {
  const FacetJudge judge(plan, snapshot.columns());
  // The best by score alone are found without looking at all matches, and counted without scores.
  const bool apart = room > 0 && orders_by_score(request, tiers);
  std::vector<Candidate> top;
  if (apart) {
    top = collect_best(matches, judge, room, snapshot.columns().last());
    if (!wants_counts(request)) return without_counts(std::move(top), room, snapshot.columns());
  }
  // Where several lists match together, how many do is found out before it is chosen how to count.
  DocidBits bits;
  if (apart && matches.operand.empty()) bits = bits_of(matches, snapshot.columns().last());
  const std::size_t most = bits.empty() ? matches.most() : count_docids(bits);
  Collector collector(judge, plan, request, room, tiers ? matches.parts.size() : 0, most, snapshot);
  const auto add = [&collector](const MatchBatch& batch) { collector.add(batch); };
  if (apart && collector.takes_bits())
    collector.set_bits(bits.empty() ? bits_of(matches, snapshot.columns().last())
                                    : std::move(bits));
  else if (!bits.empty())
    for_each_batch(bits, matches, add);
  else
    for_each_batch(matches,
                   apart   ? MatchDetail::none
                   : tiers ? MatchDetail::scores_and_hits
                           : MatchDetail::scores,
                   add);
  Collected collected = collector.take();
  if (apart) collected.top = std::move(top);
  return collected;
}

void for_each_counted(const Matches& matches, const Plan& plan, std::uint32_t facet,
                      const Snapshot& snapshot, const std::function<void(DocId id)>& visit) {
  const FacetJudge judge(plan, snapshot.columns());
  for_each_batch(matches, MatchDetail::none, [&](const MatchBatch& batch) {
    for (const DocId id : batch.docids) {
      const Verdict verdict = judge.verdict_on(id);
      if (verdict == kPasses || verdict == facet) visit(id);
    }
  });
}

}  // namespace pilcrow::internal
