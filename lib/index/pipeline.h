#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
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

/// Turns items into segments with several threads. The segments and their order depend on the order
/// of the items alone.
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

  void dispatch();
  void work();
  std::vector<Segment> build(Batch&& batch, TokenStream& stream);
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
  std::size_t waiting_bytes_ = 0;  // queued or being worked on
  std::size_t busy_ = 0;
  bool stop_ = false;
  std::exception_ptr failure_;
  std::map<std::uint64_t, std::vector<Segment>> done_;
  std::vector<std::thread> threads_;
};

}  // namespace pilcrow::internal
