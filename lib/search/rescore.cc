#include "search/rescore.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <set>
#include <unordered_map>

#include "index/schema.h"
#include "search/document_context.h"
#include "search/extra_term.h"
#include "search/feedback.h"
#include "search/form_marks.h"
#include "search/leaf_evaluator.h"
#include "search/likeness.h"
#include "search/proximity.h"
#include "search/query_words.h"
#include "search/stop_words.h"
#include "search/word_reader.h"

namespace pilcrow::internal {

namespace {

// An example of feedback counts by this power of its score's share of the best: a few where one
// paragraph stands out, many where the scores are flat.
constexpr float kExampleDecay = 6;

// A candidate with the parts of its score.
struct RescoredItem {
  Candidate candidate;
  float base = 0;
  float proximity = 0;  // share of the base
  float recency = 0;    // share of the base
  float related = 0;
  float stop_words = 0;
  float context = 0;
  float title = 0;
  float expansion = 0;
};

bool better(const RescoredItem& a, const RescoredItem& b) {
  if (a.candidate.tier != b.candidate.tier) return a.candidate.tier > b.candidate.tier;
  if (a.candidate.score != b.candidate.score) return a.candidate.score > b.candidate.score;
  return a.candidate.docid < b.candidate.docid;
}

// Days since 1 March 0000 of YYYYMMDD; unknown parts count as the middle of the year or month.
int day_number(std::uint32_t date) {
  int year = static_cast<int>(date / 10000);
  const int month = date / 100 % 100 == 0 ? 7 : static_cast<int>(date / 100 % 100);
  const int day = date % 100 == 0 ? 15 : static_cast<int>(date % 100);
  year -= month <= 2 ? 1 : 0;
  return 365 * year + year / 4 - year / 100 + year / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day;
}

class Rescoring {
 public:
  Rescoring(std::vector<Candidate>& top, const Plan& plan, const SearchRequest& request,
            const Snapshot& snapshot)
      : top_(top),
        request_(request),
        ranking_(request.ranking),
        weights_(request.ranking.weights),
        plan_(plan),
        snapshot_(snapshot),
        words_(query_words(plan, snapshot)) {
    const std::size_t count = std::min(top.size(), kRescored);
    for (std::size_t i = 0; i < count; ++i)
      items_.push_back({top[i], top[i].score});
    order_by_docid();
  }

  Rescored run() {
    if (items_.empty()) return {};
    look_at_texts();
    if (ranking_.related) add(characters(), &RescoredItem::related);
    if (ranking_.context) add_context();
    add_recency();
    sort();
    if (ranking_.title) add_title();
    if (ranking_.expand) expand();
    for (std::size_t i = 0; i < items_.size(); ++i)
      top_[i] = items_[i].candidate;
    if (request_.explain) explain();
    return std::move(result_);
  }

 private:
  void sort() {
    for (RescoredItem& item : items_)
      item.candidate.score = item.base * (1 + item.proximity) * (1 + item.recency) + item.related +
                             item.stop_words + item.context + item.title + item.expansion;
    std::sort(items_.begin(), items_.end(), better);
    order_by_docid();
  }

  void order_by_docid() {
    by_docid_.resize(items_.size());
    std::iota(by_docid_.begin(), by_docid_.end(), 0U);
    std::sort(by_docid_.begin(), by_docid_.end(), [this](std::uint32_t a, std::uint32_t b) {
      return items_[a].candidate.docid < items_[b].candidate.docid;
    });
  }

  // Adds the scores of terms to a part of each item's score.
  void add(const std::vector<ExtraTerm>& terms, float RescoredItem::*part) {
    for (const ExtraTerm& term : terms) {
      const Operand operand = Operand::view(term.list, term.weight);
      Galloper galloper(operand);
      for (const std::uint32_t i : by_docid_)
        if (galloper.seek(items_[i].candidate.docid)) items_[i].*part += galloper.score();
    }
  }

