#include "read/wrap.h"

#include <algorithm>
#include <map>

namespace pilcrow::internal {
namespace {

/// What the pairs of neighboring lines say for one way of measuring.
struct WrapEvidence {
  std::uint32_t measure = 0;
  std::size_t pairs = 0;
  std::size_t mid = 0;   ///< broken in mid-sentence
  std::size_t full = 0;  ///< of these, where the next word would not have fitted
};

std::uint32_t usual_width(const std::vector<Line>& lines, const std::vector<std::size_t>& which,
                          const Wrap& wrap) {
  std::vector<std::uint32_t> widths;
  for (const std::size_t i : which) {
    if (lines[i].mid_sentence()) widths.push_back(wrap.width(lines[i]));
  }
  if (widths.size() < 3) {
    for (const std::size_t i : which)
      widths.push_back(wrap.width(lines[i]));
  }
  if (widths.empty()) return 0;
  const auto rank = widths.begin() + static_cast<std::ptrdiff_t>((widths.size() - 1) * 9 / 10);
  std::nth_element(widths.begin(), rank, widths.end());
  return *rank;
}

bool is_pair(const std::vector<std::size_t>& which, std::size_t i) {
  return which[i] == which[i - 1] + 1;
}

WrapEvidence weigh(const std::vector<Line>& lines, const std::vector<std::size_t>& which,
                   Wrap wrap) {
  WrapEvidence evidence;
  wrap.measure = evidence.measure = usual_width(lines, which, wrap);
  for (std::size_t i = 1; i < which.size(); ++i) {
    if (!is_pair(which, i)) continue;
    const Line& a = lines[which[i - 1]];
    const Line& b = lines[which[i]];
    ++evidence.pairs;
    if (!a.mid_sentence() || b.start == LineStart::bullet) continue;
    ++evidence.mid;
    if (!wrap.fits(a, b, 0.97)) ++evidence.full;
  }
  return evidence;
}

/// Mid-sentence breaks are many, and nearly all at full lines.
bool is_wrapped(const WrapEvidence& evidence) {
  const bool narrow = evidence.measure >= 20 * 500 && evidence.measure <= 160 * 500;
  return narrow && evidence.mid >= 2 && evidence.mid * 100 >= evidence.pairs * 40 &&
         evidence.full * 100 >= evidence.mid * 70;
}

void find_indents(const std::vector<Line>& lines, const std::vector<std::size_t>& which,
                  Wrap& wrap) {
  std::map<std::uint32_t, std::size_t> counts;
  for (const std::size_t i : which)
    ++counts[lines[i].indent];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  wrap.base_indent = most->first;
  std::size_t indented = 0;
  std::size_t starting = 0;
  for (std::size_t i = 1; i < which.size(); ++i) {
    if (lines[which[i]].indent <= wrap.base_indent) continue;
    ++indented;
    if (!lines[which[i - 1]].mid_sentence()) ++starting;
  }
  wrap.indents_mark = indented >= 2 && indented * 2 <= which.size() &&
                      starting * 10 >= indented * 7 && which.size() <= 60 * indented;
}

void find_gaps(const std::vector<Line>& lines, const std::vector<std::size_t>& which, Wrap& wrap) {
  std::size_t gaps = 0;
  std::size_t short_ends = 0;  // sentences that end on a short line, without a gap behind it
  for (std::size_t i = 1; i < which.size(); ++i) {
    const Line& a = lines[which[i - 1]];
    if (a.mid_sentence()) continue;
    if (!is_pair(which, i)) {
      ++gaps;
    } else if (wrap.fits(a, lines[which[i]], 0.95)) {
      ++short_ends;
    }
  }
  wrap.gaps_mark = gaps >= 1 && gaps >= short_ends;
}

}  // namespace

Wrap find_wrap(const std::vector<Line>& lines, const std::vector<std::size_t>& which) {
  Wrap wrap;
  if (which.size() < 3) return wrap;
  Wrap typed;
  typed.by_type = true;
  const WrapEvidence chars = weigh(lines, which, wrap);
  const WrapEvidence type = weigh(lines, which, typed);
  const WrapEvidence& better = type.full > chars.full ? type : chars;
  if (!is_wrapped(better)) return wrap;
  wrap.wrapped = true;
  wrap.by_type = &better == &type;
  wrap.measure = better.measure;
  find_indents(lines, which, wrap);
  find_gaps(lines, which, wrap);
  return wrap;
}

}  // namespace pilcrow::internal
