#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "search/highlight.h"
#include "search/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMaxSentences = 3;

/// A match as a whole: what must not be cut where it is a phrase.
struct Extent {
  Span bytes;
  std::size_t leaf;
};

std::vector<Extent> extents_of(const std::vector<LeafMatch>& matches) {
  std::vector<Extent> extents;
  extents.reserve(matches.size());
  for (const LeafMatch& match : matches) {
    if (match.bytes.empty()) continue;
    extents.push_back({{match.bytes.front().begin, match.bytes.back().end}, match.leaf});
  }
  const auto before = [](const Extent& a, const Extent& b) { return a.bytes < b.bytes; };
  if (!std::is_sorted(extents.begin(), extents.end(), before)) {
    std::sort(extents.begin(), extents.end(), before);
  }
  return extents;
}

/// What a window is chosen by.
struct Score {
  double weight = 0;  ///< of the distinct leaves in it
  std::size_t matches = 0;

  [[nodiscard]] bool better_than(const Score& other) const {
    constexpr double kRounding = 1e-9;  // sums of weights in another order
    if (weight > other.weight + kRounding) return true;
    return weight > other.weight - kRounding && matches > other.matches;
  }
};

/// Adds up matches, each leaf's weight once.
class Scorer {
 public:
  Scorer(const std::vector<Extent>& extents, const std::vector<double>& weights)
      : weights_(weights) {
    std::size_t leaves = 0;
    for (const Extent& extent : extents)
      leaves = std::max(leaves, extent.leaf + 1);
    counts_.resize(leaves);
  }

  void add(const Extent& extent) {
    ++score_.matches;
    if (counts_[extent.leaf]++ > 0) return;
    seen_.push_back(extent.leaf);
    score_.weight += weight(extent.leaf);
  }

  void remove(const Extent& extent) {
    --score_.matches;
    if (--counts_[extent.leaf] == 0) score_.weight -= weight(extent.leaf);
  }

  void clear() {
    for (const std::size_t leaf : seen_)
      counts_[leaf] = 0;
    seen_.clear();
    score_ = {};
  }

  [[nodiscard]] const Score& score() const { return score_; }

 private:
  [[nodiscard]] double weight(std::size_t leaf) const {
    return leaf < weights_.size() ? weights_[leaf] : 1.0;
  }

  const std::vector<double>& weights_;
  std::vector<std::size_t> counts_;  ///< per leaf
  std::vector<std::size_t> seen_;    ///< the leaves with counts, some of them twice
  Score score_;
};

/// Joins sentences that a match spans, so that no border runs through it.
void join_across(const std::vector<LeafMatch>& matches, std::vector<Span>& sentences) {
  std::vector<Span> joined;
  std::size_t reach = 0;
  std::size_t next = 0;
  for (const Span& sentence : sentences) {
    if (!joined.empty() && reach > sentence.begin) {
      joined.back().end = sentence.end;
    } else {
      joined.push_back(sentence);
    }
    for (; next < matches.size() && !matches[next].bytes.empty() &&
           matches[next].bytes.front().begin < sentence.end;
         ++next) {
      for (const Span& span : matches[next].bytes) {
        if (span.begin < sentence.end) reach = std::max(reach, span.end);
      }
    }
  }
  sentences = std::move(joined);
}

/// Matches close to each other.
struct Cluster {
  Span bytes;
  Score score;
};

/// The best matches within `target` bytes in `sentence`, from the first to the last of them. Empty,
/// at the beginning, where there are none.
Cluster best_cluster(Span sentence, const std::vector<Extent>& extents,
                     const std::vector<double>& weights, std::size_t target) {
  Scorer scorer(extents, weights);
  Cluster best{{sentence.begin, sentence.begin}, {}};
  auto first = std::lower_bound(
      extents.begin(), extents.end(), sentence.begin,
      [](const Extent& extent, std::size_t at) { return extent.bytes.begin < at; });
  std::size_t end = 0;
  for (auto last = first; last != extents.end() && last->bytes.begin < sentence.end; ++last) {
    if (last->bytes.end > sentence.end) continue;
    scorer.add(*last);
    end = std::max(end, last->bytes.end);
    for (; first != last && end - first->bytes.begin > target; ++first) {
      if (first->bytes.end <= sentence.end) scorer.remove(*first);
    }
    if (first == last) end = last->bytes.end;
    if (scorer.score().better_than(best.score)) {
      best = {{first->bytes.begin, end}, scorer.score()};
    }
  }
  return best;
}

/// A run of sentences [first, last).
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;
};