  // What is measured in the words of each paragraph, all of it in one pass.
  void look_at_texts() {
    static const std::vector<std::string> kNothing;
    FormMarks marks(snapshot_.forward());
    Likeness likeness(ranking_.related ? plan_.typed : kNothing, marks, snapshot_);
    Proximity proximity(words_, snapshot_.forward());
    StopWords stop_words(plan_.stop_words, snapshot_);
    const bool near = ranking_.proximity && proximity.measures();
    const bool stops = ranking_.stop_words && stop_words.measures();
    if (near)
      for (const QueryWord& word : words_)
        for (const std::string& term : word.group.terms)
          marks.want(term);
    if (stops)
      for (const TermGroup& word : plan_.stop_words)
        marks.want(word.terms.front());
    if (marks.empty()) return;
    constexpr std::size_t kFetchAhead = 4;
    std::vector<ForwardToken> tokens;
    for (std::size_t i = 0; i < by_docid_.size(); ++i) {
      if (i + 2 * kFetchAhead < by_docid_.size())
        snapshot_.forward().prefetch_place(items_[by_docid_[i + 2 * kFetchAhead]].candidate.docid);
      if (i + kFetchAhead < by_docid_.size())
        snapshot_.forward().prefetch(items_[by_docid_[i + kFetchAhead]].candidate.docid);
      RescoredItem& item = items_[by_docid_[i]];
      const std::uint32_t length = marks.tokens(item.candidate.docid, tokens);
      if (near) item.proximity = weights_.proximity * proximity.of(tokens);
      if (stops) item.stop_words = weights_.stop_words * stop_words.of(tokens, length);
      if (likeness.measures()) item.related = weights_.related * likeness.of(tokens, length);
    }
  }

  // The single characters of pairs.
  std::vector<ExtraTerm> characters() {
    std::vector<ExtraTerm> terms;
    std::set<std::string> taken;
    for (const QueryWord& word : words_) {
      for (const std::string& term : word.group.terms) {
        if (!is_character_pair(term)) continue;
        for (std::string character : {term.substr(0, 3), term.substr(3)}) {
          if (!taken.insert(character).second) continue;
          auto list = snapshot_.postings(character);
          const float weight = weights_.characters * unit_weight(*list, snapshot_);
          terms.push_back({std::move(character), std::move(list), weight});
        }
      }
    }
    return terms;
  }

  void add_context() {
    DocumentContext context(words_, snapshot_);
    for (const std::uint32_t i : by_docid_)
      items_[i].context = weights_.context * context.of(items_[i].candidate.docid);
  }

  // The best paragraph of a document gets what its title is worth, each further one half of that
  // of the one before.
  void add_title() {
    std::vector<ExtraTerm> terms;
    for (const QueryWord& word : words_) {
      auto list = group_postings(word.group, schema::kTitlePrefix, snapshot_);
      if (!list->docids.empty())
        terms.push_back({"", std::move(list), weights_.title * word.weight});
    }
    if (terms.empty()) return;
    add(terms, &RescoredItem::title);
    std::unordered_map<DocId, float> shares;
    for (RescoredItem& item : items_) {
      float& share =
          shares.try_emplace(snapshot_.columns().first(item.candidate.docid), 1.0F).first->second;
      item.title *= share;
      share *= weights_.title_decay;
    }
    sort();
  }

  // How much the newest paragraphs gain on the oldest.
  void add_recency() {
    const double half_life = ranking_.recency_half_life_days;
    if (!(half_life > 0)) return;
    std::uint32_t newest = 0;
    for (const RescoredItem& item : items_)
      newest = std::max(newest, snapshot_.columns().date(item.candidate.docid));
    for (RescoredItem& item : items_) {
      const std::uint32_t date = snapshot_.columns().date(item.candidate.docid);
      if (date == 0) continue;
      const double age = std::max(0, day_number(newest) - day_number(date));
      item.recency = static_cast<float>(std::exp2(-age / half_life));
    }
  }

