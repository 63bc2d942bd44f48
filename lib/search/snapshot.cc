#include "search/snapshot.h"

#include <algorithm>
#include <bit>

#include "index/publish.h"
#include "index/schema.h"
#include "index/sums.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

constexpr int kOpenAttempts = 20;

std::vector<std::string> languages_of(const Xapian::Database& database) {
  std::vector<std::pair<Xapian::doccount, std::string>> counted;
  const std::string prefix(schema::kLanguagePrefix);
  for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it)
    counted.emplace_back(it.get_termfreq(), (*it).substr(prefix.size()));
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> languages;
  for (auto& [count, language] : counted)
    languages.push_back(std::move(language));
  return languages;
}

}  // namespace

Snapshot::Snapshot(fs::path index, std::shared_ptr<const Analyzer> analyzer,
                   std::size_t cache_bytes, std::shared_ptr<const Synonyms> synonyms)
    : path_(std::move(index)),
      analyzer_(std::move(analyzer)),
      synonyms_(std::move(synonyms)),
      manifest_(read_manifest(path_, analyzer_->fingerprint())),
      columns_(manifest_.facets),
      cache_(cache_bytes) {}

std::unique_ptr<Xapian::Database> Snapshot::open_database() const {
  const fs::path generation = generation_path(path_, manifest_.generation);
  return std::make_unique<Xapian::Database>((generation / schema::kDatabase).string());
}

void Snapshot::load() {
  const fs::path generation = generation_path(path_, manifest_.generation);
  check_sums(generation);
  auto database = open_database();
  revision_ = database->get_revision();
  columns_.load(generation / schema::kColumnsFile);
  columns_.extend(*database);
  forward_ = load_forward(generation, *database);
  languages_ = languages_of(*database);
  paragraphs_ = database->get_doccount();
  free_.push_back(std::move(database));
}

std::shared_ptr<const Snapshot> Snapshot::open(const fs::path& index,
                                               std::shared_ptr<const Analyzer> analyzer,
                                               std::size_t cache_bytes,
                                               std::shared_ptr<const Synonyms> synonyms) {
  for (int attempt = 1;; ++attempt) {
    std::shared_ptr<Snapshot> snapshot(new Snapshot(index, analyzer, cache_bytes, synonyms));
    try {
      with_xapian(index, [&] { snapshot->load(); });
      return snapshot;
    } catch (const StateMoved&) {
      if (attempt == kOpenAttempts)
        throw Error(ErrorCode::io,
                    index.string() + " is changed faster than it can be opened; try again");
    } catch (const Error&) {
      // A generation may go while it is being opened: then the manifest names another one by now.
      const Manifest now = read_manifest(index, analyzer->fingerprint());
      if (now.generation == snapshot->manifest_.generation || attempt == kOpenAttempts) throw;
    }
  }
}

bool Snapshot::outdated() const {
  const Manifest now = read_manifest(path_, analyzer_->fingerprint());
  if (now.generation != manifest_.generation || now.facets != manifest_.facets) return true;
  try {
    return open_database()->get_revision() != revision_;
  } catch (const Xapian::DatabaseModifiedError&) {
    return true;
  } catch (const Xapian::Error&) {
    // It may have gone between the two looks; then the manifest names another one by now.
    if (read_manifest(path_, analyzer_->fingerprint()).generation != manifest_.generation)
      return true;
    rethrow_xapian_error(path_);
  }
}

Snapshot::Lease::~Lease() {
  const std::lock_guard lock(snapshot_.mutex_);
  snapshot_.free_.push_back(std::move(database_));
}

Snapshot::Lease Snapshot::lease() const {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto database = std::move(free_.back());
      free_.pop_back();
      return {*this, std::move(database)};
    }
  }
  std::unique_ptr<Xapian::Database> database;
  try {
    database = open_database();
  } catch (const Xapian::Error&) {
    if (outdated()) throw StateMoved();
    rethrow_xapian_error(path_);
  }
  if (database->get_revision() != revision_) throw StateMoved();
  return {*this, std::move(database)};
}

