#include "tag/ambiguous_names.h"

#include <algorithm>

namespace pilcrow::internal {
namespace {

constexpr AmbiguousRule kRules[] = {
    {"?GEORGIA", {"GE", "US"}, "", "AM AZ BY KG KZ MD RU SU TJ TM TR UA UZ"},
    {"?KOREA", {"KR", "KP"}, "", ""},
    {"?CONGO", {"CD", "CG"}, "CG", ""},
    {"?DOMINICAN", {"DO", "DM"}, "DO", ""},
    {"?COMMONS", {"GB", "CA"}, "GB", ""},
};

}  // namespace

const AmbiguousRule* ambiguous_rule(std::string_view id) {
  for (const AmbiguousRule& rule : kRules)
    if (rule.id == id) return &rule;
  return nullptr;
}

std::string_view Evidence::decide(std::uint32_t word) const {
  if (votes_.empty()) return weak_ ? rule_->codes[0] : rule_->fallback;
  const auto after =
      std::lower_bound(votes_.begin(), votes_.end(), word,
                       [](const auto& vote, std::uint32_t at) { return vote.first < at; });
  if (after == votes_.begin()) return after->second;
  const auto before = after - 1;
  if (after == votes_.end()) return before->second;
  return word - before->first <= after->first - word ? before->second : after->second;
}

}  // namespace pilcrow::internal
