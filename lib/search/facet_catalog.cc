#include "search/facet_catalog.h"

#include <algorithm>

#include "pilcrow/tag.h"
#include "text/words.h"

namespace pilcrow::internal {

FacetCatalog::FacetCatalog(const FacetTotals& totals, const std::vector<std::string>& names,
                           std::string_view language) {
  for (std::size_t facet = 0; facet < totals.size(); ++facet) {
    std::vector<Entry>& entries = facets_.emplace_back();
    for (const ValueTotal& total : totals[facet]) {
      if (total.paragraphs == 0) continue;
      Entry entry;
      entry.value = {total.value, facet_label(names[facet], total.value, language),
                     total.paragraphs, total.documents, false};
      entry.folded = " " + fold_words(total.value);
      if (entry.value.label != total.value) entry.folded += "\n " + fold_words(entry.value.label);
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
