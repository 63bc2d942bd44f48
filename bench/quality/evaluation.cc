#include "quality/evaluation.h"

#include <fstream>
#include <utility>

#include "pilcrow/error.h"
#include "pilcrow/index_writer.h"
#include "pilcrow/reader.h"

namespace pilcrow::bench {

template <typename Rank>
Evaluation Evaluator::evaluate(std::string name, const Rank& rank) const {
  Evaluation evaluation;
  evaluation.configuration = std::move(name);
  for (const JudgedQuery& query : collection_.queries) {
    evaluation.rankings.push_back(rank(plain_query(query.text)));
    evaluation.measures.push_back(measure(evaluation.rankings.back(), query.grades));
  }
  return evaluation;
}

Evaluation Evaluator::ask(const Configuration& configuration, const RankingWeights& weights) const {
  SearchRequest request{.limit = depth_,
                        .per_document = 1,
                        .count_total = false,
                        .texts = false,
                        .highlights = false};
  configuration.apply(request);
  request.ranking.weights = weights;
  return evaluate(std::string(configuration.name), [&](const std::string& query) {
    std::vector<std::string> ranking;
    if (query.empty()) return ranking;
    request.query = query;
    for (const Hit& hit : searcher_.search(request).hits)
      ranking.push_back(hit.document_id);
    return ranking;
  });
}

Evaluation Evaluator::score(Precision precision) {
  if (!exact_) exact_ = std::make_unique<ExactRanking>(searcher_, index_);
  return evaluate(precision == Precision::exact ? "exact" : "quantised",
                  [&](const std::string& query) { return exact_->rank(query, precision, depth_); });
}

void index_collection(const Collection& collection, const std::filesystem::path& index,
                      const std::string& language) {
  std::ifstream in(collection.corpus);
  if (!in) throw Error(ErrorCode::not_found, "cannot open " + collection.corpus.string());
  std::string trouble;
  const NoteSink notes = [&trouble](const Note& note) {
    if (note.severity == Severity::error) trouble = note.where + ": " + note.message;
  };
  IndexWriter writer(index, {.mode = OpenMode::rebuild, .default_language = language});
  Reader().read_jsonl(
      in, collection.corpus.string(),
      [&writer](Document&& document) {
        writer.add(std::move(document));
        return true;
      },
      notes);
  // A collection with a record missing gives figures that look right and are not.
  if (!trouble.empty()) throw Error(ErrorCode::unreadable, trouble);
  writer.commit();
}

}  // namespace pilcrow::bench
