#include "search/snapshot.h"

#include <algorithm>
#include <future>
#include <numeric>

#include "index/record.h"
#include "index/schema.h"
#include "index/stored.h"
#include "pilcrow/error.h"
#include "search/shard_finder.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

constexpr int kOpenAttempts = 20;
constexpr std::size_t kDocumentBytes = std::size_t{8} << 20;

// The languages of several databases, most paragraphs first.
std::vector<std::string> languages_of(const std::vector<std::shared_ptr<const Shard>>& shards) {
  const std::string prefix(schema::kLanguagePrefix);
  std::map<std::string, std::uint64_t> counts;
  for (const auto& shard : shards)
    counts = shard->with([&](const Xapian::Database& database) {
      auto more = counts;
      for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it)
        more[(*it).substr(prefix.size())] += it.get_termfreq();
      return more;
    });
  std::vector<std::string> languages;
  languages.reserve(counts.size());
  for (const auto& [language, count] : counts)
    languages.push_back(language);
  std::stable_sort(languages.begin(), languages.end(),
                   [&counts](const std::string& a, const std::string& b) {
                     return counts.at(a) > counts.at(b);
                   });
  return languages;
}

}  // namespace

Snapshot::Snapshot(SnapshotOptions options)
    : options_(std::move(options)), cache_(options_.cache_bytes), documents_(kDocumentBytes) {}

std::shared_ptr<const Snapshot> Snapshot::open(const fs::path& index,
                                               std::shared_ptr<const Analyzer> analyzer,
                                               std::size_t cache_bytes) {
  return open({{index.string()}, std::move(analyzer), cache_bytes});
}

std::shared_ptr<const Snapshot> Snapshot::open(const SnapshotOptions& options,
                                               const Snapshot* previous, const ShardLost* lost) {
  for (int attempt = 1;; ++attempt) {
    const ShardWaits waits;
    ShardFinder finder(options);
    std::shared_ptr<Snapshot> snapshot(new Snapshot(options));
    try {
      auto shards = finder.open(
          previous == nullptr ? std::vector<std::shared_ptr<const Shard>>() : previous->shards_,
          lost);
      snapshot->missing_ = finder.missing();
      snapshot->missing_places_ = finder.missing_places();
      snapshot->places_ = finder.places();
      snapshot->assemble(std::move(shards));
      return snapshot;
    } catch (const CacheDamaged&) {
      SnapshotOptions again = options;
      again.file_check = FileCheck::whole;
      return open(again, nullptr, lost);
    } catch (const StateMoved&) {
      if (attempt == kOpenAttempts)
        throw Error(ErrorCode::io,
                    options.places.front() + " is changed faster than it can be opened; try again");
    } catch (const Error&) {
      // A generation may go while it is being opened: then the manifest names another one by now.
      if (attempt == kOpenAttempts || !finder.moved()) throw;
    }
  }
}

void Snapshot::assemble(std::vector<std::shared_ptr<const Shard>> shards) {
  shards_ = std::move(shards);
  manifest_ = shards_.front()->manifest();
  columns_ = &shards_.front()->columns();
  forward_ = &shards_.front()->forward();
  if (shards_.size() > 1) join();
  languages_ = languages_of(shards_);
  for (const auto& shard : shards_)
    paragraphs_ += shard->paragraphs();
}

void Snapshot::join() {
  std::vector<DocidMap::Source> sources;
  std::vector<const Columns*> columns;
  std::vector<const ForwardColumn*> forwards;
  for (const auto& shard : shards_) {
    sources.push_back({&shard->columns(), &shard->orders()});
    columns.push_back(&shard->columns());
    forwards.push_back(&shard->forward());
    for (const std::string& facet : shard->manifest().facets)
      if (std::find(manifest_.facets.begin(), manifest_.facets.end(), facet) ==
          manifest_.facets.end())
        manifest_.facets.push_back(facet);
  }
  DocidMap map(sources);
  Columns joined_columns = Columns::join(columns, map.runs(), manifest_.facets);
  ForwardColumn joined_forward = ForwardColumn::join(forwards, map.runs());
  joined_ = std::make_unique<const Joined>(
      Joined{std::move(map), std::move(joined_columns), std::move(joined_forward)});
  columns_ = &joined_->columns;
  forward_ = &joined_->forward;
}

