#include "index/vocabulary.h"

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

// As a number that orders as the bytes do; zeros behind a shorter word.
std::uint64_t first_bytes(std::string_view word) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i)
    key = key << 8U | (i < word.size() ? static_cast<unsigned char>(word[i]) : 0U);
  return key;
}

}  // namespace

Vocabulary::Vocabulary(const ForwardColumn& forward) : forward_(forward) {
  made_entries_.reserve(forward.form_count());
  for (std::uint32_t i = 0; i < forward.form_count(); ++i)
    if (const Form form = forward.form(i); form.span == 0 && form.occurrences > 0)
      add(form.surface, form.term, i, form.occurrences);
  text_ = made_text_;
  sort_entries();
  merge_forms();
  entries_ = made_entries_;
}

Vocabulary::Vocabulary(const ForwardColumn& forward, std::span<const VocabularyEntry> entries,
                       std::string_view text)
    : forward_(forward), text_(text), entries_(entries) {}

bool Vocabulary::consistent() const {
  return std::all_of(entries_.begin(), entries_.end(), [this](const VocabularyEntry& entry) {
    return entry.begin <= text_.size() && entry.length <= text_.size() - entry.begin &&
           entry.term < forward_.term_count() && entry.form < forward_.form_count();
  });
}

void Vocabulary::add(std::string_view surface, std::uint32_t term, std::uint32_t form,
                     std::uint32_t occurrences) {
  constexpr std::size_t kLongestSurface = 200;
  if (surface.size() > kLongestSurface) return;
  const std::size_t begin = made_text_.size();
  fold_word(surface, /*fold_diacritics=*/true, made_text_);
  const std::string_view fold = std::string_view(made_text_).substr(begin);
  VocabularyEntry entry;
  entry.begin = static_cast<std::uint32_t>(begin);
  entry.length = clamped<std::uint16_t>(fold.size());
  entry.points = clamped<std::uint8_t>(count_points(fold));
  entry.term = term;
  entry.occurrences = occurrences;
  entry.form = form;
  made_entries_.push_back(entry);
}

// By folded word, then by term. The first bytes of most words tell them apart.
void Vocabulary::sort_entries() {
  struct Keyed {
    std::uint64_t key;
    VocabularyEntry entry;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(made_entries_.size());
  for (const VocabularyEntry& entry : made_entries_)
    keyed.push_back({first_bytes(folded(entry)), entry});
  std::sort(keyed.begin(), keyed.end(), [this](const Keyed& a, const Keyed& b) {
    if (a.key != b.key) return a.key < b.key;
    const int order = folded(a.entry).compare(folded(b.entry));
    if (order != 0) return order < 0;
    return a.entry.term != b.entry.term ? a.entry.term < b.entry.term : a.entry.form < b.entry.form;
  });
  for (std::size_t i = 0; i < keyed.size(); ++i)
    made_entries_[i] = keyed[i].entry;
}

// Forms that differ in case or accents only are one word.
void Vocabulary::merge_forms() {
  std::size_t kept = 0;
  for (const VocabularyEntry& entry : made_entries_) {
    VocabularyEntry* const known = kept > 0 ? &made_entries_[kept - 1] : nullptr;
    if (known == nullptr || known->term != entry.term || folded(*known) != folded(entry)) {
      made_entries_[kept++] = entry;
      continue;
    }
    known->occurrences =
        clamped<std::uint32_t>(std::uint64_t{known->occurrences} + entry.occurrences);
    if (forward_.form(entry.form).occurrences > forward_.form(known->form).occurrences)
      known->form = entry.form;
  }
  made_entries_.resize(kept);
  made_entries_.shrink_to_fit();
}

VocabularyWord Vocabulary::word(std::size_t i) const {
  return {folded(entries_[i]), entries_[i].term, entries_[i].occurrences};
}

std::string_view Vocabulary::surface(std::size_t i) const {
  return forward_.form(entries_[i].form).surface;
}

Vocabulary::Range Vocabulary::with_prefix(std::string_view prefix) const {
  const auto first =
      std::lower_bound(entries_.begin(), entries_.end(), prefix,
                       [this](const VocabularyEntry& entry, std::string_view wanted) {
                         return folded(entry) < wanted;
                       });
  const auto last = std::partition_point(first, entries_.end(), [&](const VocabularyEntry& entry) {
    return folded(entry).starts_with(prefix);
  });
  return {static_cast<std::size_t>(first - entries_.begin()),
          static_cast<std::size_t>(last - entries_.begin())};
}

}  // namespace pilcrow::internal
