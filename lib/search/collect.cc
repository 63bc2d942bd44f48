#include "search/collect.h"

#include <algorithm>

namespace pilcrow::internal {

namespace {

// Keeps the best `size` candidates under an order, in a heap whose worst is on top.
class Best {
 public:
  Best(std::size_t size, Sort sort) : size_(size), sort_(sort) {}

  [[nodiscard]] bool better(const Candidate& a, const Candidate& b) const {
    if (sort_ != Sort::relevance && a.date != b.date) {
      // Unknown dates (0) come last in both directions.
      if (a.date == 0 || b.date == 0) return b.date == 0;
      return sort_ == Sort::newest ? a.date > b.date : a.date < b.date;
    }
    if (a.tier != b.tier) return a.tier > b.tier;
    if (a.score != b.score) return a.score > b.score;
    return a.docid < b.docid;
  }

  void add(const Candidate& candidate) {
    const auto worse_on_top = [this](const Candidate& a, const Candidate& b) {
      return better(a, b);
    };
    if (heap_.size() < size_) {
      heap_.push_back(candidate);
      std::push_heap(heap_.begin(), heap_.end(), worse_on_top);
    } else if (size_ > 0 && better(candidate, heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), worse_on_top);
      heap_.back() = candidate;
      std::push_heap(heap_.begin(), heap_.end(), worse_on_top);
    }
  }

  std::vector<Candidate> take() {
    std::sort(heap_.begin(), heap_.end(),
              [this](const Candidate& a, const Candidate& b) { return better(a, b); });
    return std::move(heap_);
  }

 private:
  std::size_t size_;
  Sort sort_;
  std::vector<Candidate> heap_;
};

// The same, with at most N of one document. Candidates come document by document.
class BestPerDocument {
 public:
  BestPerDocument(std::size_t size, std::size_t per_document, Sort sort)
      : best_(size, sort), per_document_(per_document), own_(per_document, sort), sort_(sort) {}

  void add(const Candidate& candidate, DocId document) {
    if (per_document_ == 0) {
      best_.add(candidate);
      return;
    }
    if (document != document_) flush();
    document_ = document;
    own_.add(candidate);
  }

  std::vector<Candidate> take() {
    flush();
    return best_.take();
  }

 private:
  void flush() {
    for (const Candidate& candidate : own_.take())
      best_.add(candidate);
    own_ = Best(per_document_, sort_);
  }

  Best best_;
  std::size_t per_document_;
  Best own_;
  Sort sort_;
  DocId document_ = 0;
};

bool holds(const PlanFilter& filter, const Columns& columns, DocId id) {
  const FacetColumn& column = columns.facets()[filter.facet];
  for (std::uint32_t i = column.offsets[id]; i < column.offsets[id + 1]; ++i)
    if (filter.accepted[column.ordinals[i]] != 0) return true;
  return false;
}

class Collector {
 public:
  Collector(const Plan& plan, const SearchRequest& request, std::size_t room,
            const Snapshot& snapshot)
      : columns_(snapshot.columns()),
        sort_(request.sort),
        best_(room, request.per_document, request.sort) {
    for (const PlanFilter& filter : plan.filters)
      (filter.exclude ? excluding_ : including_).push_back(&filter);
    for (const FacetRequest& facet : request.facets) {
      const std::uint32_t number = facet_number(snapshot, facet.facet);
      counters_.emplace_back(number, columns_.facets()[number]);
      numbers_.push_back(number);
    }
  }

  void add(DocId id, float score, std::uint8_t tier) {
    for (const PlanFilter* filter : excluding_)
      if (holds(*filter, columns_, id)) return;
    const PlanFilter* failed = nullptr;
    for (const PlanFilter* filter : including_) {
      if (holds(*filter, columns_, id)) continue;
      if (failed != nullptr) return;  // fails two facets: counts nowhere
      failed = filter;
    }
    const DocId document = columns_.first(id);
    for (std::size_t i = 0; i < counters_.size(); ++i)
      if (failed == nullptr || failed->facet == numbers_[i]) counters_[i].count(id, document);
    if (failed != nullptr) return;
    ++collected_.paragraphs;
    collected_.documents += document != last_document_ ? 1 : 0;
    last_document_ = document;
    best_.add({id, score, sort_ == Sort::relevance ? 0 : columns_.date(id), tier}, document);
  }

  Collected take() {
    collected_.top = best_.take();
    for (FacetCounter& counter : counters_)
      collected_.facets.push_back(counter.take());
    return std::move(collected_);
  }

 private:
  const Columns& columns_;
  Sort sort_;
  std::vector<const PlanFilter*> including_;
  std::vector<const PlanFilter*> excluding_;
  std::vector<FacetCounter> counters_;
  std::vector<std::uint32_t> numbers_;
  BestPerDocument best_;
  DocId last_document_ = 0;
  Collected collected_;
};

std::uint8_t tier_of(std::uint16_t hits, std::uint16_t parts) {
  if (hits == parts) return 2;
  return 2 * hits >= parts ? 1 : 0;
}

}  // namespace

Collected collect(const Matches& matches, const Plan& plan, const SearchRequest& request,
                  std::size_t room, bool tiers, const Snapshot& snapshot) {
  Collector collector(plan, request, room, snapshot);
  std::size_t i = 0;
  matches.operand.for_each([&](DocId id, float score) {
    const std::uint8_t tier =
        tiers && matches.parts > 0 ? tier_of(matches.hits[i], matches.parts) : 0;
    collector.add(id, score, tier);
    ++i;
  });
  return collector.take();
}

}  // namespace pilcrow::internal
