#include "quality/tuning.h"

#include <charconv>
#include <functional>
#include <map>

#include "common/exit_code.h"
#include "pilcrow/searcher.h"
#include "quality/measures.h"

namespace pilcrow::bench {

namespace {

constexpr int kRounds = 2;
// Less than this is no reason to leave a weight that is in use.
constexpr double kLeastGain = 0.0003;

// Whether query `q` of collection `c` takes part.
using Chosen = std::function<bool(std::size_t c, std::size_t q)>;

using Settings = std::vector<float>;  // by place in weights()

Settings settings_of(const RankingWeights& from) {
  Settings settings;
  for (const Weight& weight : weights())
    settings.push_back(from.*weight.member);
  return settings;
}

RankingWeights weights_of(const Settings& settings) {
  RankingWeights result;
  for (std::size_t i = 0; i < settings.size(); ++i)
    result.*weights()[i].member = settings[i];
  return result;
}

}  // namespace

const std::vector<Weight>& weights() {
  static const std::vector<Weight> kAll{
      {"proximity", &RankingWeights::proximity, {0, 0.15F, 0.3F, 0.5F}},
      {"related", &RankingWeights::related, {0, 0.05F, 0.1F, 0.15F, 0.2F}},
      {"characters", &RankingWeights::characters, {0, 0.15F, 0.3F, 0.5F}},
      {"context", &RankingWeights::context, {0, 0.15F, 0.3F, 0.5F}},
      {"stop_words", &RankingWeights::stop_words, {0, 0.15F, 0.3F, 0.5F}},
      {"title", &RankingWeights::title, {0, 1, 2, 3}},
      {"title_decay", &RankingWeights::title_decay, {}},
      {"expansion", &RankingWeights::expansion, {}},
  };
  return kAll;
}

void set_weight(RankingWeights& settings, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  const std::string name = assignment.substr(0, equals);
  std::string names;
  for (const Weight& weight : weights()) {
    names += (names.empty() ? "" : ", ") + weight.name;
    if (weight.name != name || equals == std::string::npos) continue;
    const char* begin = assignment.data() + equals + 1;
    const char* end = assignment.data() + assignment.size();
    const auto [at, error] = std::from_chars(begin, end, settings.*weight.member);
    if (error == std::errc() && at == end) return;
    throw programs::UsageError("--weight " + assignment + ": what stands behind = is no number");
  }
  throw programs::UsageError("--weight takes NAME=NUMBER, NAME being one of " + names);
}

struct Tuning::Impl {
  explicit Impl(const std::vector<Collection>& all) : collections(all) {}

  // nDCG@10 by collection and query; each setting is asked once.
  const std::vector<std::vector<double>>& results(const Settings& settings) {
    auto& known = asked[settings];
    if (!known.empty()) return known;
    SearchRequest request{.match = Match::any,
                          .limit = 10,
                          .per_document = 1,
                          .count_total = false,
                          .texts = false,
                          .highlights = false};
    request.ranking.weights = weights_of(settings);
    for (std::size_t c = 0; c < collections.size(); ++c) {
      auto& by_query = known.emplace_back();
      for (const JudgedQuery& query : collections[c].queries) {
        request.query = plain_query(query.text);
        std::vector<std::string> ranking;
        for (const Hit& hit : searchers[c]->search(request).hits)
          ranking.push_back(hit.document_id);
        by_query.push_back(measure(ranking, query.grades).ndcg10);
      }
    }
    return known;
  }

  double mean(const Settings& settings, const Chosen& chosen) {
    const auto& all = results(settings);
    double sum = 0;
    int collections_seen = 0;
    for (std::size_t c = 0; c < all.size(); ++c) {
      double of_collection = 0;
      int queries = 0;
      for (std::size_t q = 0; q < all[c].size(); ++q) {
        if (!chosen(c, q)) continue;
        of_collection += all[c][q];
        ++queries;
      }
      if (queries == 0) continue;
      sum += of_collection / queries;
      ++collections_seen;
    }
    return collections_seen == 0 ? 0 : sum / collections_seen;
  }

  Settings descend(const Chosen& training) {
    Settings best = settings_of({});
    double best_mean = mean(best, training);
    for (int round = 0; round < kRounds; ++round) {
      for (std::size_t i = 0; i < best.size(); ++i) {
        for (const float value : weights()[i].grid) {
          Settings other = best;
          other[i] = value;
          const double other_mean = mean(other, training);
          if (other_mean <= best_mean + kLeastGain) continue;
          best = other;
          best_mean = other_mean;
        }
      }
    }
    return best;
  }

  HeldOut judge(std::string name, const Chosen& held_out) {
    const Settings chosen = descend([&](std::size_t c, std::size_t q) { return !held_out(c, q); });
    return {std::move(name), weights_of(chosen), mean(chosen, held_out),
            mean(settings_of({}), held_out)};
  }

  const std::vector<Collection>& collections;
  std::vector<std::unique_ptr<Searcher>> searchers;
  std::map<Settings, std::vector<std::vector<double>>> asked;
};

Tuning::Tuning(const std::vector<Collection>& collections,
               const std::vector<std::filesystem::path>& indexes)
    : impl_(std::make_unique<Impl>(collections)) {
  for (const auto& index : indexes)
    impl_->searchers.push_back(std::make_unique<Searcher>(index));
}
Tuning::~Tuning() = default;

std::vector<HeldOut> Tuning::by_folds(std::size_t folds) {
  std::vector<HeldOut> all;
  for (std::size_t fold = 0; fold < folds; ++fold)
    all.push_back(impl_->judge(std::to_string(fold + 1) + " of " + std::to_string(folds),
                               [=](std::size_t, std::size_t q) { return q % folds == fold; }));
  return all;
}

std::vector<HeldOut> Tuning::by_collection() {
  std::vector<HeldOut> all;
  for (std::size_t held = 0; held < impl_->collections.size(); ++held)
    all.push_back(impl_->judge(impl_->collections[held].name,
                               [=](std::size_t c, std::size_t) { return c == held; }));
  return all;
}

}  // namespace pilcrow::bench
