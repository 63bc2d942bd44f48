#include "search/leaf_matcher.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "search/near.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Compares a form with the text before or behind a match, white space folded on both sides.
class FormReader {
 public:
  FormReader(std::string_view text, std::string_view form) : text_(text), form_(form) {}

  /// True where `form` reads in the text from `at` on; moves `at` behind it.
  bool reads_at(std::size_t& at, std::size_t form_begin, std::size_t form_end) const {
    std::size_t i = form_begin;
    while (i < form_end) {
      if (is_ascii_space(form_[i])) {
        if (at >= text_.size() || !is_ascii_space(text_[at])) return false;
        while (i < form_end && is_ascii_space(form_[i]))
          ++i;
        while (at < text_.size() && is_ascii_space(text_[at]))
          ++at;
      } else {
        if (at >= text_.size() || text_[at] != form_[i]) return false;
        ++at;
        ++i;
      }
    }
    return true;
  }

 private:
  std::string_view text_;
  std::string_view form_;
};

/// True where the match [begin, end) and what stands around it reads like `form`. The form may
/// begin before the match and end behind it ("Estonia's", of which the word is Estonia).
bool reads_verbatim(std::string_view text, std::uint32_t begin, std::uint32_t end,
                    std::string_view form) {
  const FormReader reader(text, form);
  for (std::size_t before = 0; before < form.size() && before <= begin; ++before) {
    std::size_t at = begin - before;
    if (reader.reads_at(at, 0, form.size()) && at >= end) return true;
    // Only what is no part of a word may stand before the first word: stop where the form and the
    // text differ.
    if (begin == before) break;
    const char next = text[begin - before - 1];
    if (form.find(next) == std::string_view::npos) break;
  }
  return false;
}

bool is_written(const MatchToken& token, std::string_view text, const WrittenForm& form) {
  std::string folded;
  fold_word(text.substr(token.begin, token.end - token.begin), /*fold_diacritics=*/true, folded);
  return form.accepts(folded);
}

class LeafHits {
 public:
  LeafHits(const Leaf& leaf, std::size_t index, std::string_view text, std::size_t limit)
      : leaf_(leaf), index_(index), text_(text), limit_(limit) {}

  void add(const MatchToken& token, std::size_t group) {
    hits_.push_back({group, token.begin, token.end, token.position, token.next});
  }

  void match(std::vector<LeafMatch>& out) {
    if (hits_.empty()) return;
    if (leaf_.groups.size() == 1) {
      match_words(out);
    } else if (leaf_.near) {
      match_near(out);
    } else {
      match_phrases(out);
    }
  }

 private:
  [[nodiscard]] bool fits(std::uint32_t begin, std::uint32_t end) const {
    return leaf_.verbatim.empty() || reads_verbatim(text_, begin, end, leaf_.verbatim);
  }

  /// False at the limit.
  bool emit(std::uint32_t begin, std::uint32_t end, std::vector<LeafMatch>& out) {
    if (fits(begin, end)) {
      out.push_back({index_, {Span{begin, end}}});
      ++found_;
    }
    return found_ < limit_;
  }

  void match_words(std::vector<LeafMatch>& out) {
    for (std::size_t i = 0; i < hits_.size();) {
      const GroupHit* widest = nullptr;
      const std::uint32_t position = hits_[i].position;
      for (; i < hits_.size() && hits_[i].position == position; ++i) {
        const GroupHit& hit = hits_[i];
        if (!fits(hit.begin, hit.end)) continue;
        if (widest == nullptr || hit.end - hit.begin > widest->end - widest->begin) widest = &hit;
      }
      if (widest != nullptr && !emit(widest->begin, widest->end, out)) return;
    }
  }

  /// A phrase of which the first groups have matched.
  struct Beginning {
    std::uint32_t begin = 0;  ///< byte at which it begins
    std::uint32_t end = 0;
    std::uint32_t next = 0;  ///< position at which it goes on
  };

  void match_phrases(std::vector<LeafMatch>& out) {
    std::stable_sort(hits_.begin(), hits_.end(),
                     [](const GroupHit& a, const GroupHit& b) { return a.group < b.group; });
    std::vector<Beginning> beginnings;
    std::vector<Beginning> longer;
    auto hit = hits_.begin();
    for (; hit != hits_.end() && hit->group == 0; ++hit) {
      beginnings.push_back({hit->begin, hit->end, hit->next});
    }
    for (std::size_t group = 1; group < leaf_.groups.size() && !beginnings.empty(); ++group) {
      const auto first = hit;
      while (hit != hits_.end() && hit->group == group)
        ++hit;
      extend(beginnings, first, hit, longer);
      beginnings.swap(longer);
    }
    sort_by_begin(beginnings);
    for (const Beginning& match : beginnings) {
      if (!emit(match.begin, match.end, out)) return;
    }
  }