bool Snapshot::outdated() const {
  ShardFinder finder(options_);
  finder.find();
  if (finder.places() != places_ || !finder.finds(shards_)) return true;
  const ShardWaits waits;
  for (const auto& shard : shards_) {
    try {
      if (shard->outdated()) return true;
    } catch (const ShardLost&) {
      if (!options_.partial) throw;
      return true;  // to go on without it
    }
  }
  return std::any_of(missing_places_.begin(), missing_places_.end(), [this](const auto& place) {
    return place.remote() &&
           Shard::answers(place, analyzer().fingerprint(), options_.shard_timeout);
  });
}

void Snapshot::for_each_shard(const std::function<void(std::uint32_t shard)>& work) const {
  std::vector<std::future<void>> others;
  for (std::uint32_t shard = 1; shard < shards_.size(); ++shard)
    if (shards_[shard]->place().remote())
      others.push_back(std::async(std::launch::async, work, shard));
  for (std::uint32_t shard = 0; shard < shards_.size(); ++shard)
    if (shard == 0 || !shards_[shard]->place().remote()) work(shard);
  std::optional<ShardWait> waiting;
  if (!others.empty()) waiting.emplace();
  for (auto& other : others)
    other.get();
}

std::uint64_t Snapshot::frequency(const std::string& term) const {
  return frequencies({term}).front();
}

std::vector<std::uint64_t> Snapshot::frequencies(const std::vector<std::string>& terms) const {
  constexpr std::size_t kMostKept = 100'000;
  std::vector<std::uint64_t> sums(terms.size(), 0);
  std::vector<std::size_t> unknown;
  {
    const std::lock_guard lock(frequencies_mutex_);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const auto known = frequencies_.find(terms[i]);
      if (known == frequencies_.end())
        unknown.push_back(i);
      else
        sums[i] = known->second;
    }
  }
  if (unknown.empty()) return sums;
  std::vector<std::string> asked;
  asked.reserve(unknown.size());
  for (const std::size_t i : unknown)
    asked.push_back(terms[i]);
  std::vector<std::vector<std::uint64_t>> answers(shards_.size());
  for_each_shard([&](std::uint32_t shard) { answers[shard] = shards_[shard]->frequencies(asked); });
  const std::lock_guard lock(frequencies_mutex_);
  if (frequencies_.size() > kMostKept) frequencies_.clear();
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    for (const auto& answer : answers)
      sums[unknown[i]] += answer[i];
    frequencies_.emplace(asked[i], sums[unknown[i]]);
  }
  return sums;
}

