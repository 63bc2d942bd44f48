#include "tag/mention_list.h"

#include <algorithm>

namespace pilcrow::internal {

bool MentionList::is_full(std::string_view facet, std::string_view value) {
  if (out_.size() - first_ < kMaxMentions) return false;
  if (counts_.empty())
    for (std::size_t i = first_; i < out_.size(); ++i)
      ++counts_[{out_[i].tag.facet, out_[i].tag.value}];
  std::size_t& count = counts_[{std::string(facet), std::string(value)}];
  if (count >= kMaxMentions) return true;
  ++count;
  return false;
}

void MentionList::add(std::string_view facet, std::string_view value, std::string_view kind,
                      std::string_view text, Span bytes) {
  if (is_full(facet, value)) return;
  out_.push_back({{std::string(facet), std::string(value)},
                  std::string(kind),
                  std::string(text.substr(bytes.begin, bytes.size())),
                  bytes});
}

void MentionList::sort() {
  const auto begin = out_.begin() + static_cast<std::ptrdiff_t>(first_);
  const auto is_before = [](const TagMention& a, const TagMention& b) {
    return a.bytes.begin < b.bytes.begin;
  };
  if (!std::is_sorted(begin, out_.end(), is_before)) std::stable_sort(begin, out_.end(), is_before);
}

}  // namespace pilcrow::internal
