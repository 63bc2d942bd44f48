#pragma once

#include <cstddef>
#include <string_view>

namespace pilcrow::bench {

/// How fast text becomes words and terms, on one core.
struct AnalyzeFigures {
  std::size_t bytes = 0;  ///< of the text
  std::size_t tokens = 0;
  std::size_t distinct_terms = 0;
  double split_mb_per_s = 0;     ///< word borders alone
  double stream_mb_per_s = 0;    ///< terms, positions, offsets: what the index writer uses
  double analyzer_mb_per_s = 0;  ///< the same through the public class
};

/// Measures on `text`, cut into lines as an index would see paragraphs; each figure is the best of
/// `rounds`. 1 MB is 1,000,000 bytes. Throws Error (internal) if the two interfaces disagree.
AnalyzeFigures measure_analyzer(std::string_view text, std::string_view language, int rounds = 3);

}  // namespace pilcrow::bench
