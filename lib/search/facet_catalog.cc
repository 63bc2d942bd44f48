#include "search/facet_catalog.h"

#include <algorithm>

#include "pilcrow/tag.h"
#include "search/facet_counter.h"
#include "text/words.h"

namespace pilcrow::internal {

FacetCatalog::FacetCatalog(const Columns& columns, const PostingList& live,
                           const std::vector<std::string>& names, std::string_view language) {
  DocumentEnds finder(columns);
  const auto ends = finder.find(live.docids);
  for (std::uint32_t facet = 0; facet < names.size(); ++facet) {
    const FacetColumn& column = columns.facets()[facet];
    FacetCounter counter(facet, columns, live.docids.size());
    counter.count(live.docids, ends);
    const FacetTally tally = counter.take();
    std::vector<Entry>& entries = facets_.emplace_back();
    for (std::size_t i = 0; i < column.values().size(); ++i) {
      if (tally.paragraphs[i] == 0) continue;
      const std::string& value = column.values()[i];
      Entry entry;
      entry.value = {value, facet_label(names[facet], value, language), tally.paragraphs[i],
                     tally.documents[i], false};
      entry.folded = " " + fold_words(value);
      if (entry.value.label != value) entry.folded += "\n " + fold_words(entry.value.label);
      entries.push_back(std::move(entry));
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      if (a.value.paragraphs != b.value.paragraphs) return a.value.paragraphs > b.value.paragraphs;
      return a.value.value < b.value.value;
    });
  }
}

std::vector<FacetValue> FacetCatalog::with_prefix(std::uint32_t facet, std::string_view prefix,
                                                  std::size_t limit) const {
  const std::string wanted = " " + std::string(prefix);
  std::vector<FacetValue> found;
  for (const Entry& entry : facets_[facet]) {
    if (found.size() >= limit) break;
    if (prefix.empty() || entry.folded.find(wanted) != std::string::npos)
      found.push_back(entry.value);
  }
  return found;
}

}  // namespace pilcrow::internal
