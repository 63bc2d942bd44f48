#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "index/boilerplate_turns.h"
#include "index/prepare.h"
#include "index/segment.h"
#include "pilcrow/index_writer.h"

namespace pilcrow::internal {

/// Something to index, as it came in.
struct Item {
  std::variant<Document, IndexWriter::DocumentSource, PreparedDocument> content;
  std::optional<SourceStamp> stamp;
  std::uint64_t sequence = 0;
  std::size_t bytes = 0;  ///< roughly
};

/// Judges a stretch of documents for boilerplate.
using StretchJudge = std::function<void(std::span<Document>)>;

/// Reads what `items` hold, judges it in stretches, and calls `visit` with every document,
/// prepared, in order.
void prepare_items(std::vector<Item>&& items, const Preparer& preparer, const StretchJudge& judge,
                   const std::function<void(PreparedDocument&&)>& visit);

/// Turns items into segments with several threads: each makes parts of them, which are joined in
/// the order of the items. What the segments hold does not depend on the number of threads.
class Pipeline {
 public:
  /// Segments are made below `directory`, which must be there.
  Pipeline(std::filesystem::path directory, const Preparer& preparer, BoilerplateTurns& boilerplate,
           const SegmentContext& context, unsigned threads, std::size_t memory_budget);
  ~Pipeline();  ///< gives up what is not done
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// May wait for threads to catch up. Throws what a thread threw.
  void add(Item&& item);
  /// Waits until all is done; all segments so far, in order.
  std::vector<Segment> finish();

 private:
  struct Batch {
    std::uint64_t number = 0;
    std::size_t bytes = 0;
    std::vector<Item> items;
  };

  // What was made of a batch, by shard.
  struct Made {
    std::size_t bytes = 0;  // of the batch
    std::vector<std::pair<std::uint32_t, std::unique_ptr<SegmentPart>>> parts;
  };

  void dispatch();
  void work();
  Made make(Batch&& batch, SegmentPart::Tools& tools);
  void join_what_is_next(std::unique_lock<std::mutex>& lock);
  void join_early(std::uint64_t number, Made& made);
  void join(const Made& made, std::unique_lock<std::mutex>& lock);
  void append(std::uint32_t shard, const SegmentPart& part);
  void finish_segment(std::uint32_t shard);
  void throw_failure();

  std::filesystem::path directory_;
  const Preparer& preparer_;
  BoilerplateTurns& boilerplate_;
  SegmentContext context_;
  unsigned thread_count_;
  std::size_t memory_budget_;
  Batch batch_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> queue_;
  std::size_t waiting_bytes_ = 0;  // queued, being worked on or waiting to be joined
  std::size_t busy_ = 0;
  bool stop_ = false;
  std::exception_ptr failure_;
  std::map<std::uint64_t, Made> made_;  // by number of the batch
  std::uint64_t next_to_join_ = 0;
  bool joining_ = false;

  // Of the thread that joins.
  std::vector<std::unique_ptr<SegmentBuilder>> builders_;  // by shard
  std::vector<Segment> segments_;
  std::size_t begun_ = 0;  // segments

  std::vector<std::thread> threads_;
};

}  // namespace pilcrow::internal
