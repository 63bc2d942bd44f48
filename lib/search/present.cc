#include "search/present.h"

#include <algorithm>
#include <memory>
#include <set>
#include <unordered_map>

#include "index/record.h"
#include "search/highlight.h"

namespace pilcrow::internal {

namespace {

class HitPresenter {
 public:
  HitPresenter(const SearchRequest& request, const Plan& plan, const Snapshot& snapshot)
      : request_(request), snapshot_(snapshot), leaves_(plan.leaves) {
    if (!request.texts || !request.highlights) return;
    for (const Leaf& leaf : leaves_)
      weights_.push_back(leaf_weight(leaf, snapshot));
  }

  Hit present(const Candidate& candidate, std::size_t rank) {
    Hit hit;
    hit.rank = rank;
    hit.score = candidate.score;
    hit.matches_in_document = candidate.in_document;
    const DocId first = snapshot_.columns().first(candidate.docid);
    hit.paragraph.ordinal = snapshot_.columns().ordinal(candidate.docid);
    const auto kept = document_at(first);
    const DocumentRecord& document = *kept;
    hit.document_id = document.document.id;
    if (!request_.texts) {
      hit.document.id = hit.document_id;
      return hit;
    }
    hit.document = document.document;
    const ParagraphRecord record = paragraph_at(candidate.docid);
    hit.paragraph = record.paragraph;
    if (request_.highlights) mark(hit, record.language);
    add_context(hit, candidate.docid);
    return hit;
  }

  /// Asks servers for all that will be needed at once.
  void fetch(const std::vector<Candidate>& candidates) {
    const Columns& columns = snapshot_.columns();
    const auto context = static_cast<DocId>(std::min<std::size_t>(request_.context, UINT32_MAX));
    std::set<DocId> ids;
    for (const Candidate& candidate : candidates) {
      const DocId first = columns.first(candidate.docid);
      ids.insert(first);
      if (!request_.texts) continue;
      const DocId from = candidate.docid - std::min(context, candidate.docid - first);
      for (DocId id = from; id <= columns.last() && columns.first(id) == first; ++id) {
        if (id > candidate.docid && id - candidate.docid > context) break;
        ids.insert(id);
      }
    }
    fetched_ = snapshot_.fetch_records(ids);
  }

 private:
  [[nodiscard]] std::string record(DocId id) const {
    const auto known = fetched_.find(id);
    return known == fetched_.end() ? snapshot_.record(id) : known->second;
  }

  ParagraphRecord paragraph_at(DocId id) { return decode_paragraph(record(id)); }

  [[nodiscard]] std::shared_ptr<const DocumentRecord> document_at(DocId first) const {
    const auto known = fetched_.find(first);
    if (known == fetched_.end()) return snapshot_.document_record(first);
    return std::make_shared<const DocumentRecord>(decode_document(known->second));
  }

  void mark(Hit& hit, const std::string& language) {
    const std::string& text = hit.paragraph.text;
    const auto matches =
        find_matches(text, language, snapshot_.analyzer(), leaves_, Field::anywhere);
    hit.highlights = merge_highlights(matches);
    hit.snippet = choose_snippet(text, matches, weights_);
  }

  void add_context(Hit& hit, DocId id) {
    const std::size_t ordinal = hit.paragraph.ordinal;
    const std::size_t count = hit.document.paragraphs;
    const std::size_t before = std::min(request_.context, ordinal - 1);
    const std::size_t after = std::min(request_.context, count > ordinal ? count - ordinal : 0);
    for (std::size_t i = before; i > 0; --i)
      hit.before.push_back(paragraph_at(id - static_cast<DocId>(i)).paragraph);
    for (std::size_t i = 1; i <= after; ++i)
      hit.after.push_back(paragraph_at(id + static_cast<DocId>(i)).paragraph);
  }

