#include "search/phrase_scanner.h"

#include <utility>

namespace pilcrow::internal {

namespace {

// A table by form is kept per thread and cleared where it was used: it is as long as the
// vocabulary.
thread_local std::vector<std::uint8_t> spare_table;

// Variants cover at most so many positions here; one that covers more (a word of many hyphens) is
// followed no further.
constexpr std::uint32_t kRing = 16;

}  // namespace

PhraseScanner::PhraseScanner(const std::vector<std::vector<std::uint32_t>>& groups,
                             const ForwardColumn& forward)
    : forward_(forward), groups_of_(std::exchange(spare_table, {})) {
  if (groups_of_.size() < forward.form_count()) groups_of_.resize(forward.form_count(), 0);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::uint32_t term : groups[g]) {
      for (const std::uint32_t form : forward.forms_of(term)) {
        groups_of_[form] = static_cast<std::uint8_t>(groups_of_[form] | (1U << g));
        marked_.push_back(form);
      }
    }
  }
  last_ = static_cast<std::uint8_t>(1U << (groups.size() - 1));
}

PhraseScanner::~PhraseScanner() {
  for (const std::uint32_t form : marked_)
    groups_of_[form] = 0;
  spare_table = std::move(groups_of_);
}

bool PhraseScanner::occurs(DocId id) const {
  std::array<std::uint8_t, kRing> expected{};  // by position modulo kRing
  std::uint32_t position = UINT32_MAX;
  bool found = false;
  const std::uint8_t* table = groups_of_.data();
  forward_.for_each_form(id, [&](std::uint32_t form, std::uint8_t span) {
    if (span == 0) {
      expected[position % kRing] = 0;
      ++position;
    }
    const std::uint8_t groups = table[form];
    if (groups == 0) return true;
    const auto matched = static_cast<std::uint8_t>(groups & (expected[position % kRing] | 1U));
    if ((matched & last_) != 0) {
      found = true;
      return false;
    }
    const std::uint32_t width = span == 0 ? 1 : span;
    if (width < kRing) {
      std::uint8_t& next = expected[(position + width) % kRing];
      next = static_cast<std::uint8_t>(next | (matched << 1U));
    }
    return true;
  });
  return found;
}

}  // namespace pilcrow::internal
