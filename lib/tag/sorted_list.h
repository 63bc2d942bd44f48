#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace pilcrow::internal {

/// True where a list that is in the order of its bytes holds `word`.
template <class List>
bool is_in(const List& sorted, std::string_view word) {
  return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

}  // namespace pilcrow::internal