std::uint64_t Snapshot::count_any(const std::string& frequent,
                                  const std::vector<std::string>& rare) const {
  std::vector<std::uint64_t> counts(shards_.size());
  for_each_shard(
      [&](std::uint32_t shard) { counts[shard] = shards_[shard]->count_any(frequent, rare); });
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::string Snapshot::record(DocId id) const {
  const DocidMap::Place place = joined_ ? joined_->map.place(id) : DocidMap::Place{0, id};
  const Shard& shard = *shards_[place.shard];
  return shard.with(
      [&](const Xapian::Database& database) { return shard.record(database, place.docid); });
}

std::shared_ptr<const DocumentRecord> Snapshot::document_record(DocId first) const {
  if (auto kept = documents_.find(first)) return kept;
  const std::string bytes = record(first);
  auto decoded = std::make_shared<const DocumentRecord>(decode_document(bytes));
  // Strings take a little more than their bytes.
  documents_.insert(first, decoded, sizeof(DocumentRecord) + 2 * bytes.size());
  return decoded;
}

bool Snapshot::any_remote() const {
  return std::any_of(shards_.begin(), shards_.end(),
                     [](const auto& shard) { return shard->place().remote(); });
}

std::unordered_map<DocId, std::string> Snapshot::fetch_records(const std::set<DocId>& ids) const {
  std::vector<std::vector<std::pair<DocId, std::string>>> records(shards_.size());
  for (const DocId id : ids) {
    const DocidMap::Place place = joined_ ? joined_->map.place(id) : DocidMap::Place{0, id};
    if (shards_[place.shard]->place().remote()) records[place.shard].emplace_back(id, "");
  }
  for_each_shard([&](std::uint32_t shard) {
    for (auto& [id, bytes] : records[shard])
      bytes = record(id);
  });
  std::unordered_map<DocId, std::string> fetched;
  for (auto& of_shard : records)
    for (auto& [id, bytes] : of_shard)
      fetched.emplace(id, std::move(bytes));
  return fetched;
}

DocId Snapshot::first_paragraph(std::string_view document) const {
  const std::string term = schema::id_term(document);
  for (std::uint32_t shard = 0; shard < shards_.size(); ++shard) {
    const DocId first = shards_[shard]->with([&term](const Xapian::Database& database) {
      const auto it = database.postlist_begin(term);
      return it == database.postlist_end(term) ? DocId{0} : *it;
    });
    if (first != 0) return joined_ ? joined_->map.global(shard, first) : first;
  }
  return 0;
}

std::shared_ptr<const std::vector<std::string>> Snapshot::terms_with(
    const std::string& prefix) const {
  {
    const std::lock_guard lock(frequencies_mutex_);
    if (const auto known = terms_.find(prefix); known != terms_.end()) return known->second;
  }
  std::vector<std::string> terms;
  for (const auto& shard : shards_) {
    auto own = shard->with([&prefix](const Xapian::Database& database) {
      std::vector<std::string> found;
      for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it)
        found.push_back(*it);
      return found;
    });
    std::move(own.begin(), own.end(), std::back_inserter(terms));
  }
  if (shards_.size() > 1) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  }
  auto found = std::make_shared<const std::vector<std::string>>(std::move(terms));
  const std::lock_guard lock(frequencies_mutex_);
  terms_.emplace(prefix, found);
  return found;
}

IndexStats Snapshot::stats() const {
  IndexStats sum;
  for (const auto& shard : shards_)
    add_up(sum, shard->stats());
  return sum;
}

const Vocabulary& Snapshot::vocabulary() const {
  std::call_once(vocabulary_made_, [this] {
    if (!joined_) vocabulary_ = shards_.front()->words().vocabulary(*forward_);
    if (!vocabulary_) vocabulary_ = std::make_unique<const Vocabulary>(*forward_);
  });
  return *vocabulary_;
}

std::shared_ptr<const FacetCatalog> Snapshot::facet_catalog(std::string_view language) const {
  constexpr std::size_t kMostCatalogs = 8;
  const std::lock_guard lock(catalogs_mutex_);
  if (const auto known = catalogs_.find(language); known != catalogs_.end()) return known->second;
  if (catalogs_.size() >= kMostCatalogs) catalogs_.clear();
  std::optional<FacetTotals> totals;
  if (!joined_) totals = shards_.front()->facet_totals();
  if (!totals || totals->size() != manifest_.facets.size())
    totals = count_totals(*columns_, everything()->docids);
  auto made = std::make_shared<const FacetCatalog>(*totals, manifest_.facets, language);
  catalogs_.emplace(language, made);
  return made;
}

const DocumentPieces& Snapshot::document_pieces() const {
  std::call_once(document_pieces_made_, [this] { document_pieces_.emplace(*columns_); });
  return *document_pieces_;
}

const FacetPieces* Snapshot::facet_pieces(std::uint32_t facet, std::size_t matches) const {
  const std::lock_guard lock(facet_pieces_mutex_);
  PiecesWhenUsed& used = facet_pieces_[facet];
  used.matches += matches;
  if (used.matches < paragraphs_) return nullptr;
  if (!used.pieces) used.pieces.emplace(document_pieces(), columns_->facets()[facet]);
  return &*used.pieces;
}

const LetterRuns& Snapshot::letter_runs() const {
  std::call_once(letter_runs_made_, [this] {
    if (!joined_) letter_runs_ = shards_.front()->words().letter_runs(*forward_, paragraphs_);
    if (!letter_runs_) letter_runs_ = std::make_unique<const LetterRuns>(*forward_, paragraphs_);
  });
  return *letter_runs_;
}

}  // namespace pilcrow::internal
