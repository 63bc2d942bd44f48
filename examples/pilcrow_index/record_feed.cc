#include "pilcrow_index/record_feed.h"

#include <utility>

#include "pilcrow/error.h"

namespace pilcrow::programs {

void RecordFeed::take(Document&& record) {
  hand_on({.path = stamp_.path});
  gate_.pass_record(record, stamp_, source_);
  held_ = std::move(record);
}

std::size_t RecordFeed::finish(bool complete) {
  hand_on(complete ? stamp_ : SourceStamp{.path = stamp_.path});
  if (!complete) return 0;
  std::size_t removed = 0;
  for (const std::string& id : identities_.ids_from(stamp_.path)) {
    if (identities_.is_claimed(id)) continue;
    writer_.remove(id);
    ++removed;
  }
  return removed;
}

void RecordFeed::hand_on(const SourceStamp& stamp) {
  if (!held_) return;
  const std::string where = place_of(*held_, source_);
  try {
    writer_.add(std::move(*held_), stamp);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::invalid_argument) throw;
    gate_.refuse(where, error.what());
  }
  held_.reset();
}

}  // namespace pilcrow::programs
