#include "search/document_context.h"

#include <algorithm>

#include "index/schema.h"

namespace pilcrow::internal {

DocumentContext::DocumentContext(const std::vector<QueryWord>& words, const Snapshot& snapshot)
    : words_(words), columns_(snapshot.columns()), constants_(snapshot.manifest().ranking) {
  // An impact is (k1 + 1) tf' / (tf' + k1): the way back.
  const double k1 = constants_.k1;
  const double most = k1 + 0.99;
  for (int units = 0; units < 256; ++units) {
    const double part = std::min(units / kImpactScale, most);
    frequencies_.push_back(static_cast<float>(k1 * part / (k1 + 1 - part)));
  }
  const auto documents = static_cast<double>(snapshot.frequency(std::string(schema::kFirstTerm)));
  if (documents > 0) average_paragraphs_ = static_cast<double>(snapshot.paragraphs()) / documents;
}

float DocumentContext::of(DocId paragraph) {
  const DocId first = columns_.first(paragraph);
  if (first != measured_) last_ = measure(first);
  measured_ = first;
  return last_;
}

float DocumentContext::measure(DocId first) const {
  DocId end = first + 1;
  while (end <= columns_.last() && columns_.first(end) == first)
    ++end;
  const double b = constants_.b;
  const auto length = static_cast<double>(end - first);
  const auto norm = static_cast<float>(1 / (1 - b + b * length / average_paragraphs_));
  const auto k1 = static_cast<float>(constants_.k1);
  float sum = 0;
  for (const QueryWord& word : words_) {
    const auto& ids = word.list->docids;
    float frequency = 0;
    std::size_t at = word.list->dense()
                         ? word.list->place(first)
                         : static_cast<std::size_t>(
                               std::lower_bound(ids.begin(), ids.end(), first) - ids.begin());
    for (; at < ids.size() && ids[at] < end; ++at)
      frequency += frequencies_[word.list->impacts[at]];
    frequency *= norm;
    sum += word.weight * static_cast<float>(kImpactScale) * frequency * (k1 + 1) / (frequency + k1);
  }
  return sum;
}

}  // namespace pilcrow::internal
