// Fuzzes the query parser: whatever is typed gives a tree within the limits, and printing that tree
// and reading it again gives the same tree.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "search/query.h"

namespace {

std::size_t count_nodes(const pilcrow::internal::Node& node) {
  std::size_t count = 1;
  for (const auto& child : node.children)
    count += count_nodes(child);
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using pilcrow::internal::parse_query;
  static const std::vector<std::string> facets{"country", "topic", "year", "about", "desk"};
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const auto first = parse_query(query, facets);
  const std::size_t nodes = count_nodes(first.root);
  if (nodes > pilcrow::internal::kMaxQueryNodes) std::abort();
  const std::string printed = print_query(first.root);
  // At the very limits the printed form may be longer than what is read.
  const bool whole = printed.size() <= pilcrow::internal::kMaxQueryBytes &&
                     nodes < pilcrow::internal::kMaxQueryNodes * 3 / 4;
  if (whole && !(parse_query(printed, facets).root == first.root)) std::abort();
  return 0;
}