std::shared_ptr<const PostingList> Snapshot::postings(const std::string& term) const {
  if (auto kept = cache_.find(term)) return kept;
  auto list = std::make_shared<PostingList>();
  {
    const Lease database = lease();
    const Xapian::doccount count =
        term.empty() ? database->get_doccount() : database->get_termfreq(term);
    list->docids.reserve(count);
    list->impacts.reserve(count);
    const auto end = database->postlist_end(term);
    for (auto it = database->postlist_begin(term); it != end; ++it) {
      list->docids.push_back(*it);
      list->impacts.push_back(
          static_cast<std::uint8_t>(std::min<Xapian::termcount>(it.get_wdf(), 255)));
    }
  }
  list->seal(columns_.last());
  cache_.insert(term, list);
  return list;
}

const Vocabulary& Snapshot::vocabulary() const {
  std::call_once(vocabulary_made_,
                 [this] { vocabulary_ = std::make_unique<const Vocabulary>(forward_); });
  return *vocabulary_;
}

std::shared_ptr<const FacetCatalog> Snapshot::facet_catalog(std::string_view language) const {
  constexpr std::size_t kMostCatalogs = 8;
  const std::lock_guard lock(catalogs_mutex_);
  if (const auto known = catalogs_.find(language); known != catalogs_.end()) return known->second;
  if (catalogs_.size() >= kMostCatalogs) catalogs_.clear();
  auto made =
      std::make_shared<const FacetCatalog>(columns_, *everything(), manifest_.facets, language);
  catalogs_.emplace(language, made);
  return made;
}

const LetterRuns& Snapshot::letter_runs() const {
  std::call_once(letter_runs_made_, [this] {
    letter_runs_ = std::make_unique<const LetterRuns>(forward_, paragraphs_);
  });
  return *letter_runs_;
}

namespace {

// Adds up impacts by docid; kept per thread and cleared by reading it out.
struct ImpactSums {
  std::vector<std::uint16_t> sums;
  std::vector<std::uint64_t> bitmap;
};

std::shared_ptr<PostingList> join(const std::vector<std::shared_ptr<const PostingList>>& lists,
                                  DocId last) {
  thread_local ImpactSums acc;
  if (acc.sums.size() <= last) acc.sums.resize(last + std::size_t{1}, 0);
  if (acc.bitmap.size() <= last / 64) acc.bitmap.resize(last / 64 + std::size_t{1}, 0);
  for (const auto& list : lists) {
    for (std::size_t i = 0; i < list->docids.size(); ++i) {
      const DocId id = list->docids[i];
      acc.sums[id] = static_cast<std::uint16_t>(std::min(255, acc.sums[id] + list->impacts[i]));
      acc.bitmap[id / 64] |= std::uint64_t{1} << (id % 64);
    }
  }
  auto joined = std::make_shared<PostingList>();
  for (std::size_t word = 0; word <= last / 64; ++word) {
    for (std::uint64_t bits = acc.bitmap[word]; bits != 0; bits &= bits - 1) {
      const auto id = static_cast<DocId>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
      joined->docids.push_back(id);
      joined->impacts.push_back(static_cast<std::uint8_t>(acc.sums[id]));
      acc.sums[id] = 0;
    }
    acc.bitmap[word] = 0;
  }
  joined->docids.shrink_to_fit();
  joined->impacts.shrink_to_fit();
  joined->seal(last);
  return joined;
}

}  // namespace

std::shared_ptr<const PostingList> Snapshot::joined_postings(
    const std::vector<std::string>& terms) const {
  if (terms.empty()) return std::make_shared<const PostingList>();
  std::string key;
  for (const std::string& term : terms)
    key.append(1, '\0').append(term);
  if (auto kept = cache_.find(key)) return kept;
  std::vector<std::shared_ptr<const PostingList>> lists;
  for (const std::string& term : terms) {
    auto list = postings(term);
    if (!list->docids.empty()) lists.push_back(std::move(list));
  }
  if (lists.size() == 1) return lists.front();
  std::shared_ptr<const PostingList> joined = join(lists, columns_.last());
  cache_.insert(key, joined);
  return joined;
}

std::shared_ptr<const PostingList> Snapshot::kept_postings(
    const std::string& key, const std::function<PostingList()>& make) const {
  if (auto kept = cache_.find(key)) return kept;
  auto made = std::make_shared<PostingList>(make());
  made->seal(columns_.last());
  cache_.insert(key, made);
  return made;
}

}  // namespace pilcrow::internal
