#include "index/pipeline.h"

#include <algorithm>

namespace pilcrow::internal {

namespace {

// A batch is what one thread takes at once; segments of this size suit Xapian's in-memory inverter
// (DESIGN.md 4.3).
constexpr std::size_t kBatchBytes = std::size_t{2} << 20;
constexpr DocId kSegmentParagraphs = 4000;

}  // namespace

void prepare_item(Item&& item, const Preparer& preparer,
                  const std::function<void(PreparedDocument&&)>& visit) {
  const auto emit = [&](PreparedDocument&& prepared) {
    if (item.stamp) prepared.document.stamp = item.stamp;
    prepared.sequence = item.sequence;
    visit(std::move(prepared));
  };
  if (auto* document = std::get_if<Document>(&item.content)) {
    emit(preparer.prepare(*document));
  } else if (auto* prepared = std::get_if<PreparedDocument>(&item.content)) {
    emit(std::move(*prepared));
  } else {
    std::get<IndexWriter::DocumentSource>(item.content)([&](Document&& read) {
      emit(preparer.prepare(read));
      return true;
    });
  }
}

Pipeline::Pipeline(std::filesystem::path directory, const Preparer& preparer,
                   const SegmentContext& context, unsigned threads, std::size_t memory_budget)
    : directory_(std::move(directory)),
      preparer_(preparer),
      context_(context),
      thread_count_(std::max(1U, threads)),
      memory_budget_(memory_budget) {}

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
  if (batch_.bytes >= kBatchBytes || batch_.items.size() >= kSegmentParagraphs) dispatch();
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
  std::vector<Segment> segments;
  for (auto& [number, parts] : done_)
    std::move(parts.begin(), parts.end(), std::back_inserter(segments));
  done_.clear();
  return segments;
}

void Pipeline::throw_failure() {
  if (failure_) std::rethrow_exception(failure_);
}

void Pipeline::work() {
  TokenStream stream;
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    if (stop_) return;
    Batch batch = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    const std::uint64_t number = batch.number;
    const std::size_t bytes = batch.bytes;
    std::vector<Segment> segments;
    std::exception_ptr failure;
    try {
      segments = build(std::move(batch), stream);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    --busy_;
    waiting_bytes_ -= bytes;
    if (failure && !failure_) failure_ = failure;
    if (!failure) done_.emplace(number, std::move(segments));
    changed_.notify_all();
  }
}

std::vector<Segment> Pipeline::build(Batch&& batch, TokenStream& stream) {
  std::vector<Segment> segments;
  std::unique_ptr<SegmentBuilder> builder;
  const auto finish = [&] {
    if (builder) segments.push_back(builder->finish());
    builder.reset();
  };
  for (Item& item : batch.items) {
    prepare_item(std::move(item), preparer_, [&](PreparedDocument&& document) {
      if (document.paragraphs.empty()) return;
      if (!builder) {
        const std::string name =
            "segment-" + std::to_string(batch.number) + "-" + std::to_string(segments.size());
        builder = std::make_unique<SegmentBuilder>(directory_ / name, context_, stream);
      }
      builder->add(document);
      if (builder->paragraphs() >= kSegmentParagraphs) finish();
    });
  }
  finish();
  return segments;
}

}  // namespace pilcrow::internal
