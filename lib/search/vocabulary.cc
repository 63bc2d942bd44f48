#include "search/vocabulary.h"

#include <algorithm>
#include <limits>

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

}  // namespace

Vocabulary::Vocabulary(const ForwardColumn& forward) : forward_(forward) {
  std::string fold;
  entries_.reserve(forward.form_count());
  for (std::uint32_t i = 0; i < forward.form_count(); ++i) {
    const Form form = forward.form(i);
    if (form.span != 0 || form.surface.size() > 200) continue;
    fold.clear();
    fold_word(form.surface, /*fold_diacritics=*/true, fold);
    Entry entry;
    entry.begin = static_cast<std::uint32_t>(text_.size());
    entry.length = clamped<std::uint16_t>(fold.size());
    entry.points = clamped<std::uint8_t>(count_points(fold));
    entry.term = form.term;
    entry.occurrences = form.occurrences;
    entry.form = i;
    entry.form_occurrences = form.occurrences;
    text_ += fold;
    entries_.push_back(entry);
  }
  std::sort(entries_.begin(), entries_.end(), [this](const Entry& a, const Entry& b) {
    const int order = folded(a).compare(folded(b));
    return order != 0 ? order < 0 : a.term < b.term;
  });
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
  return edit_distance(code_points(folded(entry)), wanted, edits);
}

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
      point = (point << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3fU);
    out += point;
    i += length;
  }
  return out;
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
