#include "search/highlight.h"

#include <algorithm>

#include "search/leaf_matcher.h"

namespace pilcrow::internal {

std::vector<LeafMatch> find_matches(std::string_view text, std::string_view language,
                                    const Analyzer& analyzer, const std::vector<Leaf>& leaves,
                                    Field field) {
  const auto tokens = analyzer.analyze(text, language);
  return LeafMatcher(leaves, field).find(match_tokens(tokens), text);
}

bool occurs(const Leaf& leaf, const std::vector<Token>& tokens, std::string_view text) {
  const std::vector<Leaf> leaves{leaf};
  return !LeafMatcher(leaves, leaf.field).find(match_tokens(tokens), text, 1).empty();
}

std::vector<Span> merge_highlights(const std::vector<LeafMatch>& matches) {
  std::vector<Span> spans;
  for (const LeafMatch& match : matches) {
    spans.insert(spans.end(), match.bytes.begin(), match.bytes.end());
  }
  std::sort(spans.begin(), spans.end());
  std::vector<Span> merged;
  for (const Span& span : spans) {
    if (span.empty()) continue;
    if (!merged.empty() && span.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

}  // namespace pilcrow::internal
