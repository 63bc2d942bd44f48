#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pilcrow/search_request.h"

namespace pilcrow::bench {

/// A named way to ask: what it changes in a request. The table of them is in configurations.cc; add
/// a line to compare one more.
struct Configuration {
  std::string name;
  std::string description;
  std::function<void(SearchRequest&)> apply;
};

const std::vector<Configuration>& configurations();

/// Throws UsageError listing the names there are.
const Configuration& configuration(const std::string& name);

}  // namespace pilcrow::bench
