#include "search/letter_runs.h"

#include <algorithm>
#include <bit>
#include <string>

#include "index/impact.h"
#include "text/utf8.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kLength = 4;
constexpr std::size_t kMostRuns = std::size_t{1} << 20;
constexpr std::size_t kLongestWord = 200;  // bytes
// Half of a large vocabulary occurs once: misprints and names, not worth the time.
constexpr std::size_t kLargeVocabulary = 100'000;
constexpr std::uint32_t kEnd = '_';
constexpr std::int32_t kFirstIdeograph = 0x2E80;

// Calls visit(hash) for each run of a folded word.
template <typename Visit>
void for_each_run(std::string_view folded, Visit visit) {
  std::uint32_t window[kLength] = {0, 0, 0, kEnd};
  std::size_t size = 1;
  const auto emit = [&] {
    std::uint64_t hash = 0;
    for (const std::uint32_t point : window)
      hash = (hash ^ point) * 0x9E3779B97F4A7C15U;
    visit(static_cast<std::uint32_t>(hash >> 40U));
  };
  const auto push = [&](std::uint32_t point) {
    std::rotate(window, window + 1, window + kLength);
    window[kLength - 1] = point;
    if (++size >= kLength) emit();
  };
  for (std::size_t at = 0; at < folded.size();)
    push(static_cast<std::uint32_t>(next_code_point(folded, at)));
  push(kEnd);
  if (size < kLength) emit();
}

bool has_runs(std::string_view folded) {
  if (folded.empty() || folded.size() > kLongestWord) return false;
  std::size_t at = 0;
  return next_code_point(folded, at) < kFirstIdeograph;
}

}  // namespace

LetterRuns::LetterRuns(const ForwardColumn& forward, std::uint64_t paragraphs)
    : paragraphs_(paragraphs),
      mask_(static_cast<std::uint32_t>(
          std::bit_ceil(
              std::clamp<std::size_t>(std::size_t{16} * forward.form_count(), 65536, kMostRuns)) -
          1)),
      occurrences_(std::size_t{mask_} + 1),
      offsets_(std::size_t{mask_} + 2) {
  struct Holder {
    std::uint32_t run;
    std::uint32_t form;
  };
  const std::uint32_t least = forward.form_count() > kLargeVocabulary ? 2 : 1;
  std::vector<Holder> holders;
  holders.reserve(std::size_t{8} * forward.form_count() / least);
  std::string folded;
  for (std::uint32_t number = 0; number < forward.form_count(); ++number) {
    const Form form = forward.form(number);
    if (form.span != 0 || form.surface.size() > kLongestWord) continue;
    if (form.occurrences < least) continue;
    folded.clear();
    fold_word(form.surface, /*fold_diacritics=*/true, folded);
    if (!has_runs(folded)) continue;
    const std::size_t first = holders.size();
    for_each_run(folded, [&](std::uint32_t hash) { holders.push_back({hash & mask_, number}); });
    for (std::size_t i = first; i < holders.size(); ++i) {
      std::uint32_t& sum = occurrences_[holders[i].run];
      sum += std::min(form.occurrences, UINT32_MAX - sum);
    }
  }
  std::erase_if(holders, [this](const Holder& holder) {
    return std::uint64_t{2} * occurrences_[holder.run] >= paragraphs_;
  });
  for (const Holder& holder : holders)
    ++offsets_[holder.run + std::size_t{1}];
  for (std::size_t i = 1; i < offsets_.size(); ++i)
    offsets_[i] += offsets_[i - 1];
  forms_.resize(holders.size());
  std::vector<std::uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  for (const Holder& holder : holders)
    forms_[next[holder.run]++] = holder.form;
}

void LetterRuns::append_runs_of(std::string_view word, std::vector<std::uint32_t>& runs) const {
  std::string folded;
  fold_word(word, /*fold_diacritics=*/true, folded);
  if (!has_runs(folded)) return;
  for_each_run(folded, [&](std::uint32_t hash) { runs.push_back(hash & mask_); });
}

float LetterRuns::weight(std::uint32_t run) const {
  return static_cast<float>(
      inverse_document_frequency(static_cast<double>(paragraphs_), occurrences_[run]));
}

}  // namespace pilcrow::internal
