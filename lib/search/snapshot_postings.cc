// The posting lists of a snapshot: read of its shards, joined, kept.

#include <algorithm>
#include <numeric>

#include "search/bits.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

namespace {

// A list of several shards' in the making: docid and impact in one number, ascending.
using PackedPostings = std::vector<std::uint64_t>;

PackedPostings pack(const PostingList& list, const std::vector<DocidRun>& runs) {
  PackedPostings packed;
  packed.reserve(list.docids.size());
  auto run = runs.begin();
  for (std::size_t i = 0; i < list.docids.size(); ++i) {
    const DocId id = list.docids[i];
    while (run != runs.end() && id >= run->local + run->count)
      ++run;
    if (run == runs.end()) break;
    if (id < run->local) continue;
    const std::uint64_t global = run->global + (id - run->local);
    packed.push_back(global << 8U | list.impacts[i]);
  }
  return packed;
}

// The list of all paragraphs where no docid is missing.
PostingList all_postings(DocId last) {
  PostingList list;
  list.docids.resize(last);
  std::iota(list.docids.begin(), list.docids.end(), DocId{1});
  list.impacts.assign(last, 1);
  return list;
}

}  // namespace

PostingList Snapshot::read_all_postings(const std::string& term) const {
  if (term.empty() && paragraphs_ == columns_->last()) return all_postings(columns_->last());
  if (!joined_) return shards_.front()->postings(term);
  std::vector<PackedPostings> lists(shards_.size());
  for_each_shard([&](std::uint32_t shard) {
    lists[shard] = pack(shards_[shard]->postings(term), joined_->map.runs_of(shard));
  });
  while (lists.size() > 1) {
    std::vector<PackedPostings> merged;
    for (std::size_t i = 0; i + 1 < lists.size(); i += 2) {
      PackedPostings& both = merged.emplace_back(lists[i].size() + lists[i + 1].size());
      std::merge(lists[i].begin(), lists[i].end(), lists[i + 1].begin(), lists[i + 1].end(),
                 both.begin());
    }
    if (lists.size() % 2 == 1) merged.push_back(std::move(lists.back()));
    lists = std::move(merged);
  }
  PostingList list;
  list.docids.reserve(lists.front().size());
  list.impacts.reserve(lists.front().size());
  for (const std::uint64_t posting : lists.front()) {
    list.docids.push_back(static_cast<DocId>(posting >> 8U));
    list.impacts.push_back(static_cast<std::uint8_t>(posting & 0xffU));
  }
  return list;
}

std::shared_ptr<const PostingList> Snapshot::postings(const std::string& term) const {
  if (auto kept = cache_.find(term)) return kept;
  auto list = std::make_shared<PostingList>(read_all_postings(term));
  list->seal(columns_->last());
  cache_.insert(term, list, !joined_ && shards_.front()->has_at_hand(term));
  return list;
}

namespace {

// Adds up impacts by docid; kept per thread and cleared by reading it out.
struct ImpactSums {
  std::vector<std::uint16_t> sums;
  std::vector<std::uint64_t> bitmap;
};

std::shared_ptr<PostingList> add_up(const std::vector<std::shared_ptr<const PostingList>>& lists,
                                    DocId last) {
  thread_local ImpactSums acc;
  if (acc.sums.size() <= last) acc.sums.resize(last + std::size_t{1}, 0);
  if (acc.bitmap.size() <= last / 64) acc.bitmap.resize(last / 64 + std::size_t{1}, 0);
  for (const auto& list : lists) {
    for (std::size_t i = 0; i < list->docids.size(); ++i) {
      const DocId id = list->docids[i];
      acc.sums[id] = static_cast<std::uint16_t>(std::min(255, acc.sums[id] + list->impacts[i]));
      acc.bitmap[id / 64] |= std::uint64_t{1} << (id % 64);
    }
  }
  auto joined = std::make_shared<PostingList>();
  for (std::size_t word = 0; word <= last / 64; ++word) {
    for_each_bit(word, acc.bitmap[word], [&](DocId id) {
      joined->docids.push_back(id);
      joined->impacts.push_back(static_cast<std::uint8_t>(acc.sums[id]));
      acc.sums[id] = 0;
    });
    acc.bitmap[word] = 0;
  }
  joined->docids.shrink_to_fit();
  joined->impacts.shrink_to_fit();
  joined->seal(last);
  return joined;
}

}  // namespace

std::shared_ptr<const PostingList> Snapshot::joined_postings(
    const std::vector<std::string>& terms) const {
  if (terms.empty()) return std::make_shared<const PostingList>();
  std::string key;
  for (const std::string& term : terms)
    key.append(1, '\0').append(term);
  if (auto kept = cache_.find(key)) return kept;
  std::vector<std::shared_ptr<const PostingList>> lists;
  for (const std::string& term : terms) {
    auto list = postings(term);
    if (!list->docids.empty()) lists.push_back(std::move(list));
  }
  if (lists.size() == 1) return lists.front();
  std::shared_ptr<const PostingList> joined = add_up(lists, columns_->last());
  cache_.insert(key, joined);
  return joined;
}

std::shared_ptr<const PostingList> Snapshot::passing_postings(
    const std::vector<std::string>& terms) const {
  std::vector<std::shared_ptr<const PostingList>> lists;
  for (const std::string& term : terms) {
    auto list = cache_.find(term);
    if (!list) list = std::make_shared<const PostingList>(read_all_postings(term));
    if (!list->docids.empty()) lists.push_back(std::move(list));
  }
  return lists.size() == 1 ? lists.front() : add_up(lists, columns_->last());
}

std::shared_ptr<const PostingList> Snapshot::keep(const std::string& key, PostingList list) const {
  auto sealed = std::make_shared<PostingList>(std::move(list));
  sealed->seal(columns_->last());
  cache_.insert(key, sealed);
  return sealed;
}

std::shared_ptr<const PostingList> Snapshot::kept_postings(
    const std::string& key, const std::function<PostingList()>& make) const {
  if (auto kept = find_kept(key)) return kept;
  return keep(key, make());
}

}  // namespace pilcrow::internal
