#include "search/snapshot.h"

#include <algorithm>

#include "index/publish.h"
#include "index/schema.h"
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
                   std::size_t cache_bytes)
    : path_(std::move(index)),
      analyzer_(std::move(analyzer)),
      manifest_(read_manifest(path_, analyzer_->fingerprint())),
      columns_(manifest_.facets),
      cache_(cache_bytes) {}

std::unique_ptr<Xapian::Database> Snapshot::open_database() const {
  const fs::path generation = generation_path(path_, manifest_.generation);
  return std::make_unique<Xapian::Database>((generation / schema::kDatabase).string());
}

void Snapshot::load() {
  const fs::path generation = generation_path(path_, manifest_.generation);
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
                                               std::size_t cache_bytes) {
  for (int attempt = 1;; ++attempt) {
    std::shared_ptr<Snapshot> snapshot(new Snapshot(index, analyzer, cache_bytes));
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
  return with_xapian(path_, [this] { return open_database()->get_revision() != revision_; });
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
  cache_.insert(term, list);
  return list;
}

}  // namespace pilcrow::internal
