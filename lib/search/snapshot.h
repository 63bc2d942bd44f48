#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/columns.h"
#include "index/forward_column.h"
#include "index/letter_runs.h"
#include "index/manifest.h"
#include "index/shards.h"
#include "index/vocabulary.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/search_result.h"
#include "search/document_cache.h"
#include "search/facet_catalog.h"
#include "search/facet_pieces.h"
#include "search/posting_cache.h"
#include "search/shard.h"
#include "search/synonyms.h"

namespace pilcrow::internal {

struct Expansion;

/// What to open, and how.
struct SnapshotOptions {
  std::vector<std::string> places;  ///< as in `SearcherOptions::shards`
  std::shared_ptr<const Analyzer> analyzer;
  std::size_t cache_bytes = 0;
  std::shared_ptr<const Synonyms> synonyms{};
  std::chrono::milliseconds shard_timeout{10'000};
  bool partial = false;
  FileCheck file_check = FileCheck::as_read;
};

/// One committed state of an index, opened for reading: of one shard, or of several, whose
/// paragraphs are numbered as those of one index. Immutable but for its caches; safe to use from
/// several threads. Whatever finds that the state was overwritten throws StateMoved; that a shard
/// does not answer, ShardLost.
class Snapshot {
 public:
  /// Opens the newest state. Bounded retries where a writer publishes meanwhile. What `previous`
  /// has opened is taken over where it is still the newest. `lost`: a shard to leave out (where
  /// partial results are allowed).
  static std::shared_ptr<const Snapshot> open(const SnapshotOptions& options,
                                              const Snapshot* previous = nullptr,
                                              const ShardLost* lost = nullptr);
  /// Of one place.
  static std::shared_ptr<const Snapshot> open(const std::filesystem::path& index,
                                              std::shared_ptr<const Analyzer> analyzer,
                                              std::size_t cache_bytes);

