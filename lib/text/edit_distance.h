#pragma once

#include <string_view>

namespace pilcrow::internal {

/// Levenshtein distance with transpositions over code points, or `bound + 1` where it is larger.
int edit_distance(std::u32string_view a, std::u32string_view b, int bound);

}  // namespace pilcrow::internal
