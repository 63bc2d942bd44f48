#include "search/vocabulary.h"

#include <algorithm>
#include <limits>

#include "text/utf8.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

template <typename T>
T clamped(std::uint64_t value) {
  return static_cast<T>(std::min<std::uint64_t>(value, std::numeric_limits<T>::max()));
}

std::size_t count_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  }));
}

// As a number that orders as the bytes do; zeros behind a shorter word.
std::uint64_t first_bytes(std::string_view word) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i)
    key = key << 8U | (i < word.size() ? static_cast<unsigned char>(word[i]) : 0U);
  return key;
}

}  // namespace

Vocabulary::Vocabulary(const ForwardColumn& forward) : forward_(forward) {
  entries_.reserve(forward.form_count());
  for (std::uint32_t i = 0; i < forward.form_count(); ++i)
    if (const Form form = forward.form(i); form.span == 0)
      add(form.surface, form.term, i, form.occurrences);
  sort_entries();
  merge_forms();
}

void Vocabulary::add(std::string_view surface, std::uint32_t term, std::uint32_t form,
                     std::uint32_t occurrences) {
  constexpr std::size_t kLongestSurface = 200;
  if (surface.size() > kLongestSurface) return;
  const std::size_t begin = text_.size();
  fold_word(surface, /*fold_diacritics=*/true, text_);
  const std::string_view fold = std::string_view(text_).substr(begin);
  Entry entry;
  entry.begin = static_cast<std::uint32_t>(begin);
  entry.length = clamped<std::uint16_t>(fold.size());
  entry.points = clamped<std::uint8_t>(count_points(fold));
  entry.term = term;
  entry.occurrences = occurrences;
  entry.form = form;
  entry.form_occurrences = occurrences;
  entries_.push_back(entry);
}

// By folded word, then by term. The first bytes of most words tell them apart.
void Vocabulary::sort_entries() {
  struct Keyed {
    std::uint64_t key;
    Entry entry;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(entries_.size());
  for (const Entry& entry : entries_)
    keyed.push_back({first_bytes(folded(entry)), entry});
  std::sort(keyed.begin(), keyed.end(), [this](const Keyed& a, const Keyed& b) {
    if (a.key != b.key) return a.key < b.key;
    const int order = folded(a.entry).compare(folded(b.entry));
    return order != 0 ? order < 0 : a.entry.term < b.entry.term;
  });
  for (std::size_t i = 0; i < keyed.size(); ++i)
    entries_[i] = keyed[i].entry;
}

void Vocabulary::merge_forms() {
  // Forms that differ in case or accents only are one word.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (kept > 0 && entries_[kept - 1].term == entries_[i].term &&
        folded(entries_[kept - 1]) == folded(entries_[i])) {
      Entry& known = entries_[kept - 1];
      known.occurrences =
          clamped<std::uint32_t>(std::uint64_t{known.occurrences} + entries_[i].occurrences);
      if (entries_[i].form_occurrences > known.form_occurrences) {
        known.form = entries_[i].form;
        known.form_occurrences = entries_[i].form_occurrences;
      }
    } else {
      entries_[kept++] = entries_[i];
    }
  }
  entries_.resize(kept);
  entries_.shrink_to_fit();
}

VocabularyWord Vocabulary::word(std::size_t i) const {
  return {folded(entries_[i]), entries_[i].term, entries_[i].occurrences};
}

std::string_view Vocabulary::surface(std::size_t i) const {
  return forward_.form(entries_[i].form).surface;
}

Vocabulary::Range Vocabulary::with_prefix(std::string_view prefix) const {
  const auto first = std::lower_bound(
      entries_.begin(), entries_.end(), prefix,
      [this](const Entry& entry, std::string_view wanted) { return folded(entry) < wanted; });
  const auto last = std::partition_point(
      first, entries_.end(), [&](const Entry& entry) { return folded(entry).starts_with(prefix); });
  return {static_cast<std::size_t>(first - entries_.begin()),
          static_cast<std::size_t>(last - entries_.begin())};
}

int Vocabulary::distance_to(std::size_t i, std::u32string_view wanted, int edits) const {
  const Entry& entry = entries_[i];
  const auto points = static_cast<int>(entry.points);
  const auto size = static_cast<int>(std::min<std::size_t>(wanted.size(), 255));
  if (points > size + edits || size > points + edits) return edits + 1;
  return edit_distance(to_code_points(folded(entry)), wanted, edits);
}

int edit_distance(std::u32string_view a, std::u32string_view b, int bound) {
  const auto difference =
      static_cast<std::ptrdiff_t>(a.size()) - static_cast<std::ptrdiff_t>(b.size());
  if (difference > bound || -difference > bound) return bound + 1;
  // Three rows of the table, kept from call to call.
  thread_local std::vector<int> before;
  thread_local std::vector<int> previous;
  thread_local std::vector<int> current;
  for (auto* row : {&before, &previous, &current})
    row->assign(b.size() + 1, 0);
  for (std::size_t j = 0; j <= b.size(); ++j)
    previous[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = static_cast<int>(i);
    int best = current[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({substitution, previous[j] + 1, current[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before[j - 2] + 1);
      best = std::min(best, current[j]);
    }
    if (best > bound) return bound + 1;
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return std::min(previous[b.size()], bound + 1);
}

}  // namespace pilcrow::internal
