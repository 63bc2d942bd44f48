#include "search/likeness.h"

#include <algorithm>
#include <string_view>

#include "search/bits.h"
#include "text/words.h"

namespace pilcrow::internal {

Likeness::Likeness(const std::vector<std::string>& words, FormMarks& marks,
                   const Snapshot& snapshot)
    : constants_(snapshot.manifest().ranking), marks_(marks) {
  if (words.empty()) return;
  const LetterRuns& runs = snapshot.letter_runs();
  std::vector<std::uint32_t> wanted;
  for (const std::string& typed : words) {
    std::vector<Word> parts;
    split_words(typed, parts);
    for (const Word& part : parts)
      runs.append_runs_of(std::string_view(typed).substr(part.begin, part.end - part.begin),
                          wanted);
  }
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  std::erase_if(wanted, [&](std::uint32_t run) { return runs.forms_with(run).empty(); });
  if (wanted.size() > kMostRuns) {
    std::stable_sort(wanted.begin(), wanted.end(), [&](std::uint32_t a, std::uint32_t b) {
      return runs.weight(a) > runs.weight(b);
    });
    wanted.resize(kMostRuns);
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    weights_.push_back(runs.weight(wanted[i]));
    for (const std::uint32_t form : runs.forms_with(wanted[i])) {
      std::uint32_t mark = marks.mark(form);
      if (mark == 0) {
        form_runs_.emplace_back();
        mark = static_cast<std::uint32_t>(form_runs_.size());
        marks.set_mark(form, mark);
      }
      form_runs_[mark - 1][i / 64] |= std::uint64_t{1} << (i % 64);
    }
  }
}

float Likeness::of(std::span<const ForwardToken> tokens, std::uint32_t length) {
  RunSet seen{};
  for (const ForwardToken& token : tokens) {
    const std::uint32_t mark = marks_.mark(token.form);
    if (mark == 0) continue;
    const RunSet& runs = form_runs_[mark - 1];
    for (std::size_t block = 0; block < runs.size(); ++block) {
      seen[block] |= runs[block];
      for_each_bit(block, runs[block], [this](std::uint32_t run) { ++counts_[run]; });
    }
  }
  const FieldCounts lengths{length, 0, 0};
  float sum = 0;
  for (std::size_t block = 0; block < seen.size(); ++block) {
    for_each_bit(block, seen[block], [&](std::uint32_t run) {
      const FieldCounts count{counts_[run], 0, 0};
      sum += weights_[run] * static_cast<float>(term_frequency_part(constants_, count, lengths));
      counts_[run] = 0;
    });
  }
  return sum;
}

}  // namespace pilcrow::internal