  /// True where the index has a newer state than this one, or a missing shard is there again.
  [[nodiscard]] bool outdated() const;
  /// The shards that are left out.
  [[nodiscard]] const std::vector<MissingShard>& missing() const { return missing_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const Shard>>& shards() const { return shards_; }

  /// In how many paragraphs a term stands.
  [[nodiscard]] std::uint64_t frequency(const std::string& term) const;
  /// The same for many terms at once.
  [[nodiscard]] std::vector<std::uint64_t> frequencies(const std::vector<std::string>& terms) const;
  /// In how many paragraphs any of some terms stands; of a frequent one (with rare ones beside it)
  /// no list is read.
  [[nodiscard]] std::uint64_t count_any(const std::string& frequent,
                                        const std::vector<std::string>& rare) const;
  /// The stored record of a paragraph.
  [[nodiscard]] std::string record(DocId id) const;
  /// The record of a document, by its first paragraph; the last ones are kept.
  [[nodiscard]] std::shared_ptr<const DocumentRecord> document_record(DocId first) const;
  /// True where a shard is on another machine.
  [[nodiscard]] bool any_remote() const;
  /// Of these paragraphs, the records of those that servers hold, asked for side by side.
  [[nodiscard]] std::unordered_map<DocId, std::string> fetch_records(
      const std::set<DocId>& ids) const;
  /// The first paragraph of a document; 0: no such document.
  [[nodiscard]] DocId first_paragraph(std::string_view document) const;
  /// The terms of a field or kind, which a prefix of the schema names; ascending.
  [[nodiscard]] std::shared_ptr<const std::vector<std::string>> terms_with(
      const std::string& prefix) const;
  [[nodiscard]] IndexStats stats() const;

  /// Of several shards: the facets are those of all.
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const Analyzer& analyzer() const { return *options_.analyzer; }
  /// Null where none were given.
  [[nodiscard]] const Synonyms* synonyms() const { return options_.synonyms.get(); }
  [[nodiscard]] const Columns& columns() const { return *columns_; }
  /// The documents in pieces, for counting; made when first asked for.
  [[nodiscard]] const DocumentPieces& document_pieces() const;
  /// What has each value of a facet, for counting so many matches. Null as long as making it costs
  /// more than all who have asked would have saved.
  [[nodiscard]] const FacetPieces* facet_pieces(std::uint32_t facet, std::size_t matches) const;
  [[nodiscard]] const ForwardColumn& forward() const { return *forward_; }
  /// The words of the index; from the shard's file, or made, when it is first asked for.
  [[nodiscard]] const Vocabulary& vocabulary() const;
  /// The values of the facets with labels in a language; made when first asked for, and the last
  /// few kept.
  [[nodiscard]] std::shared_ptr<const FacetCatalog> facet_catalog(std::string_view language) const;
  /// What its words are made of; likewise.
  [[nodiscard]] const LetterRuns& letter_runs() const;
  /// What prefixes and fuzzy words stand for, as they were expanded (`expand_prefix`).
  [[nodiscard]] KeyedCache<std::string, Expansion>& expansions() const { return expansions_; }
  /// The languages of the index, most paragraphs first; an empty one at the end where there are
  /// paragraphs of unknown language.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
  [[nodiscard]] std::uint64_t paragraphs() const { return paragraphs_; }

  /// A decoded posting list, from the cache where it is there.
  [[nodiscard]] std::shared_ptr<const PostingList> postings(const std::string& term) const;
  /// The same for one that is needed in passing: what is read for it is not kept.
  [[nodiscard]] std::shared_ptr<const PostingList> passing_postings(
      const std::vector<std::string>& terms) const;
  /// The postings of several terms as one list: impacts of one paragraph add up, to 255 at most.
  [[nodiscard]] std::shared_ptr<const PostingList> joined_postings(
      const std::vector<std::string>& terms) const;
  /// A list that is made from others, from the cache where it is there. No term and no list of
  /// `joined_postings` has a key that begins with \\1.
  [[nodiscard]] std::shared_ptr<const PostingList> kept_postings(
      const std::string& key, const std::function<PostingList()>& make) const;
  /// The two halves of that. Null: it is not kept.
  [[nodiscard]] std::shared_ptr<const PostingList> find_kept(const std::string& key) const {
    return cache_.find(key);
  }
  std::shared_ptr<const PostingList> keep(const std::string& key, PostingList list) const;
  /// All paragraphs.
  [[nodiscard]] std::shared_ptr<const PostingList> everything() const { return postings(""); }

 private:
  explicit Snapshot(SnapshotOptions options);
  void assemble(std::vector<std::shared_ptr<const Shard>> shards);
  void join();
  /// Calls work(number) for all shards, those of other machines side by side.
  void for_each_shard(const std::function<void(std::uint32_t shard)>& work) const;
  [[nodiscard]] PostingList read_all_postings(const std::string& term) const;

  // Several shards as one.
  struct Joined {
    DocidMap map;
    Columns columns;
    ForwardColumn forward;
  };

  SnapshotOptions options_;
  std::vector<std::shared_ptr<const Shard>> shards_;
  std::vector<MissingShard> missing_;
  std::vector<ShardPlace> places_;  // of all shards, missing ones too
  std::vector<ShardPlace> missing_places_;
  std::unique_ptr<const Joined> joined_;  // null: there is one shard
  Manifest manifest_;
  const Columns* columns_ = nullptr;
  const ForwardColumn* forward_ = nullptr;
  std::vector<std::string> languages_;
  std::uint64_t paragraphs_ = 0;
  mutable PostingCache cache_;
  mutable DocumentCache documents_;
  mutable std::mutex frequencies_mutex_;
  mutable std::unordered_map<std::string, std::uint64_t> frequencies_;
  mutable std::map<std::string, std::shared_ptr<const std::vector<std::string>>> terms_;
  mutable std::once_flag document_pieces_made_;
  mutable std::optional<const DocumentPieces> document_pieces_;
  mutable std::mutex facet_pieces_mutex_;
  struct PiecesWhenUsed {
    std::size_t matches = 0;  // of all who asked
    std::optional<const FacetPieces> pieces;
  };
  mutable std::map<std::uint32_t, PiecesWhenUsed> facet_pieces_;
  mutable std::once_flag vocabulary_made_;
  mutable std::unique_ptr<const Vocabulary> vocabulary_;
  mutable std::once_flag letter_runs_made_;
  mutable std::unique_ptr<const LetterRuns> letter_runs_;
  static constexpr std::size_t kMostExpansionsKept = 500;
  mutable KeyedCache<std::string, Expansion> expansions_{kMostExpansionsKept};
  mutable std::mutex catalogs_mutex_;
  mutable std::map<std::string, std::shared_ptr<const FacetCatalog>, std::less<>> catalogs_;
};

}  // namespace pilcrow::internal
