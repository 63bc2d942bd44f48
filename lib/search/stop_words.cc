#include "search/stop_words.h"

#include <algorithm>

namespace pilcrow::internal {

StopWords::StopWords(const std::vector<TermGroup>& words, const Snapshot& snapshot)
    : constants_(snapshot.manifest().ranking) {
  if (words.empty()) return;
  for (const TermGroup& group : words) {
    const auto term = snapshot.forward().find_term(group.terms.front());
    if (!term || std::any_of(words_.begin(), words_.end(),
                             [&](const CountedWord& word) { return word.term == *term; }))
      continue;
    const double weight =
        inverse_document_frequency(static_cast<double>(snapshot.paragraphs()),
                                   static_cast<double>(snapshot.frequency(group.terms.front())));
    words_.push_back({*term, 0, static_cast<float>(weight)});
    mask_ |= std::uint64_t{1} << (*term % 64);
  }
}

float StopWords::of(std::span<const ForwardToken> tokens, std::uint32_t length) {
  for (const ForwardToken& token : tokens) {
    if ((mask_ >> (token.term % 64) & 1U) == 0) continue;
    for (CountedWord& word : words_)
      if (word.term == token.term) ++word.count;
  }
  const FieldCounts lengths{length, 0, 0};
  float sum = 0;
  for (CountedWord& word : words_) {
    sum += word.weight *
           static_cast<float>(term_frequency_part(constants_, {word.count, 0, 0}, lengths));
    word.count = 0;
  }
  return sum;
}

}  // namespace pilcrow::internal