  /// Joins beginnings with the hits [first, last) of the next group, ascending by position, that
  /// stand where they go on.
  static void extend(std::vector<Beginning>& beginnings, std::vector<GroupHit>::iterator first,
                     std::vector<GroupHit>::iterator last, std::vector<Beginning>& longer) {
    longer.clear();
    const auto earlier = [](const Beginning& a, const Beginning& b) { return a.next < b.next; };
    if (!std::is_sorted(beginnings.begin(), beginnings.end(), earlier)) {
      std::stable_sort(beginnings.begin(), beginnings.end(), earlier);
    }
    auto beginning = beginnings.begin();
    for (auto hit = first; hit != last; ++hit) {
      while (beginning != beginnings.end() && beginning->next < hit->position)
        ++beginning;
      if (beginning == beginnings.end()) return;
      if (beginning->next != hit->position) continue;
      longer.push_back({beginning->begin, std::max(beginning->end, hit->end), hit->next});
    }
  }

  static void sort_by_begin(std::vector<Beginning>& beginnings) {
    std::sort(beginnings.begin(), beginnings.end(), [](const Beginning& a, const Beginning& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    const auto same = [](const Beginning& a, const Beginning& b) {
      return a.begin == b.begin && a.end == b.end;
    };
    beginnings.erase(std::unique(beginnings.begin(), beginnings.end(), same), beginnings.end());
  }

  void match_near(std::vector<LeafMatch>& out);

  const Leaf& leaf_;
  std::size_t index_;
  std::string_view text_;
  std::size_t limit_;
  std::size_t found_ = 0;
  std::vector<GroupHit> hits_;
};

void LeafHits::match_near(std::vector<LeafMatch>& out) {
  std::vector<std::vector<GroupHit>> by_group(leaf_.groups.size());
  for (const GroupHit& hit : hits_)
    by_group[hit.group].push_back(hit);
  std::vector<std::vector<Occurrence>> occurrences;
  for (const NearPart& part : near_parts(leaf_)) {
    auto& found = occurrences.emplace_back(find_part(part, by_group));
    std::erase_if(found, [&](const Occurrence& occurrence) {
      return !part.verbatim.empty() &&
             !reads_verbatim(text_, occurrence.begin, occurrence.end, part.verbatim);
    });
    if (found.empty()) return;
  }
  NearChooser chooser(std::move(occurrences),
                      static_cast<std::uint32_t>(std::max(leaf_.distance, 0)));
  for (const std::uint32_t end : chooser.ends()) {
    const auto choice = chooser.ending_at(end);
    if (choice.empty()) continue;
    LeafMatch& match = out.emplace_back();
    match.leaf = index_;
    for (const Occurrence& occurrence : choice)
      match.bytes.push_back({occurrence.begin, occurrence.end});
    if (++found_ == limit_) return;
  }
}

}  // namespace

std::vector<MatchToken> match_tokens(const std::vector<Token>& tokens) {
  std::vector<MatchToken> result;
  result.reserve(tokens.size());
  std::size_t own = 0;  // the first token at the position: the word's own
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.position != tokens[own].position) own = i;
    std::uint32_t next = token.position + 1;
    if (token.bytes.end > tokens[own].bytes.end) {
      for (std::size_t j = i + 1; j < tokens.size(); ++j) {
        if (tokens[j].position < next) continue;
        if (tokens[j].bytes.begin >= token.bytes.end) break;
        next = tokens[j].position + 1;
      }
    }
    result.push_back({token.term, static_cast<std::uint32_t>(token.bytes.begin),
                      static_cast<std::uint32_t>(token.bytes.end), token.position, next});
  }
  return result;
}

std::vector<MatchToken> match_tokens(std::span<const TokenRef> tokens) {
  std::vector<MatchToken> result;
  result.reserve(tokens.size());
  for (const TokenRef& token : tokens) {
    result.push_back(
        {token.term, token.begin, token.end, token.position, token.position + token.width});
  }
  return result;
}

LeafMatcher::LeafMatcher(const std::vector<Leaf>& leaves, Field field) : leaves_(leaves) {
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    if (leaves[leaf].field != Field::anywhere && leaves[leaf].field != field) continue;
    for (std::size_t group = 0; group < leaves[leaf].groups.size(); ++group) {
      for (const std::string& term : leaves[leaf].groups[group].terms) {
        groups_[term].push_back({leaf, group});
      }
    }
  }
}

std::vector<LeafMatch> LeafMatcher::find(const std::vector<MatchToken>& tokens,
                                         std::string_view text, std::size_t limit_per_leaf) const {
  std::vector<LeafHits> hits;
  std::vector<std::size_t> slots(leaves_.size(), SIZE_MAX);  // of a leaf in `hits`
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const MatchToken& token = tokens[i];
    const auto found = groups_.find(token.term);
    if (found == groups_.end()) continue;
    const bool own = i == 0 || tokens[i - 1].position != token.position;
    for (const GroupRef& ref : found->second) {
      const auto& written = leaves_[ref.leaf].groups[ref.group].written;
      if (written && !(own && is_written(token, text, *written))) continue;
      std::size_t& slot = slots[ref.leaf];
      if (slot == SIZE_MAX) {
        slot = hits.size();
        hits.emplace_back(leaves_[ref.leaf], ref.leaf, text, limit_per_leaf);
      }
      hits[slot].add(token, ref.group);
    }
  }
  std::vector<LeafMatch> matches;
  for (LeafHits& leaf : hits)
    leaf.match(matches);
  std::sort(matches.begin(), matches.end(), [](const LeafMatch& a, const LeafMatch& b) {
    return std::tie(a.bytes.front(), a.leaf) < std::tie(b.bytes.front(), b.leaf);
  });
  return matches;
}

}  // namespace pilcrow::internal
