#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "read/lines.h"

namespace pilcrow::internal {

/// Decides what a hyphen at the end of a line was: the mark of a word that was cut, or part of the
/// word. The rest of the text knows: whether it holds "cooperation" or "co-operation" elsewhere,
/// whether its lines often end so.
class Hyphenation {
 public:
  Hyphenation(std::string_view text, const std::vector<Line>& lines);

  /// True where the hyphen at the end of `a` goes when `b` follows.
  [[nodiscard]] bool drops(const Line& a, const Line& b) const;

 private:
  void count_words();
  [[nodiscard]] std::uint32_t count(std::string_view word) const;

  std::string_view text_;
  bool frequent_ = false;
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;  // by hash of the lower-case word
};

}  // namespace pilcrow::internal
