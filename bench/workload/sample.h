#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pilcrow/searcher.h"

namespace pilcrow::bench {

/// A word of a paragraph, with what follows it.
struct SampleWord {
  std::string text;     ///< ASCII letters, lower case
  bool joined = false;  ///< one space, and nothing else, stands between it and the next
  bool stop_word = false;
};

struct SampleParagraph {
  std::vector<SampleWord> words;
  std::vector<Tag> tags;
};

/// Some paragraphs of an index, from places spread over all of it, as queries are drawn from them.
class Sample {
 public:
  Sample(const Searcher& searcher, std::uint64_t seed);

  [[nodiscard]] const std::vector<SampleParagraph>& paragraphs() const { return paragraphs_; }
  /// In how many paragraphs of the sample a word stands; 0 for stop words.
  [[nodiscard]] std::size_t frequency(const std::string& word) const;
  /// The words that stand in most paragraphs, stop words left out, ties by their letters.
  [[nodiscard]] std::vector<std::string> most_frequent(std::size_t count) const;

 private:
  std::vector<SampleParagraph> paragraphs_;
  std::unordered_map<std::string, std::size_t> frequencies_;
};

/// The words of a text that consist of ASCII letters alone and stand free. Words with apostrophes,
/// hyphens, digits, dots inside or letters beyond ASCII are left out: engines read them
/// differently.
std::vector<SampleWord> plain_words(std::string_view text);

}  // namespace pilcrow::bench
