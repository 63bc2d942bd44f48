#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pilcrow/span.h"
#include "pilcrow/tag.h"

namespace pilcrow::internal {

/// Collects the mentions of one paragraph, at most `kMaxMentions` of one tag: evidence for people,
/// and a bound on what a paragraph that repeats itself a million times can cost.
class MentionList {
 public:
  static constexpr std::size_t kMaxMentions = 1000;

  /// Appends to `out`, which must outlive this.
  explicit MentionList(std::vector<TagMention>& out) : out_(out), first_(out.size()) {}

  /// Appends a mention of words of `text` unless its tag has enough.
  void add(std::string_view facet, std::string_view value, std::string_view kind,
           std::string_view text, Span bytes);

  /// Sorts what was added by its place in the text.
  void sort();

 private:
  bool is_full(std::string_view facet, std::string_view value);

  std::vector<TagMention>& out_;
  std::size_t first_;
  std::map<std::pair<std::string, std::string>, std::size_t> counts_;  // empty while there are few
};

}  // namespace pilcrow::internal
