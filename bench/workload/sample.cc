#include "workload/sample.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/random.h"
#include "pilcrow/analyzer.h"

namespace pilcrow::bench {
namespace {

constexpr std::size_t kWindows = 250;
constexpr std::size_t kWindowParagraphs = 40;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What may stand before or behind a word that every engine reads alike.
bool stands_free(std::string_view text, std::size_t begin, std::size_t end) {
  const auto before = [&](std::size_t i) { return text[i] == ' ' || text[i] == '('; };
  if (begin > 0 && !before(begin - 1)) return false;
  if (end == text.size() || text[end] == ' ') return true;
  const bool sign = std::string_view(",.;:!?)").find(text[end]) != std::string_view::npos;
  return sign && (end + 1 == text.size() || text[end + 1] == ' ');
}

}  // namespace

std::vector<SampleWord> plain_words(std::string_view text) {
  std::vector<SampleWord> words;
  std::size_t last_end = std::string_view::npos;
  for (std::size_t begin = 0; begin < text.size();) {
    if (!is_letter(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end]))
      ++end;
    if (stands_free(text, begin, end)) {
      SampleWord word;
      for (const char c : text.substr(begin, end - begin))
        word.text += static_cast<char>(c | 0x20);
      // The word before is followed by this one where a single space lies between them.
      if (!words.empty() && last_end + 1 == begin && text[last_end] == ' ')
        words.back().joined = true;
      words.push_back(std::move(word));
      last_end = end;
    }
    begin = end;
  }
  return words;
}

Sample::Sample(const Searcher& searcher, std::uint64_t seed) {
  const std::uint64_t total = searcher.stats().paragraphs;
  Random random(seed);
  const Analyzer analyzer;
  const std::size_t windows = total > kWindows * kWindowParagraphs ? kWindows : 1;
  const std::size_t length = windows == 1 ? kWindows * kWindowParagraphs : kWindowParagraphs;
  for (std::size_t window = 0; window < windows; ++window) {
    const std::size_t first = windows == 1 ? 0 : random.below(total - length);
    const SearchResult found = searcher.search(
        {.query = "", .limit = length, .offset = first, .count_total = false, .highlights = false});
    for (const Hit& hit : found.hits) {
      SampleParagraph paragraph{plain_words(hit.paragraph.text), hit.paragraph.tags};
      std::unordered_set<std::string> seen;
      for (SampleWord& word : paragraph.words) {
        word.stop_word = analyzer.is_stop_word(word.text, "en");
        if (!word.stop_word && seen.insert(word.text).second) ++frequencies_[word.text];
      }
      paragraphs_.push_back(std::move(paragraph));
    }
  }
}

std::size_t Sample::frequency(const std::string& word) const {
  const auto it = frequencies_.find(word);
  return it == frequencies_.end() ? 0 : it->second;
}

std::vector<std::string> Sample::most_frequent(std::size_t count) const {
  std::vector<std::pair<std::size_t, std::string>> sorted;
  sorted.reserve(frequencies_.size());
  for (const auto& [word, frequency] : frequencies_)
    sorted.emplace_back(frequency, word);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(count, sorted.size()); ++i)
    words.push_back(sorted[i].second);
  return words;
}

}  // namespace pilcrow::bench
