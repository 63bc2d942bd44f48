#include "index/pipeline.h"

#include <algorithm>
#include <utility>

#include "index/shards.h"

namespace pilcrow::internal {

namespace {

// A batch is what one thread takes at once; what is made of more is joined in parts.
constexpr std::size_t kBatchBytes = std::size_t{2} << 20;
constexpr std::size_t kBatchItems = 4000;
constexpr DocId kPartParagraphs = 8000;
// So much of a segment may wait in memory.
constexpr std::size_t kSegmentBytes = std::size_t{256} << 20;

}  // namespace

namespace {

// A batch is one stretch; sources without end are cut into several.
constexpr std::size_t kStretchBytes = std::size_t{16} << 20;

/// Documents that wait to be judged together, and prepared ones between them.
class Stretch {
 public:
  Stretch(const Preparer& preparer, const StretchJudge& judge,
          const std::function<void(PreparedDocument&&)>& visit)
      : preparer_(preparer), judge_(judge), visit_(visit) {}

  void add(Document&& document, const Item& item) {
    bytes_ += document.text.size();
    documents_.push_back(std::move(document));
    number_ = std::exchange(sequence_, item.sequence) == item.sequence ? number_ + 1 : 0;
    places_.push_back({std::nullopt, item.stamp, item.sequence, number_});
    if (bytes_ >= kStretchBytes) finish();
  }
  void add(PreparedDocument&& prepared, const Item& item) {
    const std::uint32_t number = prepared.number;
    places_.push_back({std::move(prepared), item.stamp, item.sequence, number});
  }

  void finish() {
    judge_(documents_);
    std::size_t next = 0;
    for (Place& place : places_) {
      PreparedDocument prepared;
      if (place.prepared) {
        prepared = std::move(*place.prepared);
      } else {
        const Document document = std::move(documents_[next++]);
        prepared = preparer_.prepare(document);
      }
      if (place.stamp) prepared.document.stamp = std::move(place.stamp);
      prepared.sequence = place.sequence;
      prepared.number = place.number;
      visit_(std::move(prepared));
    }
    documents_.clear();
    places_.clear();
    bytes_ = 0;
  }

 private:
  struct Place {
    std::optional<PreparedDocument> prepared;  // else the next document
    std::optional<SourceStamp> stamp;
    std::uint64_t sequence = 0;
    std::uint32_t number = 0;  // among the documents of the sequence
  };

  const Preparer& preparer_;
  const StretchJudge& judge_;
  const std::function<void(PreparedDocument&&)>& visit_;
  std::vector<Document> documents_;
  std::vector<Place> places_;
  std::size_t bytes_ = 0;
  std::uint64_t sequence_ = UINT64_MAX;  // of the last document
  std::uint32_t number_ = 0;
};

}  // namespace

void prepare_items(std::vector<Item>&& items, const Preparer& preparer, const StretchJudge& judge,
                   const std::function<void(PreparedDocument&&)>& visit) {
  Stretch stretch(preparer, judge, visit);
  for (Item& item : items) {
    if (auto* document = std::get_if<Document>(&item.content)) {
      stretch.add(std::move(*document), item);
    } else if (auto* prepared = std::get_if<PreparedDocument>(&item.content)) {
      stretch.add(std::move(*prepared), item);
    } else {
      std::get<IndexWriter::DocumentSource>(item.content)([&](Document&& read) {
        stretch.add(std::move(read), item);
        return true;
      });
    }
  }
  stretch.finish();
}

Pipeline::Pipeline(std::filesystem::path directory, const Preparer& preparer,
                   BoilerplateTurns& boilerplate, const SegmentContext& context, unsigned threads,
                   std::size_t memory_budget)
    : directory_(std::move(directory)),
      preparer_(preparer),
      boilerplate_(boilerplate),
      context_(context),
      thread_count_(std::max(1U, threads)),
      memory_budget_(memory_budget),
      builders_(std::max(1U, context.shards)) {}

Pipeline::~Pipeline() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    queue_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    thread.join();
}

void Pipeline::add(Item&& item) {
  batch_.bytes += item.bytes;
  batch_.items.push_back(std::move(item));
  if (batch_.bytes >= kBatchBytes || batch_.items.size() >= kBatchItems) dispatch();
}

