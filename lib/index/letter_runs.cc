#include "index/letter_runs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <string>

#include "index/array_checks.h"
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
  std::uint64_t window = kEnd;  // the last four letters, 16 bits of each
  std::size_t size = 1;
  const auto emit = [&] {
    visit(static_cast<std::uint32_t>((window * 0x9E3779B97F4A7C15U) >> 40U));
  };
  const auto push = [&](std::uint32_t point) {
    window = window << 16U | (point & 0xFFFFU);
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

// A form and one of its runs.
struct Holder {
  std::uint32_t run;
  std::uint32_t form;
  std::uint32_t occurrences;  // of the form
};

// In the order of the forms.
std::vector<Holder> holders_of(const ForwardColumn& forward, std::uint32_t mask) {
  const std::uint32_t least = forward.live_form_count() > kLargeVocabulary ? 2 : 1;
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
    for_each_run(folded, [&](std::uint32_t hash) {
      holders.push_back({hash & mask, number, form.occurrences});
    });
  }
  return holders;
}

// By run, in two passes over its bits; forms stay in their order.
void sort_by_run(std::vector<Holder>& holders) {
  constexpr std::uint32_t kDigit = 10;  // bits
  constexpr std::size_t kBuckets = std::size_t{1} << kDigit;
  static_assert(std::size_t{1} << (2 * kDigit) == kMostRuns);
  std::vector<Holder> sorted(holders.size());
  for (const std::uint32_t shift : {0U, kDigit}) {
    const auto bucket = [shift](const Holder& holder) {
      return holder.run >> shift & (kBuckets - 1);
    };
    std::array<std::size_t, kBuckets + 1> next{};
    for (const Holder& holder : holders)
      ++next[bucket(holder) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (const Holder& holder : holders)
      sorted[next[bucket(holder)]++] = holder;
    holders.swap(sorted);
  }
}

}  // namespace

LetterRuns::LetterRuns(const ForwardColumn& forward, std::uint64_t paragraphs)
    : paragraphs_(paragraphs),
      mask_(static_cast<std::uint32_t>(
          std::bit_ceil(std::clamp<std::size_t>(std::size_t{16} * forward.live_form_count(), 65536,
                                                kMostRuns)) -
          1)),
      made_occurrences_(std::size_t{mask_} + 1),
      made_offsets_(std::size_t{mask_} + 2) {
  std::vector<Holder> holders = holders_of(forward, mask_);
  for (const Holder& holder : holders) {
    std::uint32_t& sum = made_occurrences_[holder.run];
    sum += std::min(holder.occurrences, UINT32_MAX - sum);
  }
  std::erase_if(holders, [this](const Holder& holder) {
    return std::uint64_t{2} * made_occurrences_[holder.run] >= paragraphs_;
  });
  sort_by_run(holders);
  made_forms_.reserve(holders.size());
  std::uint32_t run = 0;
  for (const Holder& holder : holders) {
    while (run <= holder.run)
      made_offsets_[run++] = static_cast<std::uint32_t>(made_forms_.size());
    made_forms_.push_back(holder.form);
  }
  while (run < made_offsets_.size())
    made_offsets_[run++] = static_cast<std::uint32_t>(made_forms_.size());
  tables_ = {made_occurrences_, made_offsets_, made_forms_};
  form_count_ = forward.form_count();
}

LetterRuns::LetterRuns(const Tables& tables, std::uint64_t paragraphs, std::uint32_t form_count,
                       std::shared_ptr<const CheckedBlocks> unchecked)
    : paragraphs_(paragraphs),
      mask_(static_cast<std::uint32_t>(tables.occurrences.size() - 1)),
      tables_(tables),
      form_count_(form_count),
      unchecked_(std::move(unchecked)) {}

bool LetterRuns::has_shape(const Tables& tables) {
  const std::size_t runs = tables.occurrences.size();
  return std::has_single_bit(runs) && runs <= kMostRuns && tables.offsets.size() == runs + 1;
}

bool LetterRuns::consistent(const Tables& tables, std::uint32_t form_count) {
  return has_shape(tables) && all_ascend(tables.offsets) &&
         tables.offsets.back() == tables.forms.size() && all_below(tables.forms, form_count);
}

std::span<const std::uint32_t> LetterRuns::forms_with(std::uint32_t run) const {
  const auto bounds = tables_.offsets.subspan(run, 2);
  if (unchecked_ == nullptr) return tables_.forms.subspan(bounds[0], bounds[1] - bounds[0]);
  unchecked_->look_at(bounds);
  if (bounds[0] > bounds[1] || bounds[1] > tables_.forms.size()) throw CacheDamaged();
  const auto forms = tables_.forms.subspan(bounds[0], bounds[1] - bounds[0]);
  unchecked_->look_at(forms);
  if (!all_below(forms, form_count_)) throw CacheDamaged();
  return forms;
}

void LetterRuns::append_runs_of(std::string_view word, std::vector<std::uint32_t>& runs) const {
  std::string folded;
  fold_word(word, /*fold_diacritics=*/true, folded);
  if (!has_runs(folded)) return;
  for_each_run(folded, [&](std::uint32_t hash) { runs.push_back(hash & mask_); });
}

float LetterRuns::weight(std::uint32_t run) const {
  if (unchecked_ != nullptr) unchecked_->look_at(tables_.occurrences.subspan(run, 1));
  return static_cast<float>(
      inverse_document_frequency(static_cast<double>(paragraphs_), tables_.occurrences[run]));
}

}  // namespace pilcrow::internal
