#include "search/near.h"

#include <algorithm>
#include <tuple>

namespace pilcrow::internal {

std::vector<NearPart> near_parts(const Leaf& leaf) {
  if (!leaf.parts.empty()) return leaf.parts;
  std::vector<NearPart> parts;
  for (std::size_t group = 0; group < leaf.groups.size(); ++group)
    parts.push_back({group, 1, ""});
  return parts;
}

std::vector<Occurrence> find_part(const NearPart& part,
                                  const std::vector<std::vector<GroupHit>>& hits) {
  // What has matched so far, with the position at which it goes on.
  struct Beginning {
    Occurrence occurrence;
    std::uint32_t next = 0;
  };
  std::vector<Beginning> beginnings;
  for (const GroupHit& hit : hits[part.first])
    beginnings.push_back({{hit.position, hit.position, hit.begin, hit.end}, hit.next});
  for (std::size_t i = 1; i < part.groups; ++i) {
    std::vector<Beginning> longer;
    for (const Beginning& beginning : beginnings) {
      const auto& next = hits[part.first + i];
      auto hit =
          std::lower_bound(next.begin(), next.end(), beginning.next,
                           [](const GroupHit& h, std::uint32_t at) { return h.position < at; });
      for (; hit != next.end() && hit->position == beginning.next; ++hit)
        longer.push_back({{beginning.occurrence.first, hit->position, beginning.occurrence.begin,
                           std::max(beginning.occurrence.end, hit->end)},
                          hit->next});
    }
    beginnings = std::move(longer);
  }
  std::vector<Occurrence> occurrences;
  occurrences.reserve(beginnings.size());
  for (const Beginning& beginning : beginnings)
    occurrences.push_back(beginning.occurrence);
  return occurrences;
}

NearChooser::NearChooser(std::vector<std::vector<Occurrence>> occurrences, std::uint32_t distance)
    : occurrences_(std::move(occurrences)),
      distance_(distance),
      tries_(occurrences_.size()),
      reach_(occurrences_.size()),
      chosen_(occurrences_.size()) {
  for (auto& part : occurrences_) {
    std::sort(part.begin(), part.end(), [](const Occurrence& a, const Occurrence& b) {
      // Of a word and a variant of it the wider one.
      return std::tuple(a.last, a.first, b.end) < std::tuple(b.last, b.first, a.end);
    });
    const auto same = [](const Occurrence& a, const Occurrence& b) {
      return a.first == b.first && a.last == b.last;
    };
    part.erase(std::unique(part.begin(), part.end(), same), part.end());
    std::uint32_t longest = 0;
    for (const Occurrence& occurrence : part)
      longest = std::max(longest, occurrence.last - occurrence.first);
    longest_ += longest;
    tries_ += std::size_t{2} * longest;
  }
}

std::vector<std::uint32_t> NearChooser::ends() const {
  std::vector<std::uint32_t> ends;
  for (const auto& part : occurrences_)
    for (const Occurrence& occurrence : part)
      ends.push_back(occurrence.last);
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

bool NearChooser::is_free(const Occurrence& occurrence) const {
  return std::none_of(chosen_.begin(), chosen_.end(), [&](const Occurrence* taken) {
    return taken != nullptr && taken->first <= occurrence.last && occurrence.first <= taken->last;
  });
}

bool NearChooser::close_enough() const {
  std::uint32_t first = end_;
  std::uint32_t inside = 0;  // of phrases, behind their first words
  for (const Occurrence* occurrence : chosen_) {
    first = std::min(first, occurrence->first);
    inside += occurrence->last - occurrence->first;
  }
  return end_ - first <= distance_ + inside;
}

std::vector<const Occurrence*> NearChooser::within_reach(std::size_t part) const {
  const auto& all = occurrences_[part];
  const auto behind =
      std::upper_bound(all.begin(), all.end(), end_,
                       [](std::uint32_t end, const Occurrence& o) { return end < o.last; });
  std::vector<const Occurrence*> reach;
  for (auto it = std::make_reverse_iterator(behind); it != all.rend() && reach.size() < tries_;
       ++it) {
    if (end_ - it->last > distance_ + longest_) break;
    if (end_ - it->first <= distance_ + longest_) reach.push_back(&*it);
  }
  return reach;
}

// Single words: bipartite matching by augmenting paths.
bool NearChooser::place_words() {
  for (std::size_t part = 0; part < occurrences_.size(); ++part) {
    if (part == fixed_) continue;
    visited_.assign(occurrences_.size(), 0);
    visited_[fixed_] = 1;
    if (!place_word(part)) return false;
  }
  return true;
}

bool NearChooser::place_word(std::size_t part) {
  visited_[part] = 1;
  for (const Occurrence* occurrence : reach_[part]) {
    const auto holder = std::find_if(chosen_.begin(), chosen_.end(), [&](const Occurrence* taken) {
      return taken != nullptr && taken->first == occurrence->first;
    });
    if (holder != chosen_.end()) {
      const auto other = static_cast<std::size_t>(holder - chosen_.begin());
      if (visited_[other] != 0 || !place_word(other)) continue;
    }
    chosen_[part] = occurrence;
    return true;
  }
  return false;
}

// Phrases: by trying, the latest occurrences first. Only phrases that share words with each other
// make it go back; where they do so without end it gives up.
bool NearChooser::choose(std::size_t part) {
  constexpr std::size_t kMostSteps = 100'000;
  if (part == occurrences_.size()) return close_enough();
  if (part == fixed_) return choose(part + 1);
  for (const Occurrence* occurrence : reach_[part]) {
    if (++steps_ > kMostSteps) return false;
    if (!is_free(*occurrence)) continue;
    chosen_[part] = occurrence;
    if (choose(part + 1)) return true;
    chosen_[part] = nullptr;
  }
  return false;
}

std::vector<Occurrence> NearChooser::ending_at(std::uint32_t end) {
  end_ = end;
  steps_ = 0;
  for (std::size_t part = 0; part < occurrences_.size(); ++part) {
    reach_[part] = within_reach(part);
    if (reach_[part].empty()) return {};
  }
  for (fixed_ = 0; fixed_ < occurrences_.size(); ++fixed_) {
    for (const Occurrence* occurrence : reach_[fixed_]) {
      if (occurrence->last != end) break;
      std::fill(chosen_.begin(), chosen_.end(), nullptr);
      chosen_[fixed_] = occurrence;
      if (!(longest_ == 0 ? place_words() : choose(0))) continue;
      std::vector<Occurrence> choice;
      for (const Occurrence* chosen : chosen_)
        choice.push_back(*chosen);
      std::sort(choice.begin(), choice.end(),
                [](const Occurrence& a, const Occurrence& b) { return a.first < b.first; });
      return choice;
    }
  }
  return {};
}

bool NearChooser::any() {
  for (const auto& part : occurrences_)
    if (part.empty()) return false;
  const auto all = ends();
  return std::any_of(all.begin(), all.end(),
                     [this](std::uint32_t end) { return !ending_at(end).empty(); });
}

}  // namespace pilcrow::internal
