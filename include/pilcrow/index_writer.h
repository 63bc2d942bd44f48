#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/export.h"
#include "pilcrow/note.h"
#include "pilcrow/paragraph.h"
#include "pilcrow/reader.h"
#include "pilcrow/splitter.h"
#include "pilcrow/tagger.h"

namespace pilcrow {

/// What an `IndexWriter` finds at its path.
enum class OpenMode {
  create_or_open,  ///< continue an index; make one where there is none
  create,          ///< an index must not be there
  open,            ///< an index must be there
  rebuild,         ///< start from nothing; readers keep the old content until the first commit
};

/// How an index is built. What shapes its content (`split`, `default_language`, `facets`) is
/// written into the index; opening one that exists takes these from it.
struct IndexOptions {
  OpenMode mode = OpenMode::create_or_open;
  SplitOptions split{};
  /// The language of documents that state none: ISO 639-1, or "auto" to guess.
  std::string default_language = "auto";
  /// Facets beside country, topic, year and about. One that is first met in a tag is added by
  /// itself; declaring it makes it known (and countable) before that.
  std::vector<std::string> facets{};
  /// More than 0: a set of so many indexes, each with a part of the documents, that are searched as
  /// one: together through the path of the set, or served by different machines. 0: one index, or
  /// what an existing one is made of.
  unsigned shards = 0;
  /// Gives the tags; null: `make_builtin_tagger()`.
  std::shared_ptr<const Tagger> tagger{};
  /// Blocks that many documents have at their beginning or end become furniture: see
  /// `BoilerplateFinder`, for which the first 8 MB and then every 2 MB or so are a stretch. What
  /// was found is kept with the index for later runs; documents indexed before it was found stay as
  /// they are until they are added again. Paragraphs that the caller made are left alone.
  bool find_boilerplate = true;
  unsigned jobs = 0;  ///< threads at work besides the caller's; 0: one per core
  /// How long to wait for another writer before `index_locked`.
  std::chrono::milliseconds lock_wait{0};
  /// Upper bound of the memory held for documents that are not yet on disk, roughly, in bytes.
  std::size_t memory_budget = std::size_t{512} << 20;
  /// False: a commit does not wait for the disk. For loads that can be repeated: a killed process
  /// still loses nothing that was committed, a power cut may cost the index.
  bool durable = true;
  NoteSink notes{};  ///< hears of what was decided on the way; may be null
};

/// What an index holds.
struct IndexStats {
  std::uint64_t documents = 0;
  std::uint64_t paragraphs = 0;
  std::uint64_t text_bytes = 0;  ///< of the paragraphs' text
  std::uint64_t disk_bytes = 0;  ///< of the current generation, everything included
};

/// Identifies the state of a file when it was indexed, so that an unchanged one can be skipped.
struct SourceStamp {
  std::string path{};  ///< absolute
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< nanoseconds since 1970
  friend bool operator==(const SourceStamp&, const SourceStamp&) = default;
};

/// Builds and changes an index.
///
///     pilcrow::IndexWriter writer("speeches.idx");
///     writer.add({.id = "a", .title = "…", .text = "…"});
///     writer.commit();
///
/// Nothing is visible, or safe on disk, before `commit()` returns; a writer that is destroyed
/// without it leaves the last committed state as it was. A crash at any point does the same.
///
/// Thread safety: one thread at a time; the work is spread over `IndexOptions::jobs` threads
/// inside. The result does not depend on their number. One writer per index: a second one gets
/// `index_locked`. Readers are never blocked.
///
/// Errors: `index_locked`, `index_missing`, `index_damaged`, `index_incompatible`, `io`,
/// `invalid_argument` (an empty id, a facet name that cannot be one).
/// Whatever fails, the last committed state stays. A `commit` that could not be written (disk full)
/// can be tried again. Where something that was added is lost, as when its source failed, the same
/// error comes from every `add` and `commit` until `rollback`: there is never a commit with a gap.
class PILCROW_API IndexWriter {
 public:
  explicit IndexWriter(const std::filesystem::path& index, IndexOptions options = {});
  ~IndexWriter();
  IndexWriter(IndexWriter&&) noexcept;
  IndexWriter& operator=(IndexWriter&&) noexcept;

  /// Adds a document, replacing all paragraphs of one with the same id.
  void add(Document document);
  /// The same, remembering the file it came from for `stamp_of`.
  void add(Document document, const SourceStamp& stamp);

  /// Adds what a reader gives: `source` is called once, in one of the writer's threads, and hands
  /// its documents on. Documents keep the order of the calls to `add`.
  using DocumentSource = std::function<void(const DocumentSink&)>;
  void add(DocumentSource source, const SourceStamp& stamp);

  /// Adds a document that was split and tagged by the caller; `mentions` may be shorter than
  /// `paragraphs`.
  void add(const Document& document, std::vector<Paragraph> paragraphs,
           const std::vector<std::vector<TagMention>>& mentions);

  /// Removes a document, whether committed or added since. True where the last commit holds it.
  bool remove(std::string_view id);

  /// Makes all that was added and removed durable and visible at once.
  IndexStats commit();
  /// Forgets all that was added and removed since the last commit.
  void rollback();
  /// Rewrites the index as one compact database, with the averages of ranking measured anew.
  /// Commits first; where the rewriting fails, that commit stays.
  IndexStats optimize();

  /// The stamp with which a committed document was added.
  [[nodiscard]] std::optional<SourceStamp> stamp_of(std::string_view id) const;
  /// Calls `visit` with id and stamp of every committed document that has one.
  void for_each_stamp(
      const std::function<void(std::string_view id, const SourceStamp&)>& visit) const;

  /// Of the last committed state.
  [[nodiscard]] IndexStats stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow
