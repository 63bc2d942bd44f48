#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "index/columns.h"
#include "index/facet_totals.h"
#include "index/forward_column.h"
#include "index/frequent_lists.h"
#include "index/manifest.h"
#include "index/shards.h"
#include "index/stored_record.h"
#include "index/words_file.h"
#include "index/xapian_guard.h"
#include "pilcrow/index_writer.h"
#include "search/posting_list.h"

namespace pilcrow::internal {

/// A shard that cannot be reached, or not in time.
class ShardLost : public Error {
 public:
  ShardLost(std::string shard, const std::string& reason);
  [[nodiscard]] const std::string& shard() const noexcept { return shard_; }
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  std::string shard_;
  std::string reason_;
};

/// Adds up the time that one call waits for shards of other machines: what begins in the
/// constructor and ends in the destructor, in one thread. Calls do not nest.
class ShardWaits {
 public:
  ShardWaits();
  /// Of the call under way in this thread.
  static std::chrono::nanoseconds sum() noexcept;
};

/// Counts as waiting while it exists.
class ShardWait {
 public:
  ShardWait() : start_(std::chrono::steady_clock::now()) {}
  ~ShardWait();
  ShardWait(const ShardWait&) = delete;
  ShardWait& operator=(const ShardWait&) = delete;

 private:
  std::chrono::steady_clock::time_point start_;
};

/// Where a shard is: a generation of an index on this machine, or a server.
struct ShardPlace {
  std::filesystem::path index{};  ///< empty: a server
  std::uint64_t generation = 0;
  std::string host{};
  unsigned port = 0;

  [[nodiscard]] bool remote() const { return index.empty(); }
  /// As people name it: its path, or xapian://host:port.
  [[nodiscard]] std::string name() const;
  friend bool operator==(const ShardPlace&, const ShardPlace&) = default;
};

/// True for xapian://host:port.
bool is_shard_url(const std::string& text);
/// Throws `invalid_argument` where it is no such address.
ShardPlace parse_shard_url(const std::string& text);

struct ShardOptions {
  std::string analyzer{};  ///< fingerprint: a server's index must have been made with the same
  std::chrono::milliseconds timeout{10'000};  ///< no answer of a server takes longer
  FileCheck file_check = FileCheck::whole;
};

/// One database in one state, opened for reading, with what the matcher needs of it in memory:
/// mapped from files, or fetched from a server when it is opened. Postings and stored paragraphs
/// are read when they are asked for. Safe to use from several threads.
class Shard {
 public:
  /// `manifest`: that of an index on this machine. A server's comes from its database.
  static std::shared_ptr<const Shard> open(const ShardPlace& place, const Manifest& manifest,
                                           const ShardOptions& options);

  /// True where a server answers and serves what `open` would take.
  static bool answers(const ShardPlace& place, const std::string& analyzer,
                      std::chrono::milliseconds timeout);

  [[nodiscard]] const ShardPlace& place() const { return place_; }
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const Columns& columns() const { return columns_; }
  [[nodiscard]] const ForwardColumn& forward() const { return forward_; }
  /// Gives nothing for a shard on another machine.
  [[nodiscard]] const WordsFile& words() const { return words_; }
  /// The counts of all values; nothing where they have to be counted.
  [[nodiscard]] std::optional<FacetTotals> facet_totals() const;
  /// The documents that know their order.
  [[nodiscard]] const std::vector<OrderedDocument>& orders() const { return orders_; }
  [[nodiscard]] std::uint64_t paragraphs() const { return state_.paragraphs; }
  [[nodiscard]] IndexStats stats() const;

  /// The postings of a term (an empty one: all paragraphs), not sealed.
  [[nodiscard]] PostingList postings(const std::string& term) const;
  /// True where that takes hardly longer than copying them.
  [[nodiscard]] bool has_at_hand(const std::string& term) const { return frequent_.names(term); }
  /// In how many paragraphs each of some terms stands.
  [[nodiscard]] std::vector<std::uint64_t> frequencies(const std::vector<std::string>& terms) const;

  /// As `Snapshot::count_any`.
  [[nodiscard]] std::uint64_t count_any(const std::string& frequent,
                                        const std::vector<std::string>& rare) const;

  /// The record of a paragraph, from a handle that `with` gives.
  [[nodiscard]] std::string record(const Xapian::Database& database, DocId id) const {
    return records_.read(database, id);
  }

  /// True where the database has another state by now.
  [[nodiscard]] bool outdated() const;

  /// Calls work(const Xapian::Database&), which returns something, on a handle of its own. What
  /// finds that the state was overwritten throws StateMoved; a server that does not answer,
  /// ShardLost. A connection that was lost while nobody used it is made anew.
  template <typename Work>
  auto with(Work&& work) const {
    for (;;) {
      std::optional<ShardWait> waiting;
      if (place_.remote()) waiting.emplace();
      Handle handle = take();
      try {
        auto result = work(std::as_const(*handle.database));
        give_back(std::move(handle));
        return result;
      } catch (const Xapian::Error&) {
        judge_failure(handle.used_before);
      }
    }
  }

 private:
  struct Handle {
    std::unique_ptr<Xapian::Database> database;
    bool used_before = false;
  };
  /// What tells one state from another.
  struct State {
    std::string uuid;
    Xapian::rev revision = 0;  // servers do not tell it
    std::uint64_t paragraphs = 0;
    DocId last = 0;
    friend bool operator==(const State&, const State&) = default;
  };

  Shard(ShardPlace place, std::chrono::milliseconds timeout)
      : place_(std::move(place)), timeout_(timeout), columns_(std::vector<std::string>()) {}
  void load(const Manifest& manifest, const ShardOptions& options);
  [[nodiscard]] std::filesystem::path generation() const {
    return generation_path(place_.index, place_.generation);
  }
  void load_files(const Xapian::Database& database, FileCheck file_check);
  void fetch(const Xapian::Database& database, const std::string& analyzer);
  void fetch_behind(const Xapian::Database& database);
  [[nodiscard]] std::unique_ptr<Xapian::Database> connect() const;
  /// True where the index has another generation by now.
  [[nodiscard]] bool replaced() const;
  [[nodiscard]] State state_of(const Xapian::Database& database) const;
  [[nodiscard]] Handle take() const;
  void give_back(Handle handle) const;
  /// Within a handler: returns where the work is worth another try.
  void judge_failure(bool used_before) const;

  ShardPlace place_;
  std::chrono::milliseconds timeout_;
  Manifest manifest_;
  Columns columns_;
  RecordReader records_;
  ForwardColumn forward_;
  WordsFile words_;
  FrequentLists frequent_;
  std::vector<OrderedDocument> orders_;
  State state_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Xapian::Database>> free_;
};

}  // namespace pilcrow::internal