void Pipeline::dispatch() {
  if (batch_.items.empty()) return;
  std::unique_lock lock(mutex_);
  throw_failure();
  // Memory of a batch at work is several times its bytes: text, terms, the inverter.
  changed_.wait(lock, [this] {
    return failure_ || waiting_bytes_ == 0 ||
           ((waiting_bytes_ + batch_.bytes) * 8 <= memory_budget_ &&
            queue_.size() < 2 * thread_count_);
  });
  throw_failure();
  while (threads_.size() < thread_count_)
    threads_.emplace_back([this] { work(); });
  const std::uint64_t next = batch_.number + 1;
  waiting_bytes_ += batch_.bytes;
  queue_.push_back(std::move(batch_));
  batch_ = Batch{next, 0, {}};
  lock.unlock();
  changed_.notify_all();
}

std::vector<Segment> Pipeline::finish() {
  dispatch();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return failure_ || (queue_.empty() && busy_ == 0); });
  throw_failure();
  for (std::uint32_t shard = 0; shard < builders_.size(); ++shard)
    finish_segment(shard);
  return std::exchange(segments_, {});
}

void Pipeline::throw_failure() {
  if (failure_) std::rethrow_exception(failure_);
}

void Pipeline::work() {
  SegmentPart::Tools tools(context_);
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    if (stop_) return;
    Batch batch = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    const std::uint64_t number = batch.number;
    try {
      Made made = make(std::move(batch), tools);
      lock.lock();
      made_.emplace(number, std::move(made));
      join_what_is_next(lock);
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      if (!failure_) failure_ = std::current_exception();
    }
    --busy_;
    changed_.notify_all();
  }
}

// Joins what is complete and next. One thread joins at a time; the others go on with their batches.
void Pipeline::join_what_is_next(std::unique_lock<std::mutex>& lock) {
  while (!joining_ && !made_.empty() && made_.begin()->first == next_to_join_) {
    const Made made = std::move(made_.begin()->second);
    made_.erase(made_.begin());
    join(made, lock);
    ++next_to_join_;
    waiting_bytes_ -= made.bytes;
    changed_.notify_all();
  }
}

// A batch without end is not kept in memory: its parts are joined while it is worked on.
void Pipeline::join_early(std::uint64_t number, Made& made) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failure_ || (next_to_join_ == number && !joining_); });
  throw_failure();
  join(made, lock);
  made.parts.clear();
  changed_.notify_all();
}

void Pipeline::join(const Made& made, std::unique_lock<std::mutex>& lock) {
  joining_ = true;
  lock.unlock();
  std::exception_ptr failure;
  try {
    for (const auto& [shard, part] : made.parts)
      append(shard, *part);
  } catch (...) {
    failure = std::current_exception();
  }
  lock.lock();
  joining_ = false;
  if (failure) std::rethrow_exception(failure);
}

void Pipeline::append(std::uint32_t shard, const SegmentPart& part) {
  if (!builders_[shard])
    builders_[shard] =
        std::make_unique<SegmentBuilder>(directory_ / ("segment-" + std::to_string(begun_++)));
  builders_[shard]->append(part);
  if (builders_[shard]->bytes() >= kSegmentBytes) finish_segment(shard);
}

void Pipeline::finish_segment(std::uint32_t shard) {
  if (!builders_[shard]) return;
  segments_.push_back(builders_[shard]->finish());
  segments_.back().shard = shard;
  builders_[shard].reset();
}

Pipeline::Made Pipeline::make(Batch&& batch, SegmentPart::Tools& tools) {
  Made made;
  made.bytes = batch.bytes;
  std::vector<SegmentPart*> open(builders_.size());  // by shard
  BoilerplateTurns::Turn turn(boilerplate_, batch.number);
  const auto judge = [&turn](std::span<Document> documents) { turn.mark(documents); };
  prepare_items(std::move(batch.items), preparer_, judge, [&](PreparedDocument&& document) {
    if (document.paragraphs.empty()) return;
    const std::uint32_t shard = shard_of(document.document.document.id, context_.shards);
    if (open[shard] == nullptr) {
      made.parts.emplace_back(shard, std::make_unique<SegmentPart>(context_, tools));
      open[shard] = made.parts.back().second.get();
    }
    open[shard]->add(document);
    if (open[shard]->paragraphs() < kPartParagraphs) return;
    join_early(batch.number, made);
    std::fill(open.begin(), open.end(), nullptr);
  });
  return made;
}

}  // namespace pilcrow::internal
