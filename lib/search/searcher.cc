#include "pilcrow/searcher.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <mutex>

#include "index/record.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/error.h"
#include "search/collect.h"
#include "search/completion.h"
#include "search/deadline.h"
#include "search/evaluate.h"
#include "search/histogram.h"
#include "search/more_like.h"
#include "search/plan.h"
#include "search/present.h"
#include "search/query.h"
#include "search/rescore.h"
#include "search/snapshot.h"
#include "search/suggestion.h"
#include "text/words.h"

namespace pilcrow {

namespace fs = std::filesystem;
using namespace internal;

namespace {

constexpr int kAttempts = 20;
constexpr std::chrono::milliseconds kLeastTimeout{1};
constexpr std::chrono::milliseconds kMostTimeout{86'400'000};
constexpr std::chrono::seconds kLookAgain{5};

std::size_t bag_parts(const Plan& plan) {
  if (plan.root.kind != PlanKind::bag) return 0;
  return static_cast<std::size_t>(
      std::count_if(plan.root.children.begin(), plan.root.children.end(),
                    [](const PlanNode& child) { return child.kind != PlanKind::negate; }));
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// What to say where any of the words had to do. `halved`: those with half of them come first.
std::string few_have_all(std::uint64_t paragraphs, bool halved) {
  if (paragraphs == 0)
    return std::string("no paragraph has all of the words; those with any of them are shown, ") +
           (halved ? "those with at least half of them first" : "best first");
  return "only " + counted(paragraphs, "paragraph has", "paragraphs have") +
         " all of the words; those with " +
         (halved ? "at least half of them follow, then those with any" : "any of them follow");
}

// One search over one state of the index.
class Search {
 public:
  Search(const SearchRequest& request, const Snapshot& snapshot)
      : request_(request), snapshot_(snapshot), deadline_(request.time_limit, request.cancelled) {}

  SearchResult run() {
    query_ = parse_query(request_.query, snapshot_.manifest().facets);
    result_.query = request_.query;
    return finish(match());
  }

  /// Paragraphs like those of a range, itself left out.
  SearchResult run_like(ParagraphRange range) {
    plan_ = make_plan({}, request_, Match::any, snapshot_, deadline_);
    look_for_like(range, plan_, snapshot_);
    result_.match = Match::any;
    const Matches matches = Evaluator(plan_, snapshot_, deadline_).evaluate(Match::any);
    matches_ = only_alike(matches, range);
    return finish(collect(matches_, plan_, request_, room(), false, snapshot_));
  }

 private:
  // Puts the collected matches in their final order and makes the result of them.
  SearchResult finish(Collected collected) {
    if (rescores(request_)) {
      Rescored rescored = rescore(collected.top, plan_, request_, snapshot_);
      result_.expansion = std::move(rescored.expansion);
      std::move(rescored.explanation.begin(), rescored.explanation.end(),
                std::back_inserter(plan_.explanation));
    }
    if (request_.ranking.rescorer && request_.sort == Sort::relevance)
      rescore_by_caller(collected.top);
    collected.top.resize(std::min(collected.top.size(), last_wanted()));
    result_.paragraphs = {collected.paragraphs, collected.exact};
    result_.documents = {collected.documents, collected.exact};
    const std::size_t begin = std::min(request_.offset, collected.top.size());
    const std::vector<Candidate> page(collected.top.begin() + static_cast<std::ptrdiff_t>(begin),
                                      collected.top.end());
    result_.hits = present_hits(page, begin + 1, request_, plan_, snapshot_, deadline_);
    result_.facets = present_facets(collected.facets, request_, plan_, snapshot_);
    for (std::size_t i = 0; i < request_.facets.size(); ++i)
      if (const std::size_t bars = request_.facets[i].histogram; bars > 0)
        result_.facets[i].histogram =
            make_histogram(collected.facets[i], bars, matches_, plan_, snapshot_);
    if ((collected.exact && collected.paragraphs < kEnough) || result_.match == Match::any)
      result_.suggestion = suggest_query(request_.query, query_.root, snapshot_);
    result_.notes = std::move(plan_.notes);
    tell_missing_shards();
    for (const std::string& line : plan_.explanation)
      result_.explanation += line + "\n";
    return std::move(result_);
  }

  // What is counted here is not all there is.
  void tell_missing_shards() {
    result_.missing_shards = snapshot_.missing();
    for (const MissingShard& missing : result_.missing_shards) {
      result_.notes.push_back(
          {Severity::error, "",
           "the shard " + missing.shard + " is missing from the results: " + missing.reason});
      result_.paragraphs.exact = false;
      result_.documents.exact = false;
    }
  }

  // The order that the caller's function gives the first hits.
  void rescore_by_caller(std::vector<Candidate>& top) {
    const std::size_t count = std::min(top.size(), request_.ranking.rescorer_limit);
    if (count == 0 || request_.offset >= request_.ranking.rescorer_limit) return;
    std::vector<Candidate> best(top.begin(), top.begin() + static_cast<std::ptrdiff_t>(count));
    SearchRequest with_texts = request_;
    with_texts.texts = true;
    with_texts.highlights = false;
    with_texts.context = 0;
    const std::vector<Hit> hits = present_hits(best, 1, with_texts, plan_, snapshot_, deadline_);
    std::vector<double> scores;
    scores.reserve(hits.size());
    for (const Hit& hit : hits)
      scores.push_back(hit.score);
    request_.ranking.rescorer(request_.query, hits, scores);
    for (std::size_t i = 0; i < count; ++i)
      best[i].score = std::isnan(scores[i]) ? -std::numeric_limits<float>::infinity()
                                            : static_cast<float>(scores[i]);
    std::stable_sort(best.begin(), best.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    std::copy(best.begin(), best.end(), top.begin());
    if (request_.explain)
      plan_.explanation.push_back("the first " + counted(count, "hit was", "hits were") +
                                  " scored by the caller");
  }

  // How many candidates ordering needs.
  [[nodiscard]] std::size_t room() const {
    if (request_.sort != Sort::relevance) return last_wanted();
    const std::size_t by_caller = request_.ranking.rescorer ? request_.ranking.rescorer_limit : 0;
    const std::size_t rescored = rescores(request_) ? kRescored : 0;
    return std::max(
        {last_wanted(), rescored, std::min<std::size_t>(by_caller, snapshot_.paragraphs())});
  }

  // Number of hits up to the end of the page.
  [[nodiscard]] std::size_t last_wanted() const {
    return std::min<std::size_t>(request_.offset, snapshot_.paragraphs()) +
           std::min<std::size_t>(request_.limit, snapshot_.paragraphs());
  }

  Collected collect_matches(const Plan& plan, Match match, bool tiers) {
    const std::size_t best = wants_best_only(plan, request_, tiers) ? room() : 0;
    matches_ = Evaluator(plan, snapshot_, deadline_, best).evaluate(match);
    return collect(matches_, plan, request_, room(), tiers, snapshot_);
  }

  Collected match() {
    const Match first = request_.match == Match::any ? Match::any : Match::all;
    plan_ = make_plan(query_, request_, first, snapshot_, deadline_);
    result_.match = first;
    Collected all = collect_matches(plan_, first, false);
    const bool enough = !all.exact || all.paragraphs >= request_.limit;
    if (request_.match != Match::automatic || enough) return all;
    Plan loose = make_plan(query_, request_, Match::any, snapshot_, deadline_);
    if (bag_parts(loose) < 2) return all;
    Collected any = collect_matches(loose, Match::any, true);
    if (any.exact && any.paragraphs == all.paragraphs) return all;
    plan_ = std::move(loose);
    result_.match = Match::any;
    plan_.notes.push_back(
        {Severity::info, "", few_have_all(all.paragraphs, bag_parts(plan_) <= kMostHalved)});
    return any;
  }

  const SearchRequest& request_;
  const Snapshot& snapshot_;
  Deadline deadline_;
  ParsedQuery query_;
  Plan plan_;
  Matches matches_;
  SearchResult result_;
};

}  // namespace

struct Searcher::Impl {
  Impl(const fs::path& index, const SearcherOptions& given) {
    options.places = {index.string()};
    options.places.insert(options.places.end(), given.shards.begin(), given.shards.end());
    options.analyzer = std::make_shared<const Analyzer>();
    options.cache_bytes = given.cache_bytes;
    if (!given.synonyms.empty())
      options.synonyms = std::make_shared<const Synonyms>(given.synonyms);
    options.shard_timeout = std::clamp(given.shard_timeout, kLeastTimeout, kMostTimeout);
    options.partial = given.partial_results;
    set_snapshot(Snapshot::open(options));
  }

  [[nodiscard]] std::shared_ptr<const Snapshot> current() const {
    const std::lock_guard lock(mutex);
    return snapshot;
  }

  void set_snapshot(std::shared_ptr<const Snapshot> next) {
    const std::lock_guard lock(mutex);
    snapshot = std::move(next);
    look_again = std::chrono::steady_clock::now() + kLookAgain;
  }

  // Opens the newest state, without a shard that is lost, unless somebody else has opened one since
  // `seen`.
  bool move_on(const std::shared_ptr<const Snapshot>& seen, const ShardLost* lost = nullptr) {
    const std::lock_guard opening(opening_mutex);
    if (current() != seen) return true;
    set_snapshot(Snapshot::open(options, seen.get(), lost));
    return true;
  }

  // Reads the state anew, and makes what turned out to be damaged from the stored text.
  void mend(const std::shared_ptr<const Snapshot>& seen) {
    const std::lock_guard opening(opening_mutex);
    if (current() != seen) return;
    options.file_check = FileCheck::whole;
    set_snapshot(Snapshot::open(options));
  }

  // Moves on where a shard that was missing is back; looks at most every few seconds.
  void look_for_missing(const std::shared_ptr<const Snapshot>& seen) {
    if (seen->missing().empty()) return;
    {
      const std::lock_guard lock(mutex);
      const auto now = std::chrono::steady_clock::now();
      if (now < look_again) return;
      look_again = now + kLookAgain;
    }
    if (seen->outdated()) move_on(seen);
  }

  // Runs `work` on the current state; again on a newer one where that was overwritten meanwhile, or
  // without a shard that was lost, where that is allowed.
  template <typename Work>
  auto with_snapshot(Work&& work) {
    look_for_missing(current());
    for (int attempt = 1;; ++attempt) {
      const auto state = current();
      const ShardWaits waits;
      try {
        return with_xapian(name(), [&] { return work(*state); });
      } catch (const ShardLost& lost) {
        if (!options.partial || attempt == kAttempts) throw;
        move_on(state, &lost);
      } catch (const CacheDamaged&) {
        mend(state);
      } catch (const StateMoved&) {
        if (attempt == kAttempts)
          throw Error(ErrorCode::io, name() + " is changed faster than it can be read; try again");
        move_on(state);
      }
    }
  }

  [[nodiscard]] const std::string& name() const { return options.places.front(); }

  SnapshotOptions options;
  mutable std::mutex mutex;
  std::mutex opening_mutex;
  std::shared_ptr<const Snapshot> snapshot;
  std::chrono::steady_clock::time_point look_again;  // for shards that are missing
};

Searcher::Searcher(const fs::path& index, const SearcherOptions& options)
    : impl_(std::make_unique<Impl>(index, options)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

SearchResult Searcher::search(const SearchRequest& request) const {
  const auto start = std::chrono::steady_clock::now();
  SearchResult result = impl_->with_snapshot(
      [&](const Snapshot& snapshot) { return Search(request, snapshot).run(); });
  result.took_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return result;
}

bool Searcher::refresh() {
  const auto state = impl_->current();
  if (!state->outdated()) return false;
  return impl_->move_on(state);
}

namespace {

// The paragraphs of a document; throws `not_found`.
ParagraphRange paragraphs_of(const Snapshot& snapshot, std::string_view id) {
  const DocId first = snapshot.first_paragraph(id);
  if (first == 0)
    throw Error(ErrorCode::not_found, "no document \"" + std::string(id) + "\" in this index");
  const std::size_t count = decode_document(snapshot.record(first)).document.paragraphs;
  return {first, static_cast<DocId>(first + count - 1)};
}

void check_without_query(const SearchRequest& request) {
  if (!request.query.empty())
    throw Error(ErrorCode::invalid_argument,
                "a search for text like another takes filters but no query");
}

}  // namespace

SearchResult Searcher::more_like(std::string_view id, std::size_t ordinal,
                                 const SearchRequest& request) const {
  check_without_query(request);
  return impl_->with_snapshot([&](const Snapshot& snapshot) {
    const ParagraphRange document = paragraphs_of(snapshot, id);
    if (ordinal < 1 || ordinal > std::size_t{document.last - document.first} + 1)
      throw Error(ErrorCode::not_found, "document \"" + std::string(id) + "\" has no paragraph " +
                                            std::to_string(ordinal));
    const auto docid = static_cast<DocId>(document.first + ordinal - 1);
    return Search(request, snapshot).run_like({docid, docid});
  });
}

SearchResult Searcher::more_like_document(std::string_view id, const SearchRequest& request) const {
  check_without_query(request);
  SearchRequest by_document = request;
  if (by_document.per_document == 0) by_document.per_document = 1;
  return impl_->with_snapshot([&](const Snapshot& snapshot) {
    return Search(by_document, snapshot).run_like(paragraphs_of(snapshot, id));
  });
}

std::optional<StoredDocument> Searcher::document(std::string_view id) const {
  return impl_->with_snapshot([&](const Snapshot& snapshot) -> std::optional<StoredDocument> {
    const DocId first = snapshot.first_paragraph(id);
    if (first == 0) return std::nullopt;
    return decode_document(snapshot.record(first)).document;
  });
}

std::vector<StoredParagraph> Searcher::paragraphs(std::string_view id, std::size_t first,
                                                  std::size_t last) const {
  return impl_->with_snapshot([&](const Snapshot& snapshot) {
    std::vector<StoredParagraph> result;
    const DocId begin = snapshot.first_paragraph(id);
    if (begin == 0) return result;
    const std::size_t count = decode_document(snapshot.record(begin)).document.paragraphs;
    for (std::size_t ordinal = std::max<std::size_t>(first, 1); ordinal <= std::min(last, count);
         ++ordinal) {
      const auto docid = static_cast<DocId>(begin + ordinal - 1);
      result.push_back(decode_paragraph(snapshot.record(docid)).paragraph);
    }
    return result;
  });
}

std::vector<Suggestion> Searcher::suggest(std::string_view prefix, std::size_t limit,
                                          std::string_view language) const {
  return impl_->with_snapshot(
      [&](const Snapshot& snapshot) { return complete(prefix, limit, language, snapshot); });
}

std::vector<FacetValue> Searcher::facet_values(std::string_view facet, std::string_view prefix,
                                               std::size_t limit, std::string_view language) const {
  return impl_->with_snapshot([&](const Snapshot& snapshot) {
    const std::uint32_t number = facet_number(snapshot, std::string(facet));
    const std::string folded = fold_words(prefix);
    const bool blank = prefix.find_first_not_of(" \t\n") == std::string_view::npos;
    if (folded.empty() && !blank) return std::vector<FacetValue>{};
    return snapshot.facet_catalog(language)->with_prefix(number, folded, limit);
  });
}

IndexStats Searcher::stats() const {
  return impl_->with_snapshot([](const Snapshot& snapshot) { return snapshot.stats(); });
}

std::vector<std::string> Searcher::facets() const {
  return impl_->current()->manifest().facets;
}

}  // namespace pilcrow