class SentenceChooser {
 public:
  SentenceChooser(const std::vector<Span>& sentences, const std::vector<Extent>& extents,
                  const std::vector<double>& weights, std::size_t target)
      : sentences_(sentences), extents_(extents), weights_(weights), target_(target) {}

  /// The best run among those that begin with a sentence that holds a match, filled up with what
  /// follows, or else with what precedes, as far as there is room.
  [[nodiscard]] Run choose() {
    std::optional<Run> best;
    Score best_score;
    std::size_t extent = 0;
    for (std::size_t first = 0; first < sentences_.size(); ++first) {
      while (extent < extents_.size() && extents_[extent].bytes.begin < sentences_[first].begin) {
        ++extent;
      }
      if (extent == extents_.size()) break;
      if (extents_[extent].bytes.begin >= sentences_[first].end) continue;
      const Run run = fill_forward(first);
      const Score score = score_of(run, extent);
      if (!best || score.better_than(best_score)) {
        best = run;
        best_score = score;
      }
    }
    return best ? fill_backward(*best) : fill_forward(0);
  }

 private:
  [[nodiscard]] bool fits(const Run& run) const {
    return run.last - run.first <= kMaxSentences &&
           sentences_[run.last - 1].end - sentences_[run.first].begin <= target_;
  }

  [[nodiscard]] Run fill_forward(std::size_t first) const {
    Run run{first, first + 1};
    while (run.last < sentences_.size() && fits({first, run.last + 1}))
      ++run.last;
    return run;
  }

  [[nodiscard]] Run fill_backward(Run run) const {
    while (run.first > 0 && fits({run.first - 1, run.last}))
      --run.first;
    return run;
  }

  /// Of what can be shown of a run: all of it, or the best part of a sentence that is too long.
  Score score_of(const Run& run, std::size_t from) {
    const Span window{sentences_[run.first].begin, sentences_[run.last - 1].end};
    if (window.size() > target_) return best_cluster(window, extents_, weights_, target_).score;
    scorer_.clear();
    for (std::size_t i = from; i < extents_.size() && extents_[i].bytes.begin < window.end; ++i) {
      if (extents_[i].bytes.end <= window.end) scorer_.add(extents_[i]);
    }
    const Score score = scorer_.score();
    scorer_.clear();
    return score;
  }

  const std::vector<Span>& sentences_;
  const std::vector<Extent>& extents_;
  const std::vector<double>& weights_;
  std::size_t target_;
  Scorer scorer_{extents_, weights_};
};

/// Where a window may begin or end inside a sentence.
struct Borders {
  std::vector<std::size_t> begins;
  std::vector<std::size_t> ends;
};

/// Between words there is white space, or nothing (scripts without spaces), or a full-width mark;
/// a hyphen or an apostrophe holds its words together. Marks go with the word they touch.
void add_borders(std::string_view text, Span gap, Borders& borders) {
  const std::string_view between = text.substr(gap.begin, gap.size());
  const std::size_t space = between.find_first_of(" \t\n");
  if (space != std::string_view::npos) {
    borders.ends.push_back(gap.begin + space);
    borders.begins.push_back(gap.begin + between.find_last_of(" \t\n") + 1);
  } else if (between.empty() || between.find_first_of("\xe3\xef") != std::string_view::npos) {
    borders.ends.push_back(gap.end);
    borders.begins.push_back(gap.end);
  }
}

/// The borders in a part of a sentence; words that the part may cut give none.
Borders find_borders(std::string_view text, Span region) {
  std::vector<Word> words;
  split_words(text.substr(region.begin, region.size()), words);
  Borders borders;
  for (std::size_t i = 1; i < words.size(); ++i) {
    add_borders(text, {region.begin + words[i - 1].end, region.begin + words[i].begin}, borders);
  }
  return borders;
}

bool continues_character(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return false;
  std::size_t behind = at;
  const std::int32_t c = next_code_point(text, behind);
  if (c >= 0 && (u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND) || c == 0x200d ||
                 u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR))) {
    return true;
  }
  std::size_t before = at;
  return previous_code_point(text, before) == 0x200d;
}

/// A border between characters as people see them, for a "word" without end.
std::size_t character_border(std::string_view text, std::size_t at) {
  constexpr int kMaxSteps = 32;
  at = floor_to_character(text, at);
  for (int i = 0; i < kMaxSteps && at > 0 && continues_character(text, at); ++i) {
    at = floor_to_character(text, at - 1);
  }
  return at;
}

/// How far from the wanted end of a window a border of words is looked for.
constexpr std::size_t kMargin = 100;

