#include "quality/configurations.h"

#include "common/exit_code.h"

namespace pilcrow::bench {

namespace {

// Everything but one part of the ranking.
Configuration without(const std::string& part, bool RankingOptions::*option) {
  return {"no-" + part, "any word, without " + part, [option](SearchRequest& request) {
            request.match = Match::any;
            request.ranking.*option = false;
          }};
}

}  // namespace

const std::vector<Configuration>& configurations() {
  static const std::vector<Configuration> kAll{
      {"any", "any word, the default of this measurement",
       [](SearchRequest& request) { request.match = Match::any; }},
      {"auto", "all words, any where that finds too few: the default of a request",
       [](SearchRequest& request) { request.match = Match::automatic; }},
      {"all", "all words", [](SearchRequest& request) { request.match = Match::all; }},
      {"expand", "any word, with feedback",
       [](SearchRequest& request) {
         request.match = Match::any;
         request.ranking.expand = true;
       }},
      {"auto-expand", "auto, with feedback",
       [](SearchRequest& request) { request.ranking.expand = true; }},
      {"plain", "any word, BM25F alone",
       [](SearchRequest& request) {
         request.match = Match::any;
         request.ranking = RankingOptions::plain();
       }},
      without("proximity", &RankingOptions::proximity),
      without("related", &RankingOptions::related),
      without("title", &RankingOptions::title),
      without("context", &RankingOptions::context),
      without("stop_words", &RankingOptions::stop_words),
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