  // How flat the scores of the first ten are: near 1 where many paragraphs are about the matter,
  // near 0 where one answers it and the rest would lead astray.
  [[nodiscard]] double agreement() const {
    const std::size_t count = std::min<std::size_t>(items_.size(), 10);
    const double best = items_.front().candidate.score;
    if (best <= 0) return 0;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
      sum += std::pow(items_[i].candidate.score / best, 4);
    return sum / static_cast<double>(count);
  }

  void expand() {
    if (words_.empty()) return;
    std::vector<Example> examples;
    const float best = std::max(items_.front().candidate.score, 1e-6F);
    for (std::size_t i = 0; i < std::min(items_.size(), weights_.expansion_examples); ++i)
      examples.push_back(
          {items_[i].candidate.docid, std::pow(items_[i].candidate.score / best, kExampleDecay)});
    std::set<std::string> asked;
    for (const QueryWord& word : words_)
      asked.insert(word.group.terms.begin(), word.group.terms.end());
    std::vector<ExtraTerm> terms = telling_terms(examples, weights_.expansion_terms, snapshot_);
    const double weight =
        double{weights_.expansion} * agreement() * static_cast<double>(words_.size());
    for (ExtraTerm& term : terms) {
      if (!asked.contains(term.term)) result_.expansion.push_back(term.term);
      term.weight *= static_cast<float>(weight) * unit_weight(*term.list, snapshot_);
    }
    add(terms, &RescoredItem::expansion);
    keep_first();
    sort();
  }

  // The terms were learned from the first hits: no other paragraph is more like these than they are
  // themselves, however often it repeats the terms.
  void keep_first() {
    float most = 0;
    for (const RescoredItem& item : items_)
      most = std::max(most, item.expansion);
    for (std::size_t i = 0; i < std::min(items_.size(), weights_.expansion_kept); ++i)
      items_[i].expansion = most;
  }

  void explain() {
    std::string line;
    if (!result_.expansion.empty()) {
      line = "expanded by";
      for (const std::string& term : result_.expansion)
        line += " " + term;
      result_.explanation.push_back(std::move(line));
    }
    const std::size_t end = std::min(items_.size(), request_.offset + request_.limit);
    for (std::size_t i = request_.offset; i < end; ++i)
      result_.explanation.push_back(explain(i + 1, items_[i]));
  }

  static std::string explain(std::size_t rank, const RescoredItem& item) {
    char buffer[300];
    const float near = item.base * item.proximity;
    std::snprintf(buffer, sizeof buffer,
                  "hit %zu: %.3f = words %.3f + proximity %.3f + recency %.3f + related words %.3f "
                  "+ stop words %.3f + context %.3f + title %.3f + expansion %.3f",
                  rank, double{item.candidate.score}, double{item.base}, double{near},
                  double{(item.base + near) * item.recency}, double{item.related},
                  double{item.stop_words}, double{item.context}, double{item.title},
                  double{item.expansion});
    return buffer;
  }

  std::vector<Candidate>& top_;
  const SearchRequest& request_;
  const RankingOptions& ranking_;
  const RankingWeights& weights_;
  const Plan& plan_;
  const Snapshot& snapshot_;
  std::vector<QueryWord> words_;
  std::vector<RescoredItem> items_;
  std::vector<std::uint32_t> by_docid_;
  Rescored result_;
};

}  // namespace

bool rescores(const SearchRequest& request) {
  const RankingOptions& ranking = request.ranking;
  return request.sort == Sort::relevance &&
         (ranking.proximity || ranking.related || ranking.title || ranking.context ||
          ranking.stop_words || ranking.expand || ranking.recency_half_life_days > 0);
}

Rescored rescore(std::vector<Candidate>& top, const Plan& plan, const SearchRequest& request,
                 const Snapshot& snapshot) {
  return Rescoring(top, plan, request, snapshot).run();
}

}  // namespace pilcrow::internal
