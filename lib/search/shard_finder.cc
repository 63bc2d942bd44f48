#include "search/shard_finder.h"

#include <algorithm>
#include <future>

#include "index/layout.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

// Without the advice that the error gives where it is thrown.
std::string reason_of(const Error& error) {
  const auto* lost = dynamic_cast<const ShardLost*>(&error);
  return lost == nullptr ? error.what() : lost->reason();
}

}  // namespace

void ShardFinder::miss(const std::string& name, const Error& error) {
  if (!first_error_) first_error_ = error;
  missing_.push_back({name, reason_of(error)});
}

void ShardFinder::find() {
  found_.clear();
  for (const std::string& place : options_.places) {
    try {
      find_at(place);
    } catch (const Error& error) {
      if (!options_.partial) throw;
      miss(place, error);
      missing_places_.push_back({.index = place});
    }
  }
}

void ShardFinder::find_at(const std::string& place) {
  if (is_shard_url(place)) {
    found_.push_back({parse_shard_url(place), {}});
    return;
  }
  const IndexLayout layout(place, read_manifest(place, options_.analyzer->fingerprint()));
  for (std::uint32_t shard = 0; shard < layout.shards(); ++shard) {
    const Manifest manifest = layout.manifest_of(shard);
    found_.push_back({{.index = layout.place(shard), .generation = manifest.generation}, manifest});
  }
}

std::vector<ShardPlace> ShardFinder::places() const {
  std::vector<ShardPlace> places;
  for (const Found& found : found_)
    places.push_back(found.place);
  return places;
}

bool ShardFinder::moved() const {
  ShardFinder now(options_);
  now.find();
  return now.places() != places();
}

// A writer may make a facet known before anything has a value of it.
bool ShardFinder::has_facets_of(const Shard& shard, const Found& found) {
  return found.place.remote() || shard.manifest().facets == found.manifest.facets;
}

bool ShardFinder::finds(const std::vector<std::shared_ptr<const Shard>>& shards) const {
  for (const auto& shard : shards)
    for (const Found& found : found_)
      if (found.place == shard->place() && !has_facets_of(*shard, found)) return false;
  return true;
}

std::shared_ptr<const Shard> ShardFinder::open(
    const Found& found, const std::vector<std::shared_ptr<const Shard>>& known,
    const ShardLost* lost) const {
  if (lost != nullptr && lost->shard() == found.place.name()) throw ShardLost(*lost);
  for (const auto& shard : known)
    if (shard->place() == found.place && has_facets_of(*shard, found) && !shard->outdated())
      return shard;
  return Shard::open(found.place, found.manifest,
                     {.analyzer = options_.analyzer->fingerprint(),
                      .timeout = options_.shard_timeout,
                      .file_check = options_.file_check});
}

// All at once: what has to be waited for is waited for together.
std::vector<std::shared_ptr<const Shard>> ShardFinder::open(
    const std::vector<std::shared_ptr<const Shard>>& known, const ShardLost* lost) {
  find();
  const auto policy = found_.size() > 1 ? std::launch::async : std::launch::deferred;
  std::vector<std::future<std::shared_ptr<const Shard>>> opening;
  for (const Found& found : found_)
    opening.push_back(std::async(policy, [&] { return open(found, known, lost); }));
  std::vector<std::shared_ptr<const Shard>> shards;
  for (std::size_t i = 0; i < opening.size(); ++i) {
    try {
      shards.push_back(opening[i].get());
    } catch (const Error& error) {
      if (!options_.partial || (!found_[i].place.remote() && moved())) throw;
      miss(found_[i].place.name(), error);
      missing_places_.push_back(found_[i].place);
    }
  }
  if (shards.empty() && first_error_) throw Error(*first_error_);
  return shards;
}

}  // namespace pilcrow::internal
