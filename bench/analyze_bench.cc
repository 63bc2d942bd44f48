#include "analyze_bench.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "analyze/token_stream.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/error.h"
#include "text/words.h"

namespace pilcrow::bench {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

template <typename Work>
double best_mb_per_s(std::size_t bytes, int rounds, const Work& work) {
  using Clock = std::chrono::steady_clock;
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = Clock::now();
    work();
    const std::chrono::duration<double> seconds = Clock::now() - begin;
    best = std::max(best, static_cast<double>(bytes) / 1e6 / seconds.count());
  }
  return best;
}

}  // namespace

AnalyzeFigures measure_analyzer(std::string_view text, std::string_view language, int rounds) {
  const std::vector<std::string_view> lines = lines_of(text);
  AnalyzeFigures figures{.bytes = text.size()};

  std::vector<internal::Word> words;
  figures.split_mb_per_s = best_mb_per_s(text.size(), rounds, [&] {
    for (const std::string_view line : lines) {
      words.clear();
      internal::split_words(line, words);
    }
  });

  figures.stream_mb_per_s = best_mb_per_s(text.size(), rounds, [&] {
    internal::TokenStream stream;
    figures.tokens = 0;
    for (const std::string_view line : lines)
      figures.tokens += stream.analyze(line, language).size();
    figures.distinct_terms = stream.term_count();
  });

  std::size_t tokens = 0;
  figures.analyzer_mb_per_s = best_mb_per_s(text.size(), rounds, [&] {
    const Analyzer analyzer;
    tokens = 0;
    for (const std::string_view line : lines)
      tokens += analyzer.analyze(line, language).size();
  });
  if (tokens != figures.tokens) {
    throw Error(ErrorCode::internal, "the analyzer and its stream give different tokens");
  }
  return figures;
}

}  // namespace pilcrow::bench
