#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "index/columns.h"
#include "index/forward_column.h"
#include "index/manifest.h"
#include "index/xapian_guard.h"
#include "pilcrow/analyzer.h"
#include "search/facet_catalog.h"
#include "search/posting_cache.h"
#include "search/related.h"
#include "search/vocabulary.h"

namespace pilcrow::internal {

/// One committed state of an index, opened for reading. Immutable but for its caches; safe to use
/// from several threads. Whatever finds that the state was overwritten throws StateMoved.
class Snapshot {
 public:
  /// Opens the newest state. Bounded retries where a writer publishes meanwhile.
  static std::shared_ptr<const Snapshot> open(const std::filesystem::path& index,
                                              std::shared_ptr<const Analyzer> analyzer,
                                              std::size_t cache_bytes);

  /// True where the index has a newer state than this one.
  [[nodiscard]] bool outdated() const;

  /// A Xapian handle for one thread at a time, given back when it goes out of scope.
  class Lease {
   public:
    Lease(const Snapshot& snapshot, std::unique_ptr<Xapian::Database> database)
        : snapshot_(snapshot), database_(std::move(database)) {}
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    const Xapian::Database& operator*() const { return *database_; }
    const Xapian::Database* operator->() const { return database_.get(); }

   private:
    const Snapshot& snapshot_;
    std::unique_ptr<Xapian::Database> database_;
  };
  [[nodiscard]] Lease lease() const;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const Analyzer& analyzer() const { return *analyzer_; }
  [[nodiscard]] const Columns& columns() const { return columns_; }
  [[nodiscard]] const ForwardColumn& forward() const { return forward_; }
  /// The words of the index; made when it is first asked for.
  [[nodiscard]] const Vocabulary& vocabulary() const;
  /// The values of the facets with labels in a language; made when first asked for, and the last
  /// few kept.
  [[nodiscard]] std::shared_ptr<const FacetCatalog> facet_catalog(std::string_view language) const;
  /// The languages of the index, most paragraphs first; an empty one at the end where there are
  /// paragraphs of unknown language.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
  [[nodiscard]] std::uint64_t paragraphs() const { return paragraphs_; }

  /// A decoded posting list, from the cache where it is there.
  [[nodiscard]] std::shared_ptr<const PostingList> postings(const std::string& term) const;
  /// The postings of several terms as one list: impacts of one paragraph add up, to 255 at most.
  [[nodiscard]] std::shared_ptr<const PostingList> joined_postings(
      const std::vector<std::string>& terms) const;
  /// The terms that hold a term or are part of it.
  [[nodiscard]] RelatedTerms::Terms related(const std::string& term) const {
    return related_.of(term, forward_);
  }
  /// All paragraphs.
  [[nodiscard]] std::shared_ptr<const PostingList> everything() const { return postings(""); }

 private:
  Snapshot(std::filesystem::path index, std::shared_ptr<const Analyzer> analyzer,
           std::size_t cache_bytes);
  [[nodiscard]] std::unique_ptr<Xapian::Database> open_database() const;
  void load();

  std::filesystem::path path_;
  std::shared_ptr<const Analyzer> analyzer_;
  Manifest manifest_;
  Columns columns_;
  ForwardColumn forward_;
  std::vector<std::string> languages_;
  std::uint64_t paragraphs_ = 0;
  Xapian::rev revision_ = 0;
  mutable PostingCache cache_;
  mutable std::once_flag vocabulary_made_;
  mutable std::unique_ptr<const Vocabulary> vocabulary_;
  RelatedTerms related_;
  mutable std::mutex catalogs_mutex_;
  mutable std::map<std::string, std::shared_ptr<const FacetCatalog>, std::less<>> catalogs_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Xapian::Database>> free_;
};

}  // namespace pilcrow::internal