  const SearchRequest& request_;
  const Snapshot& snapshot_;
  const std::vector<Leaf>& leaves_;
  std::vector<double> weights_;
  std::unordered_map<DocId, std::string> fetched_;
};

// The values of a facet that the filters name.
std::vector<std::string> chosen_values(const Plan& plan, std::uint32_t facet) {
  for (const PlanFilter& filter : plan.filters)
    if (filter.facet == facet && !filter.exclude) return filter.values;
  return {};
}

// The ordinals of the values to list: the first ones by the request's order and those chosen.
std::vector<std::uint32_t> listed_values(const std::vector<std::uint32_t>& counted,
                                         const FacetTally& tally, const FacetRequest& request,
                                         const FacetColumn& column,
                                         const std::vector<std::string>& chosen) {
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (request.sort == FacetSort::count && tally.paragraphs[a] != tally.paragraphs[b])
      return tally.paragraphs[a] > tally.paragraphs[b];
    return column.values()[a] < column.values()[b];
  };
  std::vector<std::uint32_t> listed(std::min(counted.size(), request.limit));
  std::partial_sort_copy(counted.begin(), counted.end(), listed.begin(), listed.end(), before);
  std::vector<std::uint32_t> further;
  for (const std::string& value : chosen) {
    const std::int64_t ordinal = column.find(value);
    if (ordinal < 0 || tally.paragraphs[static_cast<std::size_t>(ordinal)] == 0) continue;
    const auto number = static_cast<std::uint32_t>(ordinal);
    if (std::find(listed.begin(), listed.end(), number) == listed.end()) further.push_back(number);
  }
  std::sort(further.begin(), further.end(), before);
  further.erase(std::unique(further.begin(), further.end()), further.end());
  listed.insert(listed.end(), further.begin(), further.end());
  return listed;
}

FacetCounts present_facet(const FacetTally& tally, const FacetRequest& request,
                          const std::string& language, const Plan& plan, const Snapshot& snapshot) {
  FacetCounts counts;
  counts.facet = request.facet;
  counts.missing_paragraphs = tally.missing_paragraphs;
  counts.missing_documents = tally.missing_documents;
  const FacetColumn& column = snapshot.columns().facets()[tally.facet];
  const std::vector<std::string> chosen = chosen_values(plan, tally.facet);
  std::vector<std::uint32_t> counted;
  for (std::uint32_t i = 0; i < tally.paragraphs.size(); ++i)
    if (tally.paragraphs[i] != 0) counted.push_back(i);
  counts.distinct = counted.size();
  for (const std::uint32_t i : listed_values(counted, tally, request, column, chosen)) {
    const std::string& value = column.values()[i];
    const bool selected = std::find(chosen.begin(), chosen.end(), value) != chosen.end();
    counts.values.push_back({value, "", tally.paragraphs[i], tally.documents[i], selected});
  }
  // A chosen value that matches nothing is still shown, or it could not be unticked.
  for (const std::string& value : chosen) {
    const bool listed = std::any_of(counts.values.begin(), counts.values.end(),
                                    [&](const FacetValue& known) { return known.value == value; });
    if (!listed) counts.values.push_back({value, "", 0, 0, true});
  }
  for (FacetValue& value : counts.values)
    value.label = facet_label(request.facet, value.value, language);
  return counts;
}

}  // namespace

std::vector<Hit> present_hits(const std::vector<Candidate>& candidates, std::size_t first_rank,
                              const SearchRequest& request, const Plan& plan,
                              const Snapshot& snapshot, const Deadline& deadline) {
  std::vector<Hit> hits;
  if (candidates.empty()) return hits;
  HitPresenter presenter(request, plan, snapshot);
  if (snapshot.any_remote()) presenter.fetch(candidates);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    deadline.check();
    hits.push_back(presenter.present(candidates[i], first_rank + i));
  }
  return hits;
}

std::vector<FacetCounts> present_facets(const std::vector<FacetTally>& tallies,
                                        const SearchRequest& request, const Plan& plan,
                                        const Snapshot& snapshot) {
  std::vector<FacetCounts> facets;
  for (std::size_t i = 0; i < tallies.size(); ++i)
    facets.push_back(
        present_facet(tallies[i], request.facets[i], request.label_language, plan, snapshot));
  return facets;
}

}  // namespace pilcrow::internal