std::size_t begin_of_window(std::string_view text, std::size_t wanted, std::size_t latest,
                            const std::vector<std::size_t>& borders) {
  const auto behind = std::lower_bound(borders.begin(), borders.end(), wanted);
  if (behind != borders.end() && *behind <= latest) return *behind;
  if (behind != borders.begin()) return *(behind - 1);
  return std::min(latest, character_border(text, wanted));
}

std::size_t end_of_window(std::string_view text, std::size_t wanted, std::size_t earliest,
                          const std::vector<std::size_t>& borders) {
  const auto behind = std::upper_bound(borders.begin(), borders.end(), wanted);
  if (behind != borders.begin() && *(behind - 1) >= earliest) return *(behind - 1);
  if (behind != borders.end()) return *behind;
  return std::max(earliest, character_border(text, wanted));
}

/// Moves the ends of a window out of matches they run through: towards `core`, or outwards where
/// the match begins in `core`.
class MatchKeeper {
 public:
  MatchKeeper(const std::vector<LeafMatch>& matches, const Borders& borders, Span core)
      : matches_(matches), borders_(borders), core_(core) {}

  [[nodiscard]] Span keep(Span window) const {
    constexpr int kMaxRounds = 16;
    for (int round = 0; round < kMaxRounds; ++round) {
      const Span before = window;
      for (const LeafMatch& match : matches_) {
        for (const Span& span : match.bytes) {
          if (span.begin < window.begin && window.begin < span.end) move_begin(span, window);
          if (span.begin < window.end && window.end < span.end) move_end(span, window);
        }
      }
      if (window == before) break;
    }
    return window;
  }

 private:
  void move_begin(Span match, Span& window) const {
    if (match.end > core_.begin) {
      window.begin = match.begin;
      return;
    }
    const auto border = std::lower_bound(borders_.begins.begin(), borders_.begins.end(), match.end);
    window.begin = border != borders_.begins.end() && *border <= core_.begin ? *border : match.end;
  }

  void move_end(Span match, Span& window) const {
    if (match.begin < core_.end) {
      window.end = match.end;
      return;
    }
    const auto border = std::upper_bound(borders_.ends.begin(), borders_.ends.end(), match.begin);
    const bool usable = border != borders_.ends.begin() && *(border - 1) >= core_.end &&
                        *(border - 1) > window.begin;
    window.end = usable ? *(border - 1) : std::max(match.begin, window.begin);
  }

  const std::vector<LeafMatch>& matches_;
  const Borders& borders_;
  Span core_;
};

/// Grows `core` to about `target` bytes inside `sentence`, to borders of words; a third of the room
/// in front of it.
Span grow(std::string_view text, const std::vector<LeafMatch>& matches, Span core, Span sentence,
          std::size_t target) {
  const std::size_t spare = target > core.size() ? target - core.size() : 0;
  const std::size_t room_before = core.begin - sentence.begin;
  const std::size_t room_after = sentence.end - core.end;
  const std::size_t after = std::min(room_after, spare - std::min(room_before, spare / 3));
  const std::size_t before = std::min(room_before, spare - after);
  const Span wanted{core.begin - before, core.end + after};
  const std::size_t margin_before = std::min(room_before - before, kMargin);
  const std::size_t margin_after = std::min(room_after - after, kMargin);
  const Borders borders =
      find_borders(text, {floor_to_character(text, wanted.begin - margin_before),
                          floor_to_character(text, wanted.end + margin_after)});
  Span window = wanted;
  if (before < room_before) {
    window.begin = begin_of_window(text, wanted.begin, core.begin, borders.begins);
  }
  if (after < room_after) {
    const std::size_t earliest = std::max(core.end, window.begin + 1);
    window.end = end_of_window(text, wanted.end, earliest, borders.ends);
  }
  return MatchKeeper(matches, borders, core).keep(window);
}

}  // namespace

Span choose_snippet(std::string_view text, const std::vector<LeafMatch>& matches,
                    const std::vector<double>& leaf_weights, std::size_t target_bytes) {
  const std::vector<Extent> extents = extents_of(matches);
  const std::size_t until = extents.empty() ? target_bytes : SIZE_MAX;
  std::vector<Span> sentences = find_sentences(text, until);
  if (sentences.empty()) return {0, 0};
  join_across(matches, sentences);
  const Run run = SentenceChooser(sentences, extents, leaf_weights, target_bytes).choose();
  const Span window{sentences[run.first].begin, sentences[run.last - 1].end};
  if (window.size() <= target_bytes) return window;
  const Cluster core = best_cluster(window, extents, leaf_weights, target_bytes);
  return grow(text, matches, core.bytes, window, target_bytes);
}

}  // namespace pilcrow::internal
