#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "search/shard.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

/// Finds the shards that places stand for (a set is several), and opens them. With partial results
/// allowed, what cannot be found or opened is put on a list instead of thrown; what is wrong with
/// all of them is thrown in any case.
class ShardFinder {
 public:
  explicit ShardFinder(const SnapshotOptions& options) : options_(options) {}

  /// Reads the manifests of places on this machine.
  void find();
  /// Finds and opens; those of `known` that are in their newest state are taken as they are. `lost`
  /// (may be null): a shard that is given up.
  std::vector<std::shared_ptr<const Shard>> open(
      const std::vector<std::shared_ptr<const Shard>>& known, const ShardLost* lost);

  /// Of the shards found, in order.
  [[nodiscard]] std::vector<ShardPlace> places() const;
  [[nodiscard]] const std::vector<MissingShard>& missing() const { return missing_; }
  [[nodiscard]] const std::vector<ShardPlace>& missing_places() const { return missing_places_; }
  /// True where what was found has the facets of the shards that are open.
  [[nodiscard]] bool finds(const std::vector<std::shared_ptr<const Shard>>& shards) const;
  /// True where the places stand for other shards by now.
  [[nodiscard]] bool moved() const;

 private:
  struct Found {
    ShardPlace place;
    Manifest manifest;  // of those on this machine
  };
  static bool has_facets_of(const Shard& shard, const Found& found);
  void find_at(const std::string& place);
  void miss(const std::string& name, const Error& error);
  [[nodiscard]] std::shared_ptr<const Shard> open(
      const Found& found, const std::vector<std::shared_ptr<const Shard>>& known,
      const ShardLost* lost) const;

  SnapshotOptions options_;
  std::vector<Found> found_;
  std::vector<MissingShard> missing_;
  std::vector<ShardPlace> missing_places_;
  std::optional<Error> first_error_;
};

}  // namespace pilcrow::internal
