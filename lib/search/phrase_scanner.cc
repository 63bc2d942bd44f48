#include "search/phrase_scanner.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "index/coding.h"

namespace pilcrow::internal {

namespace {

// A table by form is kept per thread and cleared where it was used: it is as long as the
// vocabulary.
thread_local std::vector<std::uint8_t> spare_table;

// Variants cover at most so many positions here; one that covers more (a word of many hyphens) is
// followed no further.
constexpr std::uint32_t kRing = 16;

bool ends_number(unsigned char byte) {
  return byte < 0x80;
}

}  // namespace

PhraseScanner::PhraseScanner(const std::vector<std::vector<std::uint32_t>>& groups,
                             const ForwardColumn& forward)
    : forward_(forward),
      spans_(forward.mapped_spans()),
      count_(groups.size()),
      groups_of_(std::exchange(spare_table, {})) {
  if (groups_of_.size() < forward.form_count()) groups_of_.resize(forward.form_count(), 0);
  std::vector<std::vector<std::uint32_t>> words(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::uint32_t term : groups[g]) {
      for (const std::uint32_t form : forward.forms_of(term)) {
        groups_of_[form] = static_cast<std::uint8_t>(groups_of_[form] | (1U << g));
        marked_.push_back(form);
        if (form >= spans_.size()) continue;  // not in the file
        if (spans_[form] == 0)
          words[g].push_back(form);
        else
          finder_.add(form);
      }
    }
  }
  choose_anchor(words);
}

PhraseScanner::~PhraseScanner() {
  for (const std::uint32_t form : marked_)
    groups_of_[form] = 0;
  spare_table = std::move(groups_of_);
}

// The group for which the fewest places have to be looked at.
void PhraseScanner::choose_anchor(const std::vector<std::vector<std::uint32_t>>& words) {
  const double paragraphs = std::max<double>(1, forward_.last());
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t g = 0; g < words.size(); ++g) {
    NumberFinder finder;
    double places = 0;
    for (const std::uint32_t form : words[g]) {
      finder.add(form);
      places += forward_.form(form).occurrences / paragraphs;
    }
    places += finder.false_alarms();
    if (places >= least) continue;
    least = places;
    anchor_ = g;
  }
  for (const std::uint32_t form : words[anchor_])
    finder_.add(form);
}

bool PhraseScanner::occurs(DocId id) const {
  const Bytes bytes = forward_.encoded_forms(id);
  const Verdict verdict = bytes.empty() ? Verdict::unsettled : look_for_anchor(bytes);
  return verdict == Verdict::unsettled ? walk(id) : verdict == Verdict::found;
}

PhraseScanner::Verdict PhraseScanner::look_for_anchor(Bytes bytes) const {
  const unsigned char* const begin = bytes.data();
  const unsigned char* const end = begin + bytes.size();
  Verdict verdict = Verdict::not_found;
  for (const unsigned char* at = finder_.next(begin, end); at != end;
       at = finder_.next(at + 1, end)) {
    if (at != begin && !ends_number(at[-1])) continue;
    const unsigned char* behind = at;
    const std::uint32_t form = take_varint32(behind, end);
    if (form >= spans_.size() || groups_of_[form] == 0) continue;
    if (spans_[form] != 0) {
      verdict = Verdict::unsettled;
    } else if ((groups_of_[form] >> anchor_ & 1U) != 0 && matches_around(at, behind, bytes)) {
      return Verdict::found;
    }
  }
  return verdict;
}

// Whether the words behind and before the anchor, which stands from `begin` to `end`, are those of
// the phrase. Variants in between stand at no position of their own.
bool PhraseScanner::matches_around(const unsigned char* begin, const unsigned char* end,
                                   Bytes bytes) const {
  const unsigned char* const first = bytes.data();
  const unsigned char* const last = first + bytes.size();
  for (std::size_t g = anchor_ + 1; g < count_; ++g) {
    std::uint32_t form = 0;
    do {
      if (end == last) return false;
      form = take_varint32(end, last);
      if (form >= spans_.size()) return false;
    } while (spans_[form] != 0);
    if ((groups_of_[form] >> g & 1U) == 0) return false;
  }
  for (std::size_t g = anchor_; g-- > 0;) {
    std::uint32_t form = 0;
    do {
      if (begin == first) return false;
      const unsigned char* const behind = begin--;
      while (begin != first && !ends_number(begin[-1]))
        --begin;
      const unsigned char* at = begin;
      form = take_varint32(at, behind);
      if (form >= spans_.size()) return false;
    } while (spans_[form] != 0);
    if ((groups_of_[form] >> g & 1U) == 0) return false;
  }
  return true;
}

// One pass over a paragraph's forms without taking it apart into tokens: for each position it keeps
// as bits which groups of the phrase would continue a match there.
bool PhraseScanner::walk(DocId id) const {
  std::array<std::uint8_t, kRing> expected{};  // by position modulo kRing
  const auto last = static_cast<std::uint8_t>(1U << (count_ - 1));
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
    if ((matched & last) != 0) {
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
