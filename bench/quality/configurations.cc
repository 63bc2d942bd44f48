#include "quality/configurations.h"

#include "common/exit_code.h"

namespace pilcrow::bench {

const std::vector<Configuration>& configurations() {
  static const std::vector<Configuration> kAll{
      {"any", "any word, the default of this measurement",
       [](SearchRequest& request) { request.match = Match::any; }},
      {"auto", "all words, any where that finds too few: the default of a request",
       [](SearchRequest& request) { request.match = Match::automatic; }},
      {"all", "all words", [](SearchRequest& request) { request.match = Match::all; }},
  };
  return kAll;
}

const Configuration& configuration(const std::string& name) {
  std::string names;
  for (const Configuration& one : configurations()) {
    if (one.name == name) return one;
    names += (names.empty() ? "" : ", ") + std::string(one.name);
  }
  throw programs::UsageError("no configuration \"" + name + "\"; there are " + names +
                             ", exact, quantised");
}

}  // namespace pilcrow::bench
